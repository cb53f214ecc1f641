"""Nobody forgets a table: each is declared in `holds.py` of its room, and the declaration fits the models
(SH7).
"""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from zicht.foundation.vault import declared
from zicht.foundation.vault.declared import Held, Reach, Seen
from zicht.foundation.vault.fields import Sealed

CASES = [each for each in declared.declared() if each.case]
MODELS = {model._meta.db_table: model for model in apps.get_models()}
NOT_SEALED = {
    "inquiries_pseudonym.value": "a value under two keys, of which one stays inside the database",
    "inquiries_inquiryvalue.value": "as above, until the question is answered",
    "intake_importproblem.column": "the heading of a column we know, never that of the file",
    "intake_importproblem.shape": "the shape of a value, never the value",
}
"""Words are written towards these columns, and do not arrive there."""
SEALED_ALL_THE_SAME = {
    "register_linkagemodel.content": "counts, but of values as rare as a name",
}
"""Nobody writes here; it is sealed for what could be concluded from it."""


def name(each: Held) -> str:
    return each.table


def columns(each: Held) -> dict[str, models.Field]:
    return {field.column: field for field in MODELS[each.table]._meta.concrete_fields}


def test_SH7_every_table_is_declared():
    """SH7: also those of the libraries, and those without a text."""
    assert [table for table in MODELS if declared.held(table) is None] == []


def test_SH7_a_table_that_nobody_declared_counts_as_case_data(monkeypatch):
    """SH7: so that Zicht does not start when nothing guards its rows."""
    monkeypatch.setattr(
        declared, "declared", lambda: [each for each in CASES if each.table != "tables_meeting"]
    )
    assert "tables_meeting" in declared.case_tables()
    assert "organisations_region" in declared.case_tables()


def test_SH7_a_table_is_declared_once():
    """SH7: the second word would hide the first."""
    with pytest.raises(ValueError, match="twice"):
        declared.no_case("organisations_*", open="again")


@pytest.mark.parametrize("each", CASES, ids=name)
def test_SH7_what_is_declared_is_there(each):
    """SH7: columns, and the way to the subject."""
    known = columns(each)
    assert {*each.words, *each.open, *each.made, *each.emptied} <= known.keys()
    for path in each.of:
        try:
            MODELS[each.table].objects.filter(**{path: None})
        except (FieldDoesNotExist, ValueError) as error:
            pytest.fail(f"{each.table}: {path} leads nowhere: {error}")
    assert len({*each.words, *each.open, *each.made}) == len(each.words) + len(each.open) + len(each.made)


@pytest.mark.parametrize("each", CASES, ids=name)
def test_SH7_words_about_a_case_are_sealed(each):
    """SH7: in a sealed field, and what is sealed is words; but for the exceptions with their reason."""
    for column, field in columns(each).items():
        place = f"{each.table}.{column}"
        if place not in NOT_SEALED.keys() | SEALED_ALL_THE_SAME.keys():
            assert isinstance(field, Sealed) == (column in each.words), place


@pytest.mark.parametrize("each", CASES, ids=name)
def test_SH7_words_about_a_case_end_with_their_subject(each):
    """SH7: each column with words says how destruction reaches it, and a table that it reaches has a
    subject.
    """
    reached = {column: each.reach(columns(each)[column]) for column in each.words}
    unreached = {f"{each.table}.{column}" for column, how in reached.items() if how is None}
    assert unreached <= NOT_SEALED.keys()
    assert each.of or not {Reach.KEY, Reach.EMPTIED} & set(reached.values())


@pytest.mark.parametrize("each", CASES, ids=name)
def test_SH7_it_is_said_who_sees_each_row(each):
    """SH7: one rule of its own, or one or more of the common ones; what rests on a grant has a subject."""
    assert each.seen
    assert len(each.seen) == 1 or Seen.OWN_RULE not in each.seen
    assert each.of or not each.by_grant
