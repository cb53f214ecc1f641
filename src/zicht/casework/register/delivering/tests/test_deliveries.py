"""What leaves the register: a list with names, a delivery without, and a public file in which no row is a
person (RG5, IS2).
"""

import csv
import io
from collections import Counter

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zicht.casework.register.delivering import files
from zicht.casework.register.delivering.services import deliveries, public_file
from zicht.casework.register.linkage.services import regrouping
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast
from zicht.demo import history, loading_history
from zicht.foundation.access import SYSTEM, acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.audit.models import AuditEvent
from zicht.reference.codes import countries


def taken(client, kind, suffix="csv"):
    return client.post(
        reverse("register:deliver"), {"soort": kind, "jaar": clock.today().year, "als": suffix}
    )


def read(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def notified(country):
    """One woman as two persons of the register, merged, and someone else."""
    officer = cast.officer(country)
    people = [
        services.register(None, who, actor=officer)
        for who in (cast.PERSON, cast.PERSON, identity.Identity(initials="AB"))
    ]
    for victim in people:
        filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    regrouping.merge(people[0].id, people[1].id, "same_person", actor=cast.registrar(country))
    return people


def test_RG5_comenshas_list_has_names_and_who_took_it_is_on_record(country, notified, browser_client):
    """RG5: CSV and XLSX; only for the registrar."""
    client = browser_client.login(cast.registrar(country))
    assert {row["naam"] for row in read(taken(client, "lijst"))} == {"Zoë van de Voorbeeld", "AB"}
    sheet = (
        CalamineWorkbook.from_filelike(io.BytesIO(taken(client, "lijst", "xlsx").content))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert len(sheet) == 4
    assert AuditEvent.objects.using("audit").filter(action="exported").count() == 2
    assert browser_client.login(cast.officer(country)).get(reverse("register:deliver")).status_code == 403


def test_RG5_the_yearly_delivery_has_pseudonyms_and_a_codebook_and_counts_a_merged_person_once(
    country, notified, browser_client
):
    client = browser_client.login(cast.registrar(country))
    answer = taken(client, "rapporteur")
    rows = read(answer)
    assert len({row["persoon"] for row in rows}) == 2
    assert sorted(row["meldingen_van_persoon"] for row in rows) == ["1", "2", "2"]
    text = answer.content.decode()
    for victim in notified:
        assert victim.reference not in text
        assert str(victim.id) not in text
    assert "Voorbeeld" not in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken(client, "rapporteur", "xlsx").content))
    assert [row[0] for row in book.get_sheet_by_name("Codeboek").to_python()[1:]] == list(rows[0])


def test_RG5_a_pseudonym_of_one_year_is_not_that_of_another(country, notified):
    assert deliveries._pseudonym(notified[0].id, 2022) != deliveries._pseudonym(notified[0].id, 2023)


def test_RG5_every_kind_can_be_taken_and_a_wrong_question_is_said(country, notified, browser_client):
    client = browser_client.login(cast.registrar(country))
    for kind in ("lijst", "rapporteur", "htcds", "publiek"):
        assert taken(client, kind)["Content-Disposition"].startswith("attachment"), kind
    assert (
        client.post(reverse("register:deliver"), {"soort": "lijst", "jaar": 2999, "als": "csv"}).status_code
        == 422
    )


def test_RG5_IS2_in_the_public_file_every_group_is_a_multiple_of_ten_and_near_the_truth(country):
    """RG5, IS2: through methods/disclosure; sums of the file stay within what rounding allows."""
    past = history.generate()
    with as_worker():
        loading_history.load_history(past.persons, past.notifications)
        heading, rows = public_file.rows(actor=SYSTEM, year=2022)
        real = public_file._counted(2022)
    groups = Counter(rows)
    assert groups
    assert all(number % public_file.BASE == 0 for number in groups.values())
    assert sum(real.values()) == 814
    assert abs(len(rows) - 814) <= 3 * public_file.BASE
    assert len(heading) == len(rows[0]) == 27
    assert {
        value for row in rows for name, value in zip(heading, row, strict=True) if name.startswith("is")
    } == {1, ""}
    assert not {country.iso2 for country in countries()} & {row[3] for row in rows}


@pytest.mark.parametrize(
    ("born", "band"), [(2000, "21--23"), (1993, "27--29"), (1992, "30--38"), (1984, "30--38"), (1974, "48+")]
)
def test_RG5_ages_in_the_public_file_fall_in_the_bands_of_ctdc(born, band):
    """RG5: the bands that users of the data set name (docs/htcds.md)."""
    assert public_file._age(born, 2022) == band


def test_RG5_no_cell_can_be_run_as_a_formula():
    assert b"'=1+1" in files.as_csv(("a",), [("=1+1",)])
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(files.as_xlsx({"A": (("a",), [("=1+1",)])}))
    ).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["=1+1"]


def test_RG5_who_may_not_see_a_person_takes_nothing_of_it(country, notified):
    with acting(cast.outsider(country)):
        assert deliveries.comensha_list(actor=cast.outsider(country), year=clock.today().year)[1] == []
