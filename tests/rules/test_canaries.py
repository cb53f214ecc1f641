"""Nobody forgets the dump scan: a column that can hold text has its canary, or says why it needs none
(SH7, acceptance B2).
"""

import re
from dataclasses import fields

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.stolen.fields import NO_SECRET, WRITTEN
from zicht.casework.register.persons.identity import Identity
from zicht.chain.signals.keys import About
from zicht.foundation.vault.declared import declared, held

SECRET = re.compile(r"key|secret|token|digest|code|hash|password|lookup|receipt|session|seed|salt|^data$")
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def text_columns() -> list[tuple[str, str]]:
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            kind = field.base_field if isinstance(field, ArrayField) else field
            if isinstance(kind, TEXT) and not kind.choices:
                found.append((model._meta.db_table, field.column))
    return found


def test_SH7_every_column_that_can_hold_text_has_a_canary_or_says_why_not():
    """SH7: a new text field is declared in `holds.py` of its room, or this test refuses it."""
    untold = [
        f"{table}.{column}"
        for table, column in text_columns()
        if not (held(table) and held(table).tells_of(column))
    ]
    assert untold == []


def test_SH7_every_column_that_sounds_like_a_secret_is_hunted_or_says_why_not():
    """SH7: session ids, codes of invitations, receipts, second factors: no thief enters with them."""
    sounding = {f"{table}.{column}" for table, column in text_columns() if SECRET.search(column)}
    excused = {name for name in sounding if name in NO_SECRET or f"*.{name.split('.')[1]}" in NO_SECRET}
    assert sounding - excused - WRITTEN.keys() == set()
    assert excused & WRITTEN.keys() == set()


def test_SH7_no_column_is_told_of_that_cannot_hold_text_or_is_gone():
    """SH7: the declarations stay those of this product."""
    columns = set(text_columns())
    told = {
        (each.table, column)
        for each in declared()
        for column in {*each.words, *each.open, *each.made, *each.secrets} - {"*"}
    }
    assert told - columns == set()


def test_SH7_every_text_of_an_identity_and_of_planned_work_has_its_own_canary():
    """SH7: what is sealed together has a word for each part."""
    planted = {label for labels in WRITTEN.values() for label in labels}
    coded = {"sex", "immigration_status", "country_of_origin"}
    identity = {field.name.replace("_", " ") for field in fields(Identity) if field.type in (str, "str")} - {
        name.replace("_", " ") for name in coded
    }
    about = {f"work: {field.name}" for field in fields(About) if field.type in (str, "str")}
    assert identity | about <= planted
