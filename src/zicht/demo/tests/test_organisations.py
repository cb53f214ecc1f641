"""Shows CU3."""

import pytest

from zicht.demo.chain import AROUND_THE_CLOCK
from zicht.demo.history import generate
from zicht.demo.organisations import AWAY, NOBODY, VACANT, demonstration_chain, notifying_organisation
from zicht.reference.places import read_edition

REGIONAL = {
    "chain_director": "zvh",
    "care_coordinator": "care_coordination",
    "duty_officer": "care_coordination",
    "safe_home": "safe_home",
}
FUNCTIONS = {
    "reporter",
    "ambassador",
    "contact_officer",
    "chain_director",
    "care_coordinator",
    "tmm",
    "nla",
    "kmar",
    "registrar",
    "shelter_manager",
    "researcher",
    "data_protection_officer",
    "administrator",
    "safe_home",
    "duty_officer",
    "fallback_desk",
}


@pytest.fixture(scope="module")
def chain():
    return demonstration_chain()


@pytest.fixture(scope="module")
def municipal(chain):
    return {o.area_code: o.slug for o in chain.organisations if o.kind == "municipality"}


def test_every_municipality_is_an_organisation(municipal):
    assert set(municipal) == {m.code for m in read_edition().municipalities}


def test_slugs_keys_and_addresses_are_unique(chain):
    assert len(chain.by_slug) == len(chain.organisations)
    assert len(chain.by_key) == len(chain.colleagues)
    assert len({c.email for c in chain.colleagues}) == len(chain.colleagues)
    triples = [(a.colleague_key, a.organisation_slug, a.function) for a in chain.assignments]
    assert len(triples) == len(set(triples))


def test_every_address_lies_in_the_reserved_example_domain(chain):
    assert all(c.email.endswith("@zicht.example") for c in chain.colleagues)
    assert all(c.email.isascii() for c in chain.colleagues)


def test_every_working_area_exists(chain):
    edition = read_edition()
    for organisation in chain.organisations:
        if organisation.area_kind == "municipality":
            edition.municipality(organisation.area_code)
        elif organisation.area_kind != "nation":
            edition.region(organisation.area_kind, organisation.area_code)


def test_every_function_has_someone_behind_it(chain):
    assert {a.function for a in chain.assignments} == FUNCTIONS
    assert AROUND_THE_CLOCK <= FUNCTIONS


@pytest.mark.parametrize(("function", "kind"), REGIONAL.items())
def test_CU3_every_region_has_each_regional_function_with_a_deputy(chain, function, kind):
    organisations = [o for o in chain.organisations if o.kind == kind]
    assert len(organisations) == 25
    for organisation in organisations:
        assert [a.deputy for a in chain.staff(organisation.slug, function)] == [False, True]


def test_CU3_every_police_unit_has_a_team_with_a_deputy(chain):
    teams = [o for o in chain.organisations if o.kind == "police"]
    assert len(teams) == 10
    assert all([a.deputy for a in chain.staff(o.slug, "tmm")] == [False, True] for o in teams)


def test_CU3_every_municipality_but_two_islands_has_a_contact_officer_or_a_deputy(chain, municipal):
    without = {code for code, key in municipal.items() if not chain.staff(key, "contact_officer")}
    assert without == set(NOBODY)


def test_CU3_vacant_posts_and_posts_of_people_who_are_away_have_a_deputy(chain, municipal):
    for code in VACANT:
        assert [a.deputy for a in chain.staff(municipal[code], "contact_officer")] == [True]
    assert len(chain.absences) == len(AWAY)
    for code, absence in zip(AWAY, chain.absences, strict=True):
        first, deputy = chain.staff(municipal[code], "contact_officer")
        assert first.colleague_key == absence.colleague_key
        assert deputy.colleague_key not in {a.colleague_key for a in chain.absences}


def test_a_borrowed_contact_officer_comes_from_the_same_region(chain, municipal):
    edition, home = read_edition(), {}
    codes = {key: code for code, key in municipal.items()}
    for a in chain.assignments:
        if a.function == "contact_officer" and not a.deputy:
            home[a.colleague_key] = codes[a.organisation_slug]
    for a in chain.assignments:
        if a.function == "contact_officer" and a.deputy and a.colleague_key in home:
            there = edition.region_of(codes[a.organisation_slug], "safety_region")
            assert edition.region_of(home[a.colleague_key], "safety_region") == there


def test_ten_showcase_accounts_one_per_function_and_one_colleague_in_another_municipality(chain):
    shown = [c for c in chain.colleagues if c.showcase]
    posts = [
        (a.function, a.organisation_slug)
        for c in shown
        for a in chain.assignments
        if a.colleague_key == c.key and not a.deputy
    ]
    functions = [function for function, _ in posts]
    assert len(shown) == len(posts) == 11
    assert len(set(functions)) == 10
    assert {key for f, key in posts if f == "contact_officer"} == {"gemeente-ede", "gemeente-utrecht"}


def test_every_synthetic_notification_has_a_notifying_organisation(chain):
    pairs = {(n.notifier, n.municipality_code) for n in generate().notifications}
    assert {notifying_organisation(*pair) for pair in pairs} <= set(chain.by_slug)
    assert notifying_organisation("police", "GM0228") == "politie-oost-nederland"
    assert notifying_organisation("care_coordinators", "GM0344") == "zorgcoordinatie-utrecht"


def test_the_same_people_every_time(chain):
    demonstration_chain.cache_clear()
    assert demonstration_chain() == chain
