"""The inbox of colleagues: who hears what, own words for the addressed person only, and who still waits
for a word (FB1, FB2, FB3, SH2).
"""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.chain.custody import services
from zicht.chain.custody.services import handovers
from zicht.chain.feedback.models import Feedback, FeedbackRead, MailNotice
from zicht.chain.intake import services as intake
from zicht.chain.messages import queries
from zicht.foundation.access import acting

MOST_QUERIES = 10
WORD = "De bewoner is gesproken en weet ons te vinden."


def reporter(country):
    return country.actor("reporter", "gemeente-ede")


def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def coordinator(country):
    return country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden")


@pytest.fixture
def own_signal(country):
    """A signal that a colleague of the municipality gave."""
    return intake.submit(country.report(channel="professional"), actor=reporter(country))


def titles(actor) -> list[str]:
    with acting(actor):
        return [message.stage for message in queries.messages_to(actor)]


def test_FB1_a_colleague_hears_that_the_signal_was_taken_up_and_finished_in_order(
    country, own_signal, browser_client
):
    services.take_up(own_signal.id, actor=officer(country))
    services.finish(own_signal.id, "helped", "conversation", word=WORD, actor=officer(country))
    assert titles(reporter(country)) == ["done", "taken_up", "received"]
    text = browser_client.login(reporter(country)).get(reverse("messages:inbox")).content.decode()
    assert own_signal.reference in text
    assert WORD in text
    assert text.count("Nieuw") == 2


def test_FB1_an_earlier_link_hears_it_too(country):
    signal = country.signal()
    services.take_up(signal.id, actor=officer(country))
    arguments = (
        coordinator(country).organisation_id,
        "care_coordinator",
        "coordinate_care",
        "Er is hulp nodig.",
    )
    offered = handovers.offer(signal.id, *arguments, actor=officer(country))
    handovers.accept(offered.id, actor=coordinator(country))
    assert titles(officer(country)) == ["passed_on"]


def test_FB1_a_returned_offer_reads_as_one(country, browser_client):
    signal = country.signal()
    arguments = (
        coordinator(country).organisation_id,
        "care_coordinator",
        "coordinate_care",
        "Er is hulp nodig.",
    )
    offered = handovers.offer(signal.id, *arguments, actor=officer(country))
    handovers.return_with_reason(offered.id, "no_capacity", actor=coordinator(country))
    text = browser_client.login(officer(country)).get(reverse("messages:inbox")).content.decode()
    assert "Overdracht teruggegeven" in text
    assert "op dit moment lukt het ons niet" in text


def test_FB3_own_words_open_for_the_addressed_person_only(country, own_signal):
    services.finish(own_signal.id, "helped", "conversation", word=WORD, actor=officer(country))
    with acting(reporter(country)):
        told = list(queries.messages_to(reporter(country)))
        assert list(queries.own_words(told).values()) == [WORD]
    stranger = country.actor("contact_officer", "gemeente-utrecht")
    with acting(stranger):
        assert not queries.messages_to(stranger).exists()
        assert queries.own_words(told) == {}


@pytest.mark.parametrize(("outcome", "kept_back"), [("investigation", "onderzo"), ("registered", "CoMensha")])
def test_FB3_a_reporter_does_not_hear_what_is_for_police_or_register_only(
    country, own_signal, browser_client, outcome, kept_back
):
    services.finish(own_signal.id, outcome, "indicators", actor=officer(country))
    text = browser_client.login(reporter(country)).get(reverse("messages:inbox")).content.decode()
    assert "er is iets mee gedaan" in text
    assert kept_back not in text


def test_FB1_reading_is_marked_once_and_by_the_addressed_person_only(country, own_signal, browser_client):
    services.take_up(own_signal.id, actor=officer(country))
    person = reporter(country)
    with acting(person):
        word = queries.messages_to(person).first()
        assert queries.unread_count(person) == 1
    browser_client.login(officer(country)).post(reverse("messages:read", args=[word.pk]))
    with acting(person):
        assert queries.unread_count(person) == 1
    client = browser_client.login(person)
    for _ in range(2):
        assert client.post(reverse("messages:read", args=[word.pk])).status_code == 302
    with acting(person):
        assert (queries.unread_count(person), FeedbackRead.objects.count()) == (0, 1)


def test_FB1_everything_can_be_marked_read_at_once(country, own_signal, browser_client):
    services.take_up(own_signal.id, actor=officer(country))
    answer = browser_client.login(reporter(country)).post(reverse("messages:read_all"), follow=True)
    assert "Alles staat nu op gelezen" in answer.content.decode()
    assert "Nieuw" not in answer.content.decode()


def test_SH2_postgresql_refuses_to_mark_a_word_to_someone_else(country, own_signal):
    services.take_up(own_signal.id, actor=officer(country))
    actor = officer(country)
    with acting(actor):
        word = Feedback.objects.filter(stage="taken_up").get()
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            FeedbackRead.objects.create(feedback=word, account_id=actor.person_id, at="2024-01-01T12:00Z")


def test_SH2_the_web_role_does_not_see_who_is_mailed(country, own_signal):
    services.take_up(own_signal.id, actor=officer(country))
    with acting(officer(country)), pytest.raises(ProgrammingError) as refused, transaction.atomic():
        list(MailNotice.objects.all())
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_FB2_a_reporter_waits_until_there_is_a_word(country, own_signal):
    anonymous = country.signal()
    with acting(officer(country)):
        assert queries.waiting_reporters(officer(country)) == 2
    services.take_up(anonymous.id, actor=officer(country))
    with acting(officer(country)):
        assert queries.waiting_reporters(officer(country)) == 1
        found = queries.numbers(officer(country))
    assert (found.signals, found.heard, found.in_time, found.waiting) == (2, 1, 1, 1)


def test_FB2_a_reporter_who_writes_back_waits_again(country):
    from zicht.chain.feedback.vocabulary import Recipient, Stage
    from zicht.foundation.access import as_worker

    signal = country.signal()
    services.take_up(signal.id, actor=officer(country))
    with as_worker():
        Feedback.objects.create(
            signal_id=signal.id, recipient=Recipient.HANDLER, stage=Stage.MESSAGE, given_on="2024-01-01"
        )
    with acting(officer(country)):
        assert queries.waiting_reporters(officer(country)) == 1


def test_FB1_the_own_signals_tell_how_it_stands(country, own_signal, browser_client):
    client = browser_client.login(reporter(country))
    assert "Ontvangen" in client.get(reverse("messages:own")).content.decode()
    services.finish(own_signal.id, "no_further_leads", "too_little_known", word=WORD, actor=officer(country))
    text = client.get(reverse("messages:own")).content.decode()
    assert "Bekeken, nu niet verder" in text
    assert WORD in text


def test_FB1_signals_of_others_are_not_among_the_own(country, own_signal, browser_client):
    text = browser_client.login(officer(country)).get(reverse("messages:own")).content.decode()
    assert own_signal.reference not in text
    assert "U gaf nog geen signalen" in text


@pytest.mark.parametrize("name", ["inbox", "own"])
def test_SH2_without_signing_in_the_pages_lead_to_the_sign_in_page(country, browser_client, name):
    answer = browser_client.client.get(reverse(f"messages:{name}"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/inloggen/")


def test_SH2_only_functions_that_report_have_own_signals(country, browser_client):
    assert browser_client.login(country.actor("researcher")).get(reverse("messages:own")).status_code == 403


@pytest.mark.parametrize("name", ["inbox", "own"])
def test_the_pages_stay_within_their_queries(country, browser_client, name):
    for _ in range(4):
        signal = intake.submit(country.report(channel="professional"), actor=reporter(country))
        services.take_up(signal.id, actor=officer(country))
        services.finish(signal.id, "helped", "conversation", word=WORD, actor=officer(country))
    client = browser_client.login(reporter(country))
    client.get(reverse("messages:inbox"))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(f"messages:{name}")).status_code == 200
    assert len([query for query in seen if query["sql"] not in ("BEGIN", "COMMIT")]) <= MOST_QUERIES
