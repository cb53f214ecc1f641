"""RG6: who has criteria by law is asked whether one is met; a duty, and who the person is, begin with yes."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from zicht.casework.register.duties import criteria
from zicht.casework.register.duties.services import asking, reminding
from zicht.casework.register.models import (
    CriterionQuestion,
    Obligation,
    PresumedVictim,
)
from zicht.casework.register.notifying.services import deciding, filing
from zicht.casework.register.persons import services
from zicht.casework.register.tests import cast
from zicht.chain.custody.services import handovers
from zicht.chain.grants.models import Grant
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit.models import AuditEvent


@pytest.fixture
def asked(country):
    """A question to the police, who hold an acute signal in which a person was registered."""
    signal = country.signal(acute=True)
    victim = services.register(signal.id, cast.PERSON, actor=cast.officer(country))
    with acting(cast.police(country)):
        return CriterionQuestion.objects.get(victim_id=victim.id)


def sees(actor, victim_id) -> bool:
    with acting(actor):
        return PresumedVictim.objects.filter(pk=victim_id).exists()


def duties_of(actor) -> list:
    with acting(actor):
        return list(Obligation.objects.filter(organisation_id=actor.organisation_id))


def test_RG6_a_holder_gets_a_question_and_neither_a_duty_nor_the_person(country, asked):
    police = cast.police(country)
    assert (asked.because, asked.function) == (asking.BECAUSE_HOLDER, "tmm")
    assert not sees(police, asked.victim_id)
    assert duties_of(police) == []


def test_RG6_yes_names_the_criterion_and_begins_the_duty_and_the_sight(country, asked):
    police = cast.police(country)
    said = asking.answer(asked.id, criterion="complaint", met_on=clock.today(), actor=police)
    assert (said.answer, said.criterion, said.answered_by) == ("met", "complaint", police.person_id)
    [duty] = duties_of(police)
    assert (duty.kind, duty.fulfilled_on) == ("statutory", None)
    assert "aangifte" in duty.because
    assert sees(police, asked.victim_id)
    with acting(police):
        grant = Grant.objects.get(subject_id=asked.victim_id)
    assert (grant.basis, grant.purpose, grant.function) == ("statutory_duty", "registration", "tmm")
    events = AuditEvent.objects.using("audit")
    assert events.filter(action="criterion_answered", person_id=police.person_id).count() == 1


def test_RG6_no_ends_the_question_with_its_reason_and_shows_nobody(country, asked):
    police = cast.police(country)
    said = asking.answer(asked.id, reason="criterion_not_met", actor=police)
    assert (said.answer, said.reason) == ("not_met", "criterion_not_met")
    assert not sees(police, asked.victim_id)
    assert duties_of(police) == []
    with pytest.raises(NotPossible, match="al beantwoord"):
        asking.answer(asked.id, criterion="complaint", actor=police)
    with as_worker():
        assert asking.arise_where_missing() == 0


def test_RG6_who_registers_is_asked_too_and_a_notification_answers(country):
    police = cast.police(country)
    victim = services.register(None, cast.PERSON, actor=police)
    with acting(police):
        assert CriterionQuestion.objects.get().because == asking.BECAUSE_REGISTERED
    assert duties_of(police) == []
    filed = filing.notify(victim.id, cast.BY_LAW, actor=police)
    with acting(police):
        question = CriterionQuestion.objects.get()
    assert (question.answer, question.criterion) == ("met", "complaint")
    [duty] = duties_of(police)
    assert (duty.kind, duty.fulfilled_by_id) == ("statutory", filed.id)


def test_RG6_a_decision_not_to_report_ends_the_duty_and_the_sight_it_gave(country, asked):
    police = cast.police(country)
    asking.answer(asked.id, criterion="complaint", actor=police)
    deciding.decide(asked.signal_id, "not", "criterion_not_met", victim_id=asked.victim_id, actor=police)
    [duty] = duties_of(police)
    assert duty.fulfilled_on is not None
    assert duty.fulfilled_by_id is None
    assert not sees(police, asked.victim_id)


def test_RG6_a_decision_not_to_report_answers_the_question(country, asked):
    deciding.decide(asked.signal_id, "not", "no_indication", actor=cast.police(country))
    with acting(cast.police(country)):
        assert CriterionQuestion.objects.get().reason == "no_indication"


def test_RG6_a_holder_who_comes_later_is_asked_once(country):
    signal, officer, police = country.signal(), cast.officer(country), cast.police(country)
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    offered = handovers.offer(
        signal.id, police.organisation_id, "tmm", "investigate", "Graag onderzoeken.", actor=officer
    )
    handovers.accept(offered.id, actor=police)
    with as_worker():
        assert asking.arise_where_missing() == 1
        assert asking.arise_where_missing() == 0
    assert not sees(police, victim.id)


def test_RG6_TB2_agreed_that_the_police_reports_is_a_question_to_the_police(country):
    signal, officer, police = country.signal(), cast.officer(country), cast.police(country)
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    soon = clock.today() + timedelta(days=40)
    deciding.decide(
        signal.id,
        "will_report",
        "other_reports",
        victim_id=victim.id,
        actor=officer,
        review_on=soon,
        reporting_organisation=country.organisation("politie-oost-nederland"),
    )
    assert not sees(police, victim.id)
    with acting(police):
        question = CriterionQuestion.objects.get()
    assert (question.due_on, "afgesproken" in question.because) == (soon, True)


def test_RG6_TB2_agreed_before_the_registration_is_a_question_afterwards(country):
    signal, officer, police = country.signal(), cast.officer(country), cast.police(country)
    said = {"actor": officer, "reporting_organisation": country.organisation("politie-oost-nederland")}
    deciding.decide(signal.id, "will_report", "other_reports", **said)
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    assert not sees(police, victim.id)
    with acting(police):
        assert CriterionQuestion.objects.get().victim_id == victim.id


def test_RG6_RT6_nobody_agrees_that_an_unwanted_investigator_reports(country):
    signal = country.signal(no_police=True)
    with pytest.raises(NotPossible, match="geen politie"):
        deciding.decide(
            signal.id,
            "will_report",
            "other_reports",
            actor=cast.officer(country),
            reporting_organisation=country.organisation("politie-oost-nederland"),
        )


def test_RG6_a_question_of_another_organisation_does_not_exist(country, asked):
    for actor in (cast.outsider(country), cast.officer(country), cast.coordinator(country)):
        with pytest.raises(Http404):
            asking.answer(asked.id, criterion="complaint", actor=actor)


BY_SQL = "SELECT sec.answer_question(%s, %s, %s, %s, %s, gen_random_uuid(), %s, 'x')"
DUTY = """INSERT INTO register_obligation (id, signal_id, victim_id, organisation_id, kind, because, due_on,
    created_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, 'x', now(), now())"""
SIGHT = """INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, level, basis,
    purpose, because, granted_on, ended_because)
    VALUES (gen_random_uuid(), 'victim', %s, %s, 'tmm', 3, 'statutory_duty', 'registration', 'x',
        now(), '')"""


def run(actor, statement, *values) -> None:
    with acting(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_RG6_by_sql_too_nobody_makes_the_duty_or_the_sight_of_another(country, asked):
    """Whoever registered could, by a duty made up for the police, show them the person."""
    officer, police = cast.officer(country), cast.police(country)
    for kind in ("statutory", "agreed"):
        with pytest.raises(DatabaseError):
            run(officer, DUTY, asked.signal_id, asked.victim_id, police.organisation_id, kind)
    with pytest.raises(DatabaseError):
        run(officer, SIGHT, asked.victim_id, police.organisation_id)
    with pytest.raises(DatabaseError):
        run(police, SIGHT, asked.victim_id, police.organisation_id)
    with pytest.raises(DatabaseError):
        run(police, "UPDATE register_criterionquestion SET answer = 'met'")


def test_RG6_by_sql_too_yes_names_an_own_criterion_of_that_day(country, asked):
    today, police = clock.today(), cast.police(country)
    due = today + timedelta(days=20)
    wrong = (
        (asked.id, "met", "slightest_indication", today, "", due),
        (asked.id, "met", "complaint", date(2014, 1, 1), "", due),
        (asked.id, "met", "complaint", today + timedelta(days=1), "", due),
        (asked.id, "met", "complaint", today, "", today + timedelta(days=400)),
        (asked.id, "not_met", "", None, "", None),
        (asked.id, "maybe", "", None, "", None),
        (uuid.uuid4(), "met", "complaint", today, "", due),
    )
    for values in wrong:
        with pytest.raises(DatabaseError):
            run(police, BY_SQL, *values)
    for actor in (cast.officer(country), cast.outsider(country)):
        with pytest.raises(DatabaseError):
            run(actor, BY_SQL, asked.id, "met", "complaint", today, "", due)
    run(police, BY_SQL, asked.id, "met", "complaint", today, "", due)
    assert sees(police, asked.victim_id)
    with pytest.raises(DatabaseError):
        run(police, BY_SQL, asked.id, "not_met", "", None, "no_indication", None)


def test_RG2_the_police_criteria_are_those_of_the_day_of_the_facts(country):
    """RG2: stricter since 2016; the fourth is an investigation into trafficking that is worth an MRO."""
    police = country.organisation("politie-oost-nederland")
    before = {row.code for row in criteria.of(police, date(2015, 12, 31))}
    since = {row.code: row.label for row in criteria.of(police, date(2016, 1, 1))}
    assert before == {"slightest_indication"}
    assert len(since) == 5
    assert "opsporingsonderzoek naar mensenhandel" in since["investigation"]
    assert "MRO" in since["investigation"]
    assert {row.code for row in criteria.of(police)} == since.keys()


def test_RG2_facts_of_before_2016_are_met_under_the_criterion_of_then(country, asked):
    police, then = cast.police(country), date(2014, 6, 1)
    with pytest.raises(NotPossible, match="gold niet"):
        asking.answer(asked.id, criterion="complaint", met_on=then, actor=police)
    said = asking.answer(asked.id, criterion="slightest_indication", met_on=then, actor=police)
    assert said.met_on == then


def test_RG6_the_page_lists_the_own_criteria_and_opens_the_person_after_yes(country, asked, browser_client):
    client = browser_client.login(cast.police(country))
    address = reverse("register:question", args=[asked.id])
    page = client.get(address).content.decode()
    assert "MRO" in page
    assert "Wie het is, ziet u pas na" in page
    assert cast.PERSON.family_name not in page
    person = reverse("register:victim", args=[asked.victim_id])
    assert client.get(person).status_code == 404
    listed = client.get(reverse("register:duties"), {"toon": "vragen"}).content.decode()
    assert address in listed
    assert address in client.get(reverse("custody:signal", args=[asked.signal_id])).content.decode()
    today, tomorrow = (str(clock.today() + timedelta(days=ahead)) for ahead in (0, 1))
    assert client.post(address, {"met_on": today, "answer": "no"}).status_code == 422
    earlier = client.post(address, {"met_on": "2014-06-01", "answer": "complaint"})
    assert earlier.status_code == 422
    assert "geringste aanwijzing" in earlier.content.decode()
    assert client.post(address, {"met_on": tomorrow, "answer": "complaint"}).status_code == 422
    opened = client.post(address, {"met_on": today, "answer": "complaint"}, follow=True).content.decode()
    assert cast.PERSON.family_name in opened
    assert "Deze vraag is beantwoord" in client.get(address).content.decode()


def test_RG6_no_on_the_page_keeps_the_reason(country, asked, browser_client):
    client = browser_client.login(cast.police(country))
    said = {"met_on": clock.today().isoformat(), "answer": "no", "reason": "criterion_not_met"}
    page = client.post(reverse("register:question", args=[asked.id]), said, follow=True)
    assert "met de reden" in page.content.decode()
    assert browser_client.login(cast.outsider(country)).get(page.request["PATH_INFO"]).status_code == 200


def test_RG6_the_page_of_a_question_is_for_who_is_asked(country, asked, browser_client):
    address = reverse("register:question", args=[asked.id])
    assert Client().get(address).status_code == 302
    assert browser_client.login(cast.outsider(country)).get(address).status_code == 404
    assert browser_client.login(cast.officer(country)).get(address).status_code == 404


def test_RG6_an_unanswered_question_is_reminded_of_once_a_week(country, asked, mailoutbox):
    with as_worker():
        CriterionQuestion.objects.update(due_on=clock.today())
        assert reminding.remind() == 1
        assert reminding.remind() == 0
    assert "een vraag daarover" in mailoutbox[0].body


def test_RG6_who_wants_no_investigators_is_asked_about_to_none(country):
    signal = country.signal(acute=True, no_police=True)
    victim = services.register(signal.id, cast.PERSON, actor=cast.officer(country))
    assert not sees(cast.police(country), victim.id)
    with as_worker():
        assert asking.arise_where_missing() == 0
        assert not CriterionQuestion.objects.exists()


def test_RG2_a_person_of_before_is_notified_of_under_the_criterion_of_then(country):
    police = cast.police(country)
    victim = services.register(None, cast.PERSON, actor=police)
    facts = replace(cast.BY_LAW, criterion="slightest_indication")
    with pytest.raises(NotPossible, match="criterium"):
        filing.notify(victim.id, facts, actor=police)
    assert filing.notify(victim.id, facts, actor=police, on=date(2014, 6, 1)).criterion == facts.criterion
