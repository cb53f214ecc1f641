"""The international standard: out and in without loss of what is mapped, errors precise, nothing half done
(RG5).
"""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connections
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.casework.register.delivering import command, htcds, htcds_reading
from zicht.casework.register.delivering.htcds import Case
from zicht.casework.register.delivering.services import exporting
from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import services
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.tests import cast
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.reference import htcds as standard
from zicht.testing import base

WHOLE = Facts(
    forms=("sexual", "criminal"),
    criterion="slightest_indication",
    basis="consent",
    consent=True,
    sector="I",
    municipality="GM0228",
    period_from="2021-03",
    period_until="2022",
    remarks='Belt graag; zegt: "na vijven".\nTweede regel.',
)
CARE = "zorgcoordinatie-gelderland-midden"
OTHER_PLACE = "zicht_Person"
REFUSE_BEGGING = (
    "ALTER TABLE register_notification ADD CONSTRAINT no_begging CHECK (sector <> 'begging') NOT VALID"
)


def exported(**chosen) -> list[dict]:
    text, _ = command.export(chosen.get("year"), chosen.get("slug"))
    return list(csv.DictReader(io.StringIO(text)))


def as_file(rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def stored() -> tuple[int, int]:
    with as_worker():
        return PresumedVictim.objects.count(), Notification.objects.count()


def test_RG5_what_goes_out_comes_in_again_the_same(country):
    """RG5, acceptance 7: an empty register filled from the file exports the same file, all columns, but
    for the references.
    """
    coordinator = cast.coordinator(country)
    victim = services.register(None, cast.PERSON, actor=coordinator)
    partly = services.register(
        None,
        Identity(
            initials="A.B.",
            birth_year=1999,
            nationalities=("BG", "TR"),
            phone="+31600004821",
            document="781X",
        ),
        actor=coordinator,
    )
    for who, facts in (
        (victim, WHOLE),
        (victim, replace(WHOLE, forms=("labour",))),
        (partly, cast.WITH_CONSENT),
    ):
        filing.notify(who.id, facts, actor=coordinator)
    before = exported(slug=CARE)
    base.clear()
    assert stored() == (0, 0)
    found = command.read_in(as_file(before), CARE)
    assert (found["persons"], found["notifications"], found["errors"], found["unmapped"]) == (2, 3, [], [])
    after = exported(slug=CARE)
    assert sorted(map(without_reference, after)) == sorted(map(without_reference, before))


def without_reference(row: dict) -> list:
    return [(name, value) for name, value in row.items() if name != OTHER_PLACE]


def test_RG5_the_same_file_twice_adds_nothing(country):
    filing.notify(
        services.register(None, cast.PERSON, actor=cast.coordinator(country)).id,
        WHOLE,
        actor=cast.coordinator(country),
    )
    content = as_file(exported())
    assert command.read_in(content, CARE)["known"] == 1
    base.clear()
    for _ in range(2):
        command.read_in(content, CARE)
    assert stored() == (1, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("prs_Birthdate", "31-03-2024"),
        ("prs_Gender", "Vrouw"),
        ("prs_Citizenship", "NL;Bulgarije"),
        ("vic_TypeOfExploitation", "Surrogacy"),
        ("vic_TraffickingStatus", "NotAVictimOfTrafficking"),
        ("con_Consent", "misschien"),
        ("vic_ForcedLabourIndustry", "Horeca"),
        ("hte_City", "Nergenshuizen"),
        ("cas_IncomingReferralDate", "2999-01-01"),
        ("zicht_BirthYear", "94"),
        ("zicht_Sector", "een sector die niemand kent, met een heel lange naam"),
        ("zicht_PeriodFrom", "2024-13"),
        ("zicht_PeriodUntil", "vorig jaar"),
        ("prs_MobilePhone", "0612"),
        ("prs_IdentityNumber", "111222333"),
        ("prs_IdentityNumber", "AB"),
        ("zicht_Basis", ""),
        ("zicht_Criterion", "complaint"),
    ],
)
def test_RG5_one_wrong_value_is_named_by_row_column_and_reason_and_nothing_is_stored(country, column, value):
    right = dict.fromkeys(htcds.COLUMNS, "") | {
        "prs_FirstName": "Zoë",
        "con_Consent": "true",
        "vic_TypeOfExploitation": "SexualExploitation",
        "zicht_Basis": "consent",
    }
    wrong = right | {column: value} | ({"con_Consent": "false"} if column == "zicht_Basis" else {})
    found = command.read_in(as_file([right, wrong, right | {"prs_FirstName": "Ada"}]), CARE)
    assert [(row["row"], row["column"]) for row in found["errors"]] == [(3, column)]
    assert value not in found["errors"][0]["reason"] or not value
    assert stored() == (0, 0)


def test_RG5_a_file_that_fails_while_it_is_stored_leaves_nothing(country):
    """RG5, acceptance 7: nothing half done, also when the database itself refuses a later row that could
    be read.
    """
    right = dict.fromkeys(htcds.COLUMNS, "") | {
        "prs_FirstName": "Zoë",
        "con_Consent": "true",
        "vic_TypeOfExploitation": "SexualExploitation",
        "zicht_Basis": "consent",
    }
    with connections["migrate"].cursor() as owner:
        owner.execute(REFUSE_BEGGING)
        try:
            with pytest.raises(DatabaseError):
                command.read_in(
                    as_file([right, right | {"prs_FirstName": "Ada", "zicht_Sector": "begging"}]), CARE
                )
        finally:
            owner.execute("ALTER TABLE register_notification DROP CONSTRAINT no_begging")
    assert stored() == (0, 0)
    assert command.read_in(as_file([right]), CARE)["notifications"] == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"naam,leeftijd\nZoe,20\n", b'prs_FirstName\n"onaf'])
def test_RG5_a_file_that_is_none_is_refused_calmly(country, content):
    found = command.read_in(content, CARE)
    assert [row["row"] for row in found["errors"]] == [1]


def test_RG5_a_row_of_another_length_and_another_person_under_one_reference_are_named(country):
    lines = [
        ",".join(("prs_FirstName", "con_Consent", "vic_TypeOfExploitation", "zicht_Person")),
        "Ada,true,ForcedLabour,P1",
        "Ada,true,ForcedLabour",
        "Zoe,true,ForcedLabour,P1",
        "",
    ]
    found = command.read_in("\n".join(lines).encode(), CARE)
    assert [(row["row"], row["column"]) for row in found["errors"]] == [(3, ""), (4, "zicht_Person")]


def test_RG5_a_file_of_others_with_standard_columns_only_is_read_and_the_rest_is_listed(country):
    row = {
        "prs_FirstName": "Ada",
        "prs_Citizenship": "BGR",
        "vic_TypeOfExploitation": "ForcedBegging",
        "con_Consent": "1",
        "prs_MaritalStatus": "Single",
        "hte_City": "Ede",
        "cas_IncomingReferralDate": "2022-12-30",
    }
    found = command.read_in(as_file([row]), CARE)
    assert (found["notifications"], found["unmapped"]) == (1, ["prs_MaritalStatus"])
    with as_worker():
        kept = Notification.objects.select_related("victim").get()
    assert (kept.forms, kept.sector, kept.municipality_id, kept.notified_on) == (
        ["criminal"],
        "begging",
        "GM0228",
        date(2022, 12, 30),
    )
    assert kept.victim.nationalities == ["BG"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_RG5_any_case_survives_the_round_trip(data):
    """RG5: property over every mapped field, without a database."""
    text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)
    born = data.draw(st.none() | st.dates(date(1920, 1, 1), date(2020, 1, 1)))
    who = Identity(
        given_name=data.draw(text),
        infix=data.draw(text),
        family_name=data.draw(text),
        initials=data.draw(text),
        birth_date=born,
        birth_year=None if born else data.draw(st.none() | st.integers(1900, 2020)),
        sex=data.draw(st.sampled_from(["female", "male", "other", "unknown"])),
        nationalities=tuple(
            data.draw(st.lists(st.sampled_from(["NL", "BG", "XX", "XK"]), unique=True, max_size=2))
        ),
        country_of_origin=data.draw(st.sampled_from(["", "RO", "VN"])),
        immigration_status=data.draw(st.sampled_from(["unknown", "eu_citizen"])),
        phone=data.draw(st.sampled_from(["", "+31600004821", "+48601234567"])),
        document=data.draw(st.sampled_from(["", "781X", "DEMO7781X"])),
    )
    facts = Facts(
        forms=tuple(
            data.draw(
                st.lists(
                    st.sampled_from(["sexual", "labour", "criminal", "organ_removal", "unknown"]),
                    min_size=1,
                    unique=True,
                )
            )
        ),
        criterion="complaint",
        basis=data.draw(st.sampled_from(["consent", "statutory_duty"])),
        consent=data.draw(st.booleans()),
        sector=data.draw(st.sampled_from(["", "A", "U", "window", "drugs"])),
        municipality=data.draw(st.sampled_from([None, "GM0228"])),
        period_from=data.draw(st.sampled_from(["", "2021", "2021-03"])),
        remarks=data.draw(text),
    )
    row = htcds.row_of(Case("V-1", who, facts, date(2022, 1, 2), "Ede" if facts.municipality else ""))
    assert htcds_reading.identity_of(row) == who
    assert htcds_reading.facts_of(row, {"GM0228": "GM0228", "Ede": "GM0228"}, "") == facts
    assert htcds_reading.notified_on(row, clock.today()) == date(2022, 1, 2)


def test_RG5_every_field_of_the_standard_is_mapped_or_listed_as_unmapped():
    assert set(htcds.MAPPED) | set(exporting.unmapped()) == set(standard.fields())
    assert not set(htcds.MAPPED) & set(exporting.unmapped())
    for column, told in {
        "prs_Gender": htcds.GENDERS.values(),
        "vic_TypeOfExploitation": htcds.TYPES.values(),
        "vic_TraffickingStatusDecisionMakingOrg": htcds.DECIDED_BY.values(),
        "org_Type": htcds.ORGANISATIONS.values(),
        "vic_ForcedLabourIndustry": standard.INDUSTRIES.values(),
    }.items():
        assert set(told) <= set(standard.values(column)), column


def test_RG5_the_documented_table_is_the_mapping():
    page = (Path(__file__).parents[6] / "docs" / "htcds.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert rows == [*htcds.MAPPED, *htcds.OWN, *exporting.unmapped()]
