"""A fictional merger, rename and move: only rows, no code."""

from datetime import date

import pytest

from zicht.reference.changes import Change, ChangeRefused, apply_changes, read_changes, successors
from zicht.reference.places import read_edition

HEADING = "on,kind,from,to,name,region_kind,source\n"
FICTION = """\
2031-01-01,merge,GM0228,GM9901,Fictie aan de Veluwe,,fiction
2031-01-01,merge,GM0279,GM9901,,,fiction
2031-01-01,move,GM9901,VR09,,safety_region,fiction
2032-01-01,rename,GM0344,,Fictie aan de Vecht,,fiction
"""


@pytest.fixture
def changes(tmp_path):
    (tmp_path / "2031.csv").write_text(HEADING + FICTION, encoding="utf-8")
    return read_changes(tmp_path)


@pytest.fixture
def edition():
    return read_edition("2023-01-01")


def test_a_municipal_merger_is_only_a_data_change(edition, changes):
    merged = apply_changes(edition, date(2031, 1, 1), changes)
    assert len(merged.municipalities) == 341
    new = merged.municipality("GM9901")
    assert new.name == "Fictie aan de Veluwe"
    assert (
        new.inhabitants
        == edition.municipality("GM0228").inhabitants + edition.municipality("GM0279").inhabitants
    )
    assert {"GM0228", "GM0279"}.isdisjoint({m.code for m in merged.municipalities})
    assert len(merged.memberships) == 341 * 8


def test_postcodes_and_old_names_lead_to_the_new_municipality(edition, changes):
    merged = apply_changes(edition, date(2031, 1, 1), changes)
    before = {p.pc4 for p in edition.postcodes if p.municipality in ("GM0228", "GM0279")}
    assert {p.pc4 for p in merged.postcodes if p.municipality == "GM9901"} == before
    assert not any("GM9901" in p.also_in for p in merged.postcodes if p.municipality == "GM9901")
    names = {a.name for a in merged.aliases if a.municipality == "GM9901"}
    assert {"Ede", "Scherpenzeel"} <= names


def test_the_new_municipality_follows_its_largest_partner_unless_it_is_moved(edition, changes):
    merged = apply_changes(edition, date(2031, 1, 1), changes)
    assert merged.region_of("GM9901", "police_unit") == edition.region_of("GM0228", "police_unit")
    assert merged.region_of("GM9901", "safety_region").code == "VR09"


def test_a_change_holds_from_its_day_and_not_before(edition, changes):
    before = apply_changes(edition, date(2030, 12, 31), changes)
    assert before.municipality("GM0228").name == "Ede"
    assert before.on == date(2030, 12, 31)
    later = apply_changes(edition, date(2032, 1, 1), changes)
    assert later.municipality("GM0344").name == "Fictie aan de Vecht"


def test_applying_in_two_steps_gives_the_same_map(edition, changes):
    halfway = apply_changes(edition, date(2031, 6, 1), changes)
    assert apply_changes(halfway, date(2033, 1, 1), changes) == apply_changes(
        edition, date(2033, 1, 1), changes
    )


@pytest.mark.parametrize(
    "row",
    [
        "2031-01-01,merge,GM9999,GM0228,,,",
        "2031-01-01,merge,GM0228,GM9901,,,",
        "2031-01-01,move,GM0228,VR99,,safety_region,",
        "2031-01-01,split,GM0228,GM0279,,,",
        "31-1-2031,rename,GM0228,,Fictie,,",
    ],
)
def test_a_change_that_does_not_fit_is_refused(tmp_path, edition, row):
    (tmp_path / "bad.csv").write_text(HEADING + row + "\n", encoding="utf-8")
    with pytest.raises(ChangeRefused):
        apply_changes(edition, date(2031, 1, 1), read_changes(tmp_path))


def test_a_day_before_the_edition_is_refused(edition):
    with pytest.raises(ChangeRefused):
        apply_changes(edition, date(2022, 1, 1))


def test_no_change_is_shipped_that_would_not_apply(edition):
    assert apply_changes(edition, date(2040, 1, 1)).municipalities


def test_a_postcode_that_crossed_the_old_border_no_longer_crosses_one(edition):
    assert [p.also_in for p in edition.postcodes if p.pc4 == "1184"] == [("GM0437",)]
    merger = Change(date(2031, 1, 1), "merge", "GM0437", "GM0362")
    merged = apply_changes(edition, date(2031, 1, 1), [merger])
    assert [p.also_in for p in merged.postcodes if p.pc4 == "1184"] == [()]


def test_each_ended_municipality_has_the_successor_it_has_today(changes):
    later = Change(date(2033, 1, 1), "merge", "GM9901", "GM9902", "Fictie")
    assert successors(date(2023, 1, 1), date(2032, 1, 1), changes) == {"GM0228": "GM9901", "GM0279": "GM9901"}
    assert successors(date(2023, 1, 1), date(2034, 1, 1), [*changes, later]) == {
        "GM0228": "GM9902",
        "GM0279": "GM9902",
        "GM9901": "GM9902",
    }
    assert successors(date(2031, 1, 1), date(2034, 1, 1), changes) == {}
