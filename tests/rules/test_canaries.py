"""Nobody forgets the dump scan: a column that can hold text has its canary, or says why it needs none
(SH7, acceptance B2).
"""

from dataclasses import fields
from fnmatch import fnmatch

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.stolen.fields import MADE, OPEN, WRITTEN
from zicht.casework.register.persons.identity import Identity
from zicht.chain.signals.keys import About

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def text_columns() -> list[str]:
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            kind = field.base_field if isinstance(field, ArrayField) else field
            if isinstance(kind, TEXT) and not kind.choices:
                found.append(f"{model._meta.db_table}.{field.column}")
    return found


def test_SH7_every_column_that_can_hold_text_has_a_canary_or_says_why_not():
    """SH7: a new text field stands in `tests/stolen/fields.py`, or this test refuses it."""
    known = [*WRITTEN, *OPEN, *MADE]
    assert [column for column in text_columns() if not any(fnmatch(column, name) for name in known)] == []


def test_SH7_no_column_stands_there_that_is_gone():
    """SH7: the list stays the list of this product."""
    columns = text_columns()
    assert [
        name for name in [*WRITTEN, *OPEN, *MADE] if not any(fnmatch(column, name) for column in columns)
    ] == []


def test_SH7_every_text_of_an_identity_and_of_planned_work_has_its_own_canary():
    """SH7: what is sealed together has a word for each part."""
    planted = {label for labels in WRITTEN.values() for label in labels}
    coded = {"sex", "immigration_status", "country_of_origin"}
    identity = {field.name.replace("_", " ") for field in fields(Identity) if field.type in (str, "str")} - {
        name.replace("_", " ") for name in coded
    }
    about = {f"work: {field.name}" for field in fields(About) if field.type in (str, "str")}
    assert identity | about <= planted
