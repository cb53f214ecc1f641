"""How long what is kept is a rule of the national organisation, changed by two persons (SH7)."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections

from zicht.casework.retention import due
from zicht.casework.retention.models import RetentionTerm
from zicht.casework.retention.services import changing as service
from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.organisations.models import FunctionAssignment

PAGE = "/werk/logboek/bewaren/"
WANTED = {"category": "report", "basis": "Selectielijst 2020, nr. 7", "destroy_after_days": 365}
PROPOSE = """INSERT INTO retention_termproposal (id, category, basis, destroy_after_days, proposed_by_id,
    proposed_at) VALUES (%s, 'report', 'x', 30, %s, now())"""
AGREE = "UPDATE retention_termproposal SET agreed = true, judged_at = now(), judged_by_id = %s"


@pytest.fixture(autouse=True)
def own_terms(country):
    yield
    with connections["migrate"].cursor() as cursor:
        cursor.execute("DELETE FROM retention_retentionterm WHERE confirmed")


@pytest.fixture
def officers(country):
    """Both data-protection officers of CoMensha."""
    found = FunctionAssignment.objects.filter(
        function="data_protection_officer", organisation__slug="comensha"
    )
    return [country._as_actor(row) for row in found.order_by("id")]


@pytest.fixture
def of_ede(country):
    return country.actor("data_protection_officer", "gemeente-ede")


def propose(actor, days=365, restrict=None):
    return service.propose("report", "Selectielijst 2020, nr. 7", days, restrict, actor=actor)


def now_kept(days=0) -> int:
    return due.terms(clock.today() + timedelta(days=days))["report"].destroy_after_days


def refused(actor, statement, *values) -> None:
    with pytest.raises(DatabaseError), acting(actor), connections["default"].cursor() as cursor:
        cursor.execute(statement, values)


def test_SH7_one_officer_changes_nothing_and_the_second_does(officers):
    """SH7: a shorter term waits a week in which a mistake can be put right; a longer one counts at once."""
    first, second = officers
    before = now_kept()
    with acting(first):
        shorter = propose(first, 30)
    with pytest.raises(NotPossible):
        service.agree(shorter.pk, actor=first)
    assert now_kept(400) == before
    service.agree(shorter.pk, actor=second)
    assert (now_kept(6), now_kept(7)) == (before, 30)
    service.agree(propose(second, before + 1).pk, actor=first)
    assert (now_kept(), now_kept(400)) == (before + 1, before + 1)


@pytest.mark.parametrize(("days", "restrict"), [(30, None), (9999, None), (9999, 1), (1826, 5)])
def test_SH7_the_database_and_the_page_name_the_same_first_day(officers, days, restrict):
    """SH7: what the page says before is what happens."""
    said = service.starts_on("report", days, restrict)
    service.agree(propose(officers[0], days, restrict).pk, actor=officers[1])
    assert RetentionTerm.objects.get(confirmed=True).valid_from == said


def test_SH7_a_proposal_is_turned_down_once(officers):
    """SH7: after that nobody agrees to it."""
    wanted = propose(officers[0])
    service.decline(wanted.pk, actor=officers[0])
    with pytest.raises(NotPossible):
        service.agree(wanted.pk, actor=officers[1])


def test_SH7_the_officer_of_a_municipality_sets_no_term_at_page_service_or_sql(
    officers, of_ede, browser_client
):
    """SH7: one municipality never decides on destruction for the country."""
    waiting = propose(officers[0])
    client = browser_client.login(of_ede)
    assert client.post(PAGE, WANTED | {"restrict_after_days": 1, "sure": "1"}).status_code == 403
    assert client.post(f"{PAGE}{waiting.pk}/", {"answer": "agree"}).status_code == 403
    assert "Stel voor" not in client.get(PAGE).content.decode()
    with pytest.raises(PermissionDenied):
        propose(of_ede, 30)
    with pytest.raises(PermissionDenied):
        service.agree(waiting.pk, actor=of_ede)
    refused(of_ede, PROPOSE, uuid.uuid4(), of_ede.person_id)
    refused(of_ede, "SELECT sec.agree_to_term(%s)", waiting.pk)
    assert not RetentionTerm.objects.filter(confirmed=True).exists()


def test_SH7_with_one_person_it_fails_at_the_page_and_in_sql(officers, browser_client):
    """SH7: also for an officer of the national organisation."""
    first, second = officers
    client = browser_client.login(first)
    assert client.post(PAGE, WANTED).status_code == 302
    waiting = service.TermProposal.objects.get()
    assert "Akkoord" not in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{waiting.pk}/", {"answer": "agree"})
    for statement, *values in (
        ("SELECT sec.agree_to_term(%s)", waiting.pk),
        (
            "UPDATE retention_termproposal SET agreed = true, judged_at = now(), judged_by_id = %s",
            second.person_id,
        ),
        (PROPOSE, uuid.uuid4(), second.person_id),
        ("DELETE FROM retention_retentionterm",),
        ("UPDATE retention_retentionterm SET destroy_after_days = 1",),
        (
            "INSERT INTO retention_retentionterm (category, basis, destroy_after_days, confirmed, valid_from)"
            " VALUES ('report', 'x', 1, true, %s)",
            clock.today(),
        ),
    ):
        refused(first, statement, *values)
    assert not RetentionTerm.objects.filter(confirmed=True).exists()


def test_SH7_the_second_officer_agrees_on_the_page(officers, browser_client):
    """SH7: with the effect before the eyes, and each act in the log."""
    waiting = propose(officers[0])
    client = browser_client.login(officers[1])
    assert "Selectielijst 2020" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{waiting.pk}/", {"answer": "agree"})
    assert RetentionTerm.objects.get(confirmed=True).destroy_after_days == 365
    with connections["audit"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_auditevent WHERE action = 'retention_term_set' AND object_id = %s",
            [str(waiting.pk)],
        )
        assert cursor.fetchone() == (2,)


def test_SH7_an_impossible_term_is_refused(officers, browser_client):
    """SH7: only kept comes before destroyed."""
    client = browser_client.login(officers[0])
    assert client.post(PAGE, WANTED | {"restrict_after_days": 400}).status_code == 422
