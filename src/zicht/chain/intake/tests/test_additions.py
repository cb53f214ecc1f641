"""What is sent again with other words after a confirmation is added, never thrown away (IN5, CU1)."""

import threading
from dataclasses import replace

from django.db import connection, connections

from zicht.chain.custody import alarms
from zicht.chain.custody import services as custody
from zicht.chain.custody.models import Holding
from zicht.chain.custody.tests import cast
from zicht.chain.feedback.models import Feedback
from zicht.chain.intake import services
from zicht.chain.intake.tests.visitor import Visitor
from zicht.chain.messages import mailbox
from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import Channel
from zicht.foundation.access import acting, as_worker
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.vault import services as vault
from zicht.foundation.vault.models import SubjectKey

LATER = "Kenteken 12-ABC-3, er zijn minderjarigen bij."


def added_to(signal_id) -> list[str]:
    """Return what a holder reads of the reporter's later words."""
    with as_worker():
        key = vault.data_key(signal_id)
        rows = Feedback.objects.filter(signal_id=signal_id, recipient="handler").order_by("number")
        return [Feedback.text.open(key, row.pk, row.text) for row in rows]


def test_IN5_the_same_content_again_gives_the_same_receipt_and_adds_nothing(country):
    report = country.report()
    first, again = services.submit_publicly(report), services.submit_publicly(report)
    assert (first.id, first.receipt) == (again.id, again.receipt)
    assert (first.added, again.added, added_to(first.id)) == (False, False, [])


def test_IN5_other_words_after_a_confirmation_are_added_and_open_for_reporter_and_holder(country):
    report = country.report()
    first = services.submit_publicly(report)
    changed = replace(report, story=report.story | {"what": LATER}, minor=True)
    for attempt in range(2):
        again = services.submit_publicly(changed)
        assert (again.id, again.receipt, again.added) == (first.id, first.receipt, attempt == 0)
    (words,) = added_to(first.id)
    assert LATER in words
    assert "Minderjarig: ja" in words
    (mine,) = [m for m in mailbox.open_mailbox(first.receipt).messages if m.mine]
    assert LATER in mine.added
    with as_worker():
        assert Signal.objects.count() == 1
    events = AuditEvent.objects.using("audit").filter(action="mailbox_written", object_id=str(first.id))
    assert events.count() == 1


def test_IN5_the_page_says_that_it_was_added_and_shows_what_arrived(country):
    visitor = Visitor().answer_all()
    draft = visitor.field("draft")
    receipt = visitor.go("send").receipt
    assert "toegevoegd" not in visitor.text
    assert "een loods bij het spoor" in visitor.text
    visitor.page = visitor.client.post(visitor.address, {"draft": draft, "step": "check", "go": "story"})
    visitor.go(what=LATER).go("send")
    assert visitor.receipt == receipt
    assert "Wat u erbij schreef, is toegevoegd aan uw melding." in visitor.text
    assert LATER in visitor.text


def test_IN5_words_in_an_envelope_are_counted_on_the_page_and_not_written_out(country):
    visitor = Visitor(encrypts=True).answer_all(story={"what": LATER}).go("send")
    assert LATER not in visitor.text
    assert "6 woorden, door uw browser versleuteld en goed aangekomen" in visitor.text


def test_IN5_two_pages_that_send_other_words_at_the_same_instant_lose_neither(country):
    report = country.report()
    versions = [replace(report, story={"what": f"Dit zag ik op plek {number}."}) for number in range(4)]
    start, stored = threading.Barrier(len(versions)), []

    def send(version):
        start.wait()
        stored.append(services.submit_publicly(version))
        connections["intake"].close()

    threads = [threading.Thread(target=send, args=[version]) for version in versions]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len({(one.id, one.receipt) for one in stored}) == 1
    assert [one.known for one in stored].count(False) == 1
    assert len(added_to(stored[0].id)) == len(versions) - 1


def test_IN5_danger_told_later_brings_in_whom_the_route_names_for_it(country):
    report = country.report()
    first = services.submit_publicly(report)
    before = country.responsible(first.id)
    services.submit_publicly(replace(report, acute=True))
    after = country.responsible(first.id)
    straight = services.submit_publicly(country.report(acute=True))
    assert before < after
    assert country.responsible(straight.id) <= after
    with as_worker():
        assert all(Holding.objects.filter(signal_id=first.id, ended_at=None).values_list("acute", flat=True))
        assert Feedback.objects.get(signal_id=first.id, recipient="handler").detail == "danger"


def test_SH2_nobody_adds_to_the_report_of_another(country):
    report = country.report()
    services.submit_publicly(report)
    stranger = country.actor("reporter", "gemeente-ede")
    other = replace(report, channel="professional", story={"what": LATER})
    stored = services.submit(other, actor=stranger)
    assert (stored.known, stored.added, added_to(stored.id)) == (True, False, [])


def closed_by_all(country, signal_id) -> None:
    """Everyone who is responsible finishes the signal."""
    custody.take_up(signal_id, actor=cast.officer(country))
    for organisation, function in sorted(country.responsible(signal_id)):
        actor = country.actor(function, organisation)
        custody.finish(signal_id, "no_further_leads", "too_little_known", actor=actor)
    assert country.responsible(signal_id) == set()


def test_CU1_danger_told_after_a_signal_was_closed_opens_it_for_whom_the_route_names(country):
    report, officer = country.report(), cast.officer(country)
    first = services.submit_publicly(report)
    closed_by_all(country, first.id)
    services.submit_publicly(replace(report, acute=True))
    straight = services.submit_publicly(country.report(acute=True))
    assert country.responsible(first.id) == country.responsible(straight.id)
    with acting(officer):
        assert {alarm.signal_id for alarm in alarms.of(officer)} == {first.id, straight.id}


def test_SH7_words_sent_again_after_destruction_are_a_report_of_their_own_and_bring_nothing_back(country):
    report = country.report()
    first = services.submit_publicly(report)
    closed_by_all(country, first.id)
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT sec.destroy_subject(%s)", [first.id])
    later = replace(report, story=report.story | {"what": LATER})
    again, twice = services.submit_publicly(later), services.submit_publicly(later)
    assert again.id == twice.id != first.id
    assert again.receipt == twice.receipt != first.receipt
    with as_worker():
        assert not SubjectKey.objects.filter(pk=first.id).exists()
        assert SubjectKey.objects.filter(pk=again.id).exists()


def test_SH7_a_list_that_is_read_again_after_destruction_brings_nothing_back(country):
    report = replace(country.report(), channel=Channel.PROFESSIONAL)
    desk = country.actor("contact_officer", "gemeente-ede")
    first = services.submit(report, actor=desk)
    closed_by_all(country, first.id)
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT sec.destroy_subject(%s)", [first.id])
    again = services.submit(report, actor=desk)
    assert (again.id, again.known, again.added) == (first.id, True, False)
