"""No form keeps a character that a document would refuse (TB5)."""

import importlib
import pkgutil

import pytest
from django import forms

import zicht
from zicht.chain.intake.importing.files import read_table
from zicht.foundation.ui.plain_text import NOT_TYPED

TYPED = "Zij\x0bzei\x1f niets\x08 \ufffe\ud800."


def text_fields() -> dict[str, forms.CharField]:
    """Return every text field of every form of the product and of the libraries it uses."""
    for module in pkgutil.walk_packages(zicht.__path__, "zicht."):
        if module.name.rpartition(".")[2] in ("forms", "views", "urls") or ".views." in module.name:
            importlib.import_module(module.name)
    return {
        f"{form.__module__}.{form.__qualname__}.{name}": field
        for form in _below(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField)
    }


def _below(form: type) -> set[type]:
    return {form}.union(*(_below(each) for each in form.__subclasses__()))


FIELDS = text_fields()


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_TB5_a_text_field_takes_out_what_nobody_types(name):
    try:
        kept = FIELDS[name].to_python(TYPED)
    except forms.ValidationError:
        return
    assert not NOT_TYPED.search(str(kept))


def test_TB5_so_does_a_file_that_is_read_in():
    head, row = "meldnummer;datum;omschrijving;plaats", "1;03-11-2025;Zij\x0bzei\x08 niets;Ede"
    assert "Zij zei  niets" in str(read_table(f"{head}\n{row}".encode()))


def test_TB5_many_fields_were_looked_at():
    assert len(FIELDS) > 50
