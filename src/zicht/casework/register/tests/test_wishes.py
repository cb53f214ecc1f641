"""RT6: the wish for no investigators is said anew by the reporter, or noted by a care coordinator; from then
on it counts everywhere.
"""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.urls import reverse

from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.deconfliction.models import Overlap
from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import CriterionQuestion
from zicht.casework.register.persons import services
from zicht.casework.register.tests import cast
from zicht.chain.custody.models import HandoverReply
from zicht.chain.custody.page import open_page
from zicht.chain.custody.services import handovers
from zicht.chain.grants.models import Grant
from zicht.chain.intake import services as intake
from zicht.chain.messages import mailbox
from zicht.chain.messages.tests.test_mailbox import Reader, written
from zicht.chain.sharing.services import consents, wishes
from zicht.chain.signals.keys import About
from zicht.chain.signals.models import Wish
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.organisations.vocabulary import INVESTIGATORS

PLACE = About(address="Voorbeeldlaan 999", place="Ede", phone="+31600000777")
INVESTIGATING = [
    ("nla", "arbeidsinspectie"),
    ("kmar", "marechaussee"),
    ("tmm", "politie-oost-nederland"),
]


def holder(country, signal):
    """Who is responsible for the signal and offers it: never an investigator."""
    ours = ("care_coordinator", "contact_officer")
    slug, function = next(found for found in country.responsible(signal.id) if found[1] in ours)
    return country.actor(function, slug)


def offered(country, signal, function="nla", slug="arbeidsinspectie"):
    party = country.organisation(slug).id
    said = (function, "investigate", "Kijkt u mee?")
    return handovers.offer(signal.id, party, *said, actor=holder(country, signal))


def investigators_of(signal_id) -> set:
    """Every investigator with a running grant, whatever its level or basis."""
    with as_worker():
        rows = Grant.objects.filter(subject_id=signal_id, ended_at__isnull=True)
        return set(rows.filter(organisation__kind__in=INVESTIGATORS).values_list("function", flat=True))


def wants_none(signal_id) -> bool:
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT sec.wants_no_investigators(%s)", [signal_id])
        return cursor.fetchone()[0]


def test_RT6_the_reporter_lifts_the_wish_with_the_receipt_and_nothing_goes_by_itself(country):
    signal = country.signal(form="labour", no_police=True)
    before = investigators_of(signal.id)
    reader = Reader().enter(signal.receipt)
    assert "Nu geldt: geen contact met politie of andere opsporing." in reader.text
    changed = reader.choose(go="wish", wish="may")
    assert "leest wat u vanaf nu wilt" in changed.text
    assert "Nu geldt: opsporing mag meekijken als dat helpt." in changed.text
    assert not wants_none(signal.id)
    assert investigators_of(signal.id) == before == set()
    assert "Het mag worden aangeboden" in written(signal.id)[-1]
    offered(country, signal)
    assert investigators_of(signal.id) == {"nla"}


def test_RT6_the_reporter_sets_the_wish_and_open_offers_end(country):
    signal = country.signal(form="sexual")
    handover = offered(country, signal)
    assert "nla" in investigators_of(signal.id)
    assert mailbox.change_wish(signal.receipt, True, uuid.uuid4().hex)
    assert "nla" not in investigators_of(signal.id)
    with as_worker():
        assert HandoverReply.objects.get(handover_id=handover.id).answer == "withdrawn"
    with pytest.raises(NotPossible, match="geen politie"):
        offered(country, signal)


def test_RT6_what_an_investigator_has_already_is_told(country):
    signal = country.signal(acute=True)
    assert "tmm" in investigators_of(signal.id)
    reader = Reader().enter(signal.receipt)
    assert "Uw melding is al bij: Politie" in reader.text
    assert "tmm" in investigators_of(signal.id)


def test_RT6_the_same_change_sent_twice_is_one(country):
    signal = country.signal(no_police=True)
    for _ in range(2):
        assert mailbox.change_wish(signal.receipt, False, "k" * 32)
    with as_worker():
        assert Wish.objects.filter(signal_id=signal.id).count() == 1
    assert len(written(signal.id)) == 1


def test_RT6_IN2_a_receipt_that_never_was_changes_nothing(country):
    country.signal(no_police=True)
    assert not mailbox.change_wish("AAAA-AAAA-AAAA-AAAA-AAAA", False, "k" * 32)
    with as_worker():
        assert not Wish.objects.exists()


def test_RT6_SH7_of_the_visit_of_a_reporter_no_more_than_the_day_is_kept(country):
    signal = country.signal()
    offered(country, signal)
    mailbox.change_wish(signal.receipt, True, "k" * 32)
    day = clock.day_start(clock.today())
    with as_worker():
        wish = Wish.objects.get(signal_id=signal.id)
        reply = HandoverReply.objects.select_related("handover").get(signal_id=signal.id)
    assert (wish.person_id, wish.organisation_id, wish.said_on) == (None, None, clock.today())
    assert reply.answered_at <= max(day, reply.handover.offered_at)
    event = AuditEvent.objects.using("audit").filter(action="wish_changed").get()
    assert event.at == day


def test_RT6_a_coordinator_who_talked_with_the_person_lifts_and_sets_the_wish(country):
    signal, coordinator = country.signal(form="labour", no_police=True), cast.coordinator(country)
    wishes.note(signal.id, False, "word", actor=coordinator)
    assert not wants_none(signal.id)
    with acting(coordinator):
        page = open_page(signal.id, coordinator)
    assert page.signal.wants_no_police is False
    offered(country, signal)
    wishes.note(signal.id, True, "word", actor=coordinator)
    assert wants_none(signal.id)
    assert investigators_of(signal.id) == set()
    with pytest.raises(NotPossible, match="al de wens"):
        wishes.note(signal.id, True, "word", actor=coordinator)
    events = AuditEvent.objects.using("audit").filter(action="wish_changed")
    assert {event.person_id for event in events} == {coordinator.person_id}
    assert events.count() == 2


ADD = """INSERT INTO signals_wish (signal_id, no_police, said_on, key, organisation_id, person_id)
    VALUES (%s, false, now(), gen_random_uuid(), %s, %s)"""


def test_RT6_only_a_coordinator_with_full_sight_notes_a_wish_by_sql_too(country):
    signal = country.signal(no_police=True)
    others = (cast.officer(country), cast.outsider(country), cast.police(country), cast.registrar(country))
    for actor in others:
        with pytest.raises(DatabaseError), acting(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ADD, [signal.id, actor.organisation_id, actor.person_id])
    elsewhere = country.actor("care_coordinator", "zorgcoordinatie-utrecht")
    with pytest.raises(Http404):
        wishes.note(signal.id, False, "word", actor=elsewhere)
    assert wants_none(signal.id)


def test_RT6_the_page_of_the_coordinator_says_what_changes_and_the_signal_tells_it(country, browser_client):
    signal = country.signal(form="labour", no_police=True)
    address, page = reverse("sharing:signal_wish", args=[signal.id]), [signal.id]
    assert browser_client.login(cast.officer(country)).get(address).status_code == 403
    client = browser_client.login(cast.coordinator(country))
    shown = client.get(address)
    text = shown.content.decode()
    assert "Nu geldt: geen contact" in text
    assert "Er gaat niets vanzelf" in text
    assert "Hulp krijgt de betrokkene ook zonder opsporing" in text
    assert client.post(address, {}).status_code == 422
    said = {"wish": "may", "manner": "word", "key": str(uuid.uuid4())}
    told = client.post(address, said, follow=True).content.decode()
    assert "Opsporing mag van de betrokkene" in told
    assert "Wil geen politie" not in told
    assert client.post(address, said, follow=True).status_code == 200
    assert client.post(address, said | {"key": str(uuid.uuid4())}).status_code == 409
    assert address in client.get(reverse("custody:signal", args=page)).content.decode()


GRANT = """INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, level, basis,
    purpose, because, granted_on, ended_because)
    VALUES (gen_random_uuid(), 'signal', %s, %s, %s, 3, %s, 'signal_handling', 'x', now(), '')"""


def granted(signal_id, organisation, function, basis="route") -> None:
    """Past every rule of the application: as the worker, whose rights are widest."""
    with as_worker(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GRANT, [signal_id, organisation.id, function, basis])


@pytest.mark.parametrize(("function", "slug"), INVESTIGATING)
def test_RT6_postgresql_refuses_every_grant_to_an_investigator_but_for_danger_or_consent(
    country, function, slug
):
    signal, party = country.signal(no_police=True), country.organisation(slug)
    for basis in ("route", "handover", "statutory_duty", "covenant", "public_task", "own_report"):
        with pytest.raises(DatabaseError, match="no investigators"):
            granted(signal.id, party, function, basis)
    granted(signal.id, country.organisation("gemeente-arnhem"), "contact_officer")
    granted(signal.id, party, function, "vital_interest")
    assert investigators_of(signal.id) == {function}


def test_RT6_consent_for_one_opens_that_one_until_it_is_withdrawn(country):
    signal, coordinator = country.signal(no_police=True), cast.coordinator(country)
    nla, police = country.organisation("arbeidsinspectie"), country.organisation("politie-oost-nederland")
    said = ("signal", signal.id, nla.id, "signal_handling")
    consents.state(*said, "given", "word", actor=coordinator)
    granted(signal.id, nla, "nla")
    with pytest.raises(DatabaseError):
        granted(signal.id, police, "tmm")
    consents.state(*said, "withdrawn", "word", actor=coordinator)
    with as_worker():
        Grant.objects.filter(subject_id=signal.id, organisation=nla).update(ended_at=clock.now())
    with pytest.raises(DatabaseError):
        granted(signal.id, nla, "nla")


def test_RT6_the_vital_interest_of_a_route_is_on_record_with_its_reason(country):
    signal = country.signal(acute=True, no_police=True)
    with as_worker():
        grant = Grant.objects.get(subject_id=signal.id, function="tmm")
    assert grant.basis == "vital_interest"
    assert "Acuut gevaar gaat hier voor" in grant.because


def test_RT6_a_question_to_an_investigator_lapses_with_the_wish(country):
    signal = country.signal(acute=True)
    services.register(signal.id, cast.PERSON, actor=cast.officer(country))
    with as_worker():
        assert CriterionQuestion.objects.get().answer == ""
    mailbox.change_wish(signal.receipt, True, "k" * 32)
    with as_worker():
        question = CriterionQuestion.objects.get()
    assert question.answer == "lapsed"
    with pytest.raises(NotPossible, match="geen opsporing"):
        asking.answer(question.id, criterion="complaint", actor=cast.police(country))


def test_RT6_a_report_sent_again_with_the_wish_sets_it(country):
    """IN5, RT6: words and choices after a confirmation are added; this choice counts at once."""
    report = country.report()
    stored = intake.submit_publicly(report)
    assert not wants_none(stored.id)
    intake.submit_publicly(country.report(submission_key=report.submission_key, no_police=True))
    assert wants_none(stored.id)


def worked_on(country, no_police: bool):
    """The coordinator works on a signal at a place of which investigators ask."""
    signal = country.signal(no_police=no_police)
    coordinator, today = cast.coordinator(country), clock.today()
    said = ("visit", PLACE, today, today + timedelta(days=3))
    deconfliction.plan(*said, actor=coordinator, signal_id=signal.id)
    return signal


def who_works_there(actor) -> set:
    found = deconfliction.ask(PLACE, clock.today(), clock.today(), actor=actor)
    return {hit.function for hit in found}


@pytest.mark.parametrize(("function", "slug"), INVESTIGATING)
def test_RT6_TB3_asked_as_an_investigator_nobody_works_there_until_the_wish_is_lifted(
    country, function, slug
):
    signal, actor = worked_on(country, no_police=True), country.actor(function, slug)
    assert who_works_there(actor) == set()
    assert who_works_there(cast.officer(country)) == {"care_coordinator"}
    mailbox.change_wish(signal.receipt, False, "a" * 32)
    assert who_works_there(actor) == {"care_coordinator"}
    mailbox.change_wish(signal.receipt, True, "b" * 32)
    assert who_works_there(actor) == set()


@pytest.mark.parametrize(("function", "slug"), INVESTIGATING)
def test_RT6_TB3_planned_work_of_an_investigator_is_not_warned_of_such_a_signal(country, function, slug):
    worked_on(country, no_police=True)
    actor, today = country.actor(function, slug), clock.today()
    deconfliction.plan("visit", PLACE, today, today, actor=actor)
    with as_worker():
        warned = Overlap.objects.filter(organisation_id=actor.organisation_id)
        assert not warned.exists()
