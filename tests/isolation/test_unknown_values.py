"""Valid but unknown values, sent to every address: a page says so, and none breaks (OP2)."""

import importlib
import pkgutil
import uuid

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

import zicht
from tests.isolation import cast
from zicht.foundation.acts import clock
from zicht.testing.base import SignedInClient

UNKNOWN = {
    "uuid": str(uuid.uuid4()),
    "int": "999999",
    "slug": "onbekend",
    "str": "onbekend",
    "path": "onbekend",
}
LEFT_OUT = ("static/", "uitloggen/", "wachtwoord-vergeten/")
"""Files; signing out ends the visit; the page for a new password has tests of its own."""
WHO = [part for part in cast.CAST if part[1] in (cast.EDE, cast.SAFETY_HOUSE, cast.POLICE, "comensha")]


def addresses(patterns=None, before: str = "") -> list[str]:
    """Return every address of the product, with an unknown value for each part."""
    found: list[str] = []
    for pattern in patterns or get_resolver().url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and "^" not in here and not here.startswith(LEFT_OUT):
            for name, converter in pattern.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
                here = here.replace(f"<{kind}:{name}>", UNKNOWN.get(kind, "1")).replace(
                    f"<{name}>", "onbekend"
                )
            found.append("/" + here)
    return found


def answers() -> dict[str, str]:
    """Return for each field of each form a value that is right by its kind and known to nobody."""
    for module in pkgutil.walk_packages(zicht.__path__, "zicht."):
        if module.name.rpartition(".")[2] == "forms":
            importlib.import_module(module.name)
    return {name: _value(field) for form in _below(forms.Form) for name, field in form.base_fields.items()}


def _below(form: type) -> list[type]:
    return [each for kind in form.__subclasses__() for each in (kind, *_below(kind))]


def _value(field: forms.Field) -> str:
    for kind, value in (
        (forms.EmailField, "niemand@elders.example"),
        ((forms.UUIDField, forms.ModelChoiceField), str(uuid.uuid4())),
        (forms.DateTimeField, f"{clock.today()}T10:00"),
        (forms.DateField, str(clock.today())),
        (forms.IntegerField, "999999"),
        (forms.BooleanField, "on"),
    ):
        if isinstance(field, kind):
            return value
    return "onbekend"


@pytest.mark.parametrize("part", WHO, ids=cast.name)
def test_OP2_no_address_breaks_on_what_is_valid_and_unknown(world, part):
    client, given = SignedInClient().login(cast.actor(part)), answers()
    client.raise_request_exception = False
    broken = [path for path in addresses() if client.post(path, given).status_code >= 500]
    assert broken == []


def test_OP2_every_address_takes_part(world):
    assert len(addresses()) > 150
    assert len(answers()) > 100
