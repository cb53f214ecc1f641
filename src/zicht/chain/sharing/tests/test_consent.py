"""SH6: consent is asked, given, refused and withdrawn, per person, party and purpose; withdrawing works at
once.
"""

import uuid

import pytest
from django.db import DatabaseError
from django.http import Http404

from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.chain.agreements.tests import cast
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody.models import HandoverReply
from zicht.chain.custody.services import handovers
from zicht.chain.sharing.models import Consent
from zicht.chain.sharing.services import consents, deciding
from zicht.chain.sharing.tests.sight import level_read
from zicht.chain.sharing.words.consent import LANGUAGES, consent_texts
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts.refusals import NotPossible

EDE, CARE_AWAY, CARE = "gemeente-ede", "zorgcoordinatie-utrecht", "zorgcoordinatie-gelderland-midden"


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", EDE)


@pytest.fixture
def party(country):
    return country.organisation(CARE_AWAY).id


def said(answer, subject, party, actor, purpose="care", **more):
    return consents.state(*subject, party, purpose, answer, "word", actor=actor, **more)


def asked(actor, subject, party, purpose="care"):
    with acting(actor):
        return deciding.verdict(*subject, party, purpose)


def test_SH6_the_latest_statement_counts(country, officer, party):
    """SH6."""
    cast.in_force(country, "consent")
    subject = ("signal", country.signal().id)
    for answer, verdict in (
        ("asked", "no"),
        ("refused", "no"),
        ("given", "yes"),
        ("withdrawn", "no"),
        ("given", "yes"),
    ):
        said(answer, subject, party, officer)
        assert asked(officer, subject, party).answer == verdict, answer


def test_SH6_consent_is_for_one_party_and_one_purpose(country, officer, party):
    """SH6."""
    cast.in_force(country, "consent")
    subject = ("signal", country.signal().id)
    said("given", subject, party, officer)
    assert asked(officer, subject, party, "signal_handling").answer == "no"
    assert asked(officer, subject, country.organisation("leger-des-heils").id).answer == "no"


def test_SH6_withdrawing_ends_sight_in_the_next_statement(country, officer, party):
    """SH6: acceptance 4."""
    cast.in_force(country, "consent")
    subject, receiver = ("signal", country.signal().id), country.actor("care_coordinator", CARE_AWAY)
    said("given", subject, party, officer)
    deciding.share(*subject, party, "care_coordinator", "care", actor=officer)
    assert level_read(receiver, *subject) == Level.FULL
    said("withdrawn", subject, party, officer)
    assert level_read(receiver, *subject) == 0


def test_SH6_withdrawing_takes_back_open_hand_overs_to_that_party(country, officer, party):
    """SH6."""
    signal = country.signal()
    offered = handovers.offer(signal.id, party, "care_coordinator", "assess", "Hulp nodig.", actor=officer)
    said("given", ("signal", signal.id), party, officer)
    said("withdrawn", ("signal", signal.id), party, officer)
    with as_worker():
        assert HandoverReply.objects.get(handover=offered).answer == "withdrawn"
    assert level_read(country.actor("care_coordinator", CARE_AWAY), "signal", signal.id) == 0


def test_SH6_every_person_in_a_signal_decides(country, party):
    """SH6: with two registered persons both must agree, and the refusal of one stops the sharing of the
    signal.
    """
    cast.in_force(country, "consent")
    coordinator, receiver = (
        country.actor("care_coordinator", CARE),
        country.actor("care_coordinator", CARE_AWAY),
    )
    signal = country.signal()
    one, two = (
        register.register(signal.id, Identity(given_name=name, birth_year=2001), actor=coordinator)
        for name in ("Zoë", "Ana")
    )
    subject = ("signal", signal.id)
    said("given", ("victim", one.id), party, coordinator)
    assert asked(coordinator, subject, party).answer == "no"
    said("given", ("victim", two.id), party, coordinator)
    deciding.share(*subject, party, "care_coordinator", "care", actor=coordinator)
    assert level_read(receiver, *subject) == Level.FULL
    said("withdrawn", ("victim", two.id), party, coordinator)
    assert level_read(receiver, *subject) == 0


def test_SH6_a_statement_is_final_and_in_the_own_name(country, officer, party):
    """SH6."""
    subject = ("signal", country.signal().id)
    said("given", subject, party, officer)
    with pytest.raises(DatabaseError), acting(officer):
        Consent.objects.update(answer="refused")
    with pytest.raises(DatabaseError), acting(officer):
        Consent.objects.create(
            subject_kind="signal",
            subject_id=subject[1],
            party_id=party,
            purpose="care",
            answer="given",
            manner="word",
            key=uuid.uuid4(),
            organisation_id=officer.organisation_id,
            person_id=uuid.uuid4(),
            at="2024-01-01T00:00Z",
        )


def test_SH6_what_cannot_follow_is_refused_and_twice_is_once(country, officer, party):
    """SH6."""
    subject, key = ("signal", country.signal().id), uuid.uuid4()
    with pytest.raises(NotPossible):
        said("withdrawn", subject, party, officer)
    for _ in range(2):
        said("given", subject, party, officer, key=key)
    with acting(officer):
        assert len(consents.latest(subject[1])) == Consent.objects.count() == 1


def test_SH6_whoever_does_not_see_everything_keeps_no_consent(country, party):
    """SH6."""
    with pytest.raises(Http404):
        said(
            "given",
            ("signal", country.signal().id),
            party,
            country.actor("contact_officer", "gemeente-utrecht"),
        )


def test_SH6_the_question_exists_in_the_languages_of_the_groups_at_risk():
    """SH6."""
    assert {"nl", "en", "pl", "ro", "bg", "hu", "es", "pt", "ar", "uk", "tr", "fr", "vi", "zh", "ti"} == set(
        LANGUAGES
    )
    for text in consent_texts("Opvang De Brug", "Hulp"):
        assert "Opvang De Brug" in text["text"]
        assert "hulp" in text["text"]
