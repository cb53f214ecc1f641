"""A closed year as it was known on any day: late notifications, corrections, completions and merges make
dated editions (RG1, RG5).
"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from zicht.casework.register.editions import services as editions
from zicht.casework.register.linkage.services import regrouping
from zicht.casework.register.models import Edition, Notification, VictimVersion
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast
from zicht.foundation.access import acting, as_worker

MARCH, SEPTEMBER = date(2023, 3, 1), date(2023, 9, 1)


def at(moment: str):
    return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False)


def known(year: int, day: date) -> dict:
    with as_worker():
        return editions.as_known(year, editions.end_of(day))


def person(initials: str, year: int):
    return identity.Identity(initials=initials, birth_year=year)


@pytest.fixture
def year_2022(country):
    """Four persons notified in 2022, one of them in 2021 too; in 2023 a late notification, a correction
    and a merge.
    """
    police, registrar = cast.police(country), cast.registrar(country)
    with at("2021-06-01T10:00"), as_worker(police):
        old = services.register(None, person("AA", 1990), actor=police)
        filing.notify(old.id, cast.BY_LAW, actor=police)
    with at("2022-05-01T10:00"), as_worker(police):
        filing.notify(old.id, cast.BY_LAW, actor=police)
        one, other, third = (
            services.register(None, person(name, 1991), actor=police) for name in ("BB", "BC", "DD")
        )
        filed = [filing.notify(victim.id, cast.BY_LAW, actor=police) for victim in (one, other, third)]
    with at("2023-02-01T03:00"), as_worker():
        editions.keep_due()
    with at("2023-04-01T10:00"):
        late(third, filed[2])
        with as_worker(police):
            filing.correct(filed[0].id, replace(cast.BY_LAW, forms=("labour",)), actor=police)
    with at("2023-06-01T10:00"), as_worker(registrar):
        regrouping.merge(one.id, other.id, "same_person", actor=registrar)
    return one, other, third


def late(victim, like: Notification) -> None:
    """A notification of 30 December that came in on paper, three months later."""
    with as_worker():
        row = Notification.objects.get(pk=like.pk)
        row.pk, row.notifier, row.notified_on = uuid.uuid4(), "kmar", date(2022, 12, 30)
        row.filed_at = datetime(2023, 4, 1, 10, tzinfo=UTC)
        row.save(force_insert=True)


def test_RG1_2022_as_known_on_the_first_of_march_and_the_first_of_september(year_2022):
    """RG1, acceptance 8: both are counted again today, to the number."""
    then, later = known(2022, MARCH), known(2022, SEPTEMBER)
    assert (then["persons"], then["notifications"], then["first_time"], then["repeated"]) == (4, 4, 3, 1)
    assert then["by_form"] == {"sexual": 4}
    assert (later["persons"], later["notifications"], later["first_time"], later["repeated"]) == (3, 5, 2, 1)
    assert later["by_notifier"] == {"police": 4, "kmar": 1}
    assert later["by_form"] == {"sexual": 3, "labour": 1}


def test_RG1_every_change_after_the_years_end_makes_a_dated_edition_and_old_ones_stay(year_2022):
    with at("2023-07-01T03:00"), as_worker():
        assert [(row.year, row.number) for row in editions.keep_due()] == [(2022, 2)]
        assert editions.keep_due() == []
        newest, first = editions.of_year(2022)
    assert newest.changes == {"late": 1, "corrections": 1, "regroupings": 1, "completions": 0}
    assert (first.figures["persons"], newest.figures["persons"]) == (4, 3)
    assert known(2022, date(2023, 2, 1)) == first.figures


def test_RG1_an_undone_merge_makes_another_edition_with_the_figures_of_before(year_2022, country):
    with at("2023-07-01T03:00"), as_worker():
        editions.keep_due()
    registrar = cast.registrar(country)
    with at("2023-08-01T10:00"), as_worker(registrar):
        regrouping.split(year_2022[1].id, "not_same", actor=registrar)
    with at("2023-08-02T03:00"), as_worker():
        assert [row.number for row in editions.keep_due()] == [3]
        assert [row.figures["persons"] for row in editions.of_year(2022)] == [4, 3, 4]


def test_RG1_what_was_learned_of_a_person_later_does_not_change_what_was_known_then(year_2022, country):
    services.complete(year_2022[2].id, replace(person("DD", 1991), sex="male"), 1, actor=cast.police(country))
    assert known(2022, SEPTEMBER)["by_sex"] == {"unknown": 3}
    with as_worker():
        assert VictimVersion.objects.count() == 1
        assert editions.as_known(2022, datetime.now(UTC))["by_sex"] == {"unknown": 2, "male": 1}


def test_RG1_the_registrar_compares_two_days_and_nobody_else_may(year_2022, country, browser_client):
    client, address = browser_client.login(cast.registrar(country)), reverse("register:editions")
    text = client.get(address, {"jaar": 2022, "op": "2023-03-01"}).content.decode()
    assert "zoals bekend op 1 maart 2023" in text
    assert "Editie 1" in text
    assert client.get(address, {"jaar": 2022, "op": "2999-01-01"}).status_code == 422
    assert browser_client.login(cast.police(country)).get(address).status_code == 403
    with acting(cast.police(country)), connection.cursor() as cursor:
        cursor.execute("SELECT sec.year_as_known(2022, now())")
        assert '"persons": 0' in str(cursor.fetchone()[0])
        assert not Edition.objects.exists()
