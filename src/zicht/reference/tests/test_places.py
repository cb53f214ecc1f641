from datetime import date

import pytest

from zicht.reference import maps
from zicht.reference.places import PLACES, read_edition, read_folder

KINDS = {
    "province",
    "safety_region",
    "police_unit",
    "district_court",
    "riec",
    "ggd",
    "labour_market",
    "corop",
}


@pytest.fixture(scope="module")
def edition():
    return read_edition("2023-01-01")


def test_the_edition_of_2023_has_342_municipalities_and_25_safety_regions(edition):
    assert len(edition.municipalities) == 342
    assert len([r for r in edition.regions if r.kind == "safety_region"]) == 25
    assert len([r for r in edition.regions if r.kind == "police_unit"]) == 10
    assert edition.on == date(2023, 1, 1)


def test_every_municipality_lies_in_exactly_one_region_of_every_kind(edition):
    assert set(edition.kinds) == KINDS
    places = [(m.municipality, m.kind) for m in edition.memberships]
    assert len(places) == len(set(places)) == 342 * len(KINDS)


def test_ede_lies_in_gelderland_midden_and_oost_nederland(edition):
    assert edition.municipality("GM0228").name == "Ede"
    assert edition.region_of("GM0228", "safety_region").code == "VR07"
    assert edition.region_of("GM0228", "police_unit").name == "Oost-Nederland"
    assert "GM0228" in edition.members("safety_region", "VR07")


def test_postcodes_and_aliases_point_at_existing_municipalities(edition):
    codes = {m.code for m in edition.municipalities}
    assert len(edition.postcodes) == 4074
    assert {p.municipality for p in edition.postcodes} - {None} <= codes
    assert {also for p in edition.postcodes for also in p.also_in} <= codes
    assert {a.municipality for a in edition.aliases} - {None} <= codes
    assert sum(p.municipality is None for p in edition.postcodes) == 9


def test_a_further_kind_of_region_is_only_a_file(tmp_path, edition):
    source = PLACES / "2023-01-01"
    (tmp_path / "regions").mkdir()
    for name in ("municipalities.csv", "postcodes.csv", "aliases.csv"):
        (tmp_path / name).write_text((source / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "regions" / "zvh.csv").write_text(
        "code,name,municipality\nZVH-x,Fictief,GM0228\n", encoding="utf-8"
    )
    own = read_folder(tmp_path, date(2023, 1, 1))
    assert own.kinds == ("zvh",)
    assert own.region_of("GM0228", "zvh").name == "Fictief"


@pytest.mark.parametrize(
    ("kind", "count"), [("municipality", 342), ("safety_region", 25), ("police_unit", 10)]
)
def test_every_place_on_a_map_exists(edition, kind, count):
    codes = {feature["id"] for feature in maps.outlines(kind)["features"]}
    known = {m.code for m in edition.municipalities} | {r.code for r in edition.regions if r.kind == kind}
    assert len(codes) == count
    assert codes <= known
