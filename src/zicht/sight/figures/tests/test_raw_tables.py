"""Figures worked out beforehand are those of a direct count, and add up (IS1)."""

from itertools import product

from zicht.foundation.access import acting, as_worker
from zicht.sight.figures import queries
from zicht.sight.figures.models import RawTable
from zicht.sight.figures.tests.direct import counted
from zicht.sight.figures.vocabulary import KEYS, Count, Division

ADDS_UP = {
    Count.NOTIFICATIONS: [by for by in Division if by != Division.FORM],
    Count.PERSONS: [Division.CONTINENT, Division.SEX, Division.AGE],
}
"""A person can be notified by two notifiers, in two months or places; and can have two forms, as a
notification can."""


def test_IS1_every_question_is_answered_as_a_direct_count_would(register):
    """IS1: same numbers as counting the facts in SQL, for divisions, units, forms and regions."""
    forms, regions = ("", "sexual", "criminal", "unknown"), ("", "VR07", "VR13")
    asked = [
        *product((2022, 2016), Division, Count, forms, regions),
        *product((2012,), Division, Count, ("",), ("",)),
    ]
    wrong = []
    with as_worker():
        for year, by, count, form, region in asked:
            cells, total = queries.of_years(by, count, form, region).get(year, ({}, 0))
            found = {key: number for key, number in cells.items() if number}, total
            direct = counted(year, by, count, form, region)
            if by == Division.FORM and form:
                direct = {key: number for key, number in direct[0].items() if key == form}, direct[1]
            if found != direct:
                wrong.append((year, by, count, form, region, found, direct))
    assert wrong == []


def test_IS1_raw_counts_add_up_along_every_margin(register):
    """IS1: cells to their total, regions to the country, municipalities to their region, before any
    protection.
    """
    with as_worker():
        tables = list(RawTable.objects.all())
    found = {(t.year, t.count, t.by, t.form, t.region): t for t in tables}
    assert len(tables) > 10_000
    for table in tables:
        if table.by in ADDS_UP[Count(table.count)]:
            assert sum(table.cells.values()) == table.total, table
    whole = [t for t in tables if t.count == Count.NOTIFICATIONS and not t.region]
    regions = {t.region for t in tables if t.region}
    for table in whole:
        parts = [found.get((table.year, table.count, table.by, table.form, region)) for region in regions]
        for key, number in table.cells.items():
            assert sum(part.cells.get(key, 0) for part in parts if part) == number, (table, key)
        assert sum(part.total for part in parts if part) == table.total


def test_IS1_a_division_without_cases_shows_zeros(register):
    with as_worker():
        found = queries.figures(year=1999, by="sex")
    assert found["cells"] == dict.fromkeys(KEYS[Division.SEX], 0)
    assert found["total"] == 0


def test_IS2_worked_out_figures_are_kept_from_everyone_but_the_registrar(register):
    """IS2: the database itself refuses them."""
    for function, sees in (
        ("researcher", False),
        ("chain_director", False),
        ("administrator", False),
        ("registrar", True),
    ):
        with acting(register.actor(function)):
            assert RawTable.objects.exists() is sees
