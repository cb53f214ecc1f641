"""SH3: "May I share this with …?" answers from the rule that the database itself keeps; and SH2: without a
ground there is no grant.
"""

import uuid

import pytest
from django.db import DatabaseError

from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.chain.agreements.tests import cast
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.grants.models import Grant
from zicht.chain.intake import services as intake
from zicht.chain.sharing.services import break_glass, consents, deciding
from zicht.chain.sharing.tests.sight import level_read
from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible

EDE, UTRECHT, CARE_AWAY, POLICE_AWAY = (
    "gemeente-ede",
    "gemeente-utrecht",
    "zorgcoordinatie-utrecht",
    "politie-midden-nederland",
)


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", EDE)


def asked(country, officer, signal, organisation, purpose="care"):
    with acting(officer):
        return deciding.verdict("signal", signal.id, country.organisation(organisation).id, purpose)


def shared(country, officer, signal, organisation, function, purpose="care", **more):
    return deciding.share(
        "signal", signal.id, country.organisation(organisation).id, function, purpose, actor=officer, **more
    )


def test_SH3_without_an_agreement_the_answer_is_no_and_nothing_goes(country, officer):
    """SH3: SH2."""
    signal, receiver = country.signal(), country.actor("care_coordinator", CARE_AWAY)
    assert asked(country, officer, signal, CARE_AWAY).answer == "no"
    with pytest.raises(NotPossible):
        shared(country, officer, signal, CARE_AWAY, "care_coordinator")
    assert level_read(receiver, "signal", signal.id) == 0


def test_SH3_a_covenant_shares_everything_in_one_step_and_says_why(country, officer):
    """SH3."""
    signal, receiver = country.signal(), country.actor("care_coordinator", CARE_AWAY)
    cast.in_force(country, "zvh-covenant")
    answer = asked(country, officer, signal, CARE_AWAY)
    assert (answer.answer, answer.withheld) == ("yes", ())
    shared(country, officer, signal, CARE_AWAY, "care_coordinator")
    assert level_read(receiver, "signal", signal.id) == Level.FULL
    with acting(receiver):
        grant = Grant.objects.get(subject_id=signal.id)
        assert "Convenant Zorg- en Veiligheidshuis" in grant.because
        assert grant.until > clock.now()


def test_SH3_the_riec_covenant_shares_the_core_and_the_story_stays(country, officer):
    """SH3."""
    signal, receiver = country.signal(), country.actor("tmm", POLICE_AWAY)
    cast.in_force(country, "riec-covenant")
    answer = asked(country, officer, signal, POLICE_AWAY, "administrative")
    assert answer.answer == "partly"
    assert set(answer.withheld) == {"narrative", "reporter", "contact"}
    shared(country, officer, signal, POLICE_AWAY, "tmm", "administrative")
    assert level_read(receiver, "signal", signal.id) == Level.CORE


def test_SH3_a_no_says_what_would_make_it_a_yes(country, officer):
    """SH3."""
    signal = country.signal()
    for template in ("consent", "vital-interest"):
        cast.in_force(country, template)
    assert set(asked(country, officer, signal, CARE_AWAY).lacking) == {"consent", "acute"}


def test_SH3_acute_danger_and_a_minor_open_what_their_agreements_say(country, officer):
    """SH3."""
    for template in ("safe-home", "vital-interest"):
        cast.in_force(country, template)
    safe_home = "veilig-thuis-utrecht"
    assert asked(country, officer, country.signal(), safe_home).answer == "no"
    assert asked(country, officer, country.signal(minor=True), safe_home).answer == "yes"
    assert asked(country, officer, country.signal(acute=True), CARE_AWAY).answer == "yes"


def test_SH3_who_wants_no_police_is_not_passed_on_to_the_police(country, officer):
    """SH3: unless the law or a life asks for it."""
    cast.in_force(country, "zvh-covenant")
    signal = country.signal(no_police=True)
    assert asked(country, officer, signal, POLICE_AWAY).lacking == ("no_police",)
    assert asked(country, officer, signal, CARE_AWAY).answer == "yes"


def test_SH3_nobody_shares_more_than_they_see(country, officer):
    """SH3: SH2."""
    signal, other = country.signal(), country.actor("contact_officer", UTRECHT)
    cast.in_force(country, "zvh-covenant")
    with acting(other):
        assert deciding.verdict("signal", signal.id, country.organisation(CARE_AWAY).id, "care").grounds == ()
    shared(country, officer, signal, UTRECHT, "contact_officer", level=Level.CORE)
    with acting(other):
        assert (
            deciding.verdict("signal", signal.id, country.organisation(CARE_AWAY).id, "care").level
            == Level.CORE
        )


def test_SH3_nobody_gives_longer_sight_than_they_have(country):
    """SH3: SH5: emergency access cannot be turned into sight for months by passing it on."""
    signal, neighbour = country.signal(), country.actor("contact_officer", UTRECHT)
    cast.in_force(country, "zvh-covenant")
    opened = break_glass.open_for_myself(
        signal.reference, "contact_officer", "life", "Zij belde.", actor=neighbour
    )
    answer = asked(country, neighbour, signal, CARE_AWAY)
    assert (answer.answer, answer.best.until) == ("yes", opened.until)
    shared(country, neighbour, signal, CARE_AWAY, "care_coordinator")
    receiver = country.actor("care_coordinator", CARE_AWAY)
    with acting(receiver):
        assert Grant.objects.get(subject_id=signal.id).until == opened.until


def test_SH3_police_data_go_along_only_where_the_agreement_covers_them(country):
    """SH3."""
    police = country.actor("tmm", "politie-oost-nederland")
    signal = intake.submit(country.report(channel="professional"), actor=police)
    cast.in_force(country, "zvh-covenant")
    cast.in_force(country, "consent")
    consents.state(
        "signal", signal.id, country.organisation("leger-des-heils").id, "care", "given", "word", actor=police
    )
    assert asked(country, police, signal, CARE_AWAY).level == Level.FULL
    assert asked(country, police, signal, "leger-des-heils").level == Level.HIT


def test_SH1_ending_an_agreement_ends_its_sight_in_the_next_statement(country, officer):
    """SH1: acceptance 4."""
    signal, receiver = country.signal(), country.actor("care_coordinator", CARE_AWAY)
    agreement = cast.in_force(country, "zvh-covenant")
    shared(country, officer, signal, CARE_AWAY, "care_coordinator")
    cast.ended(country, agreement, "Wij stoppen.")
    assert level_read(receiver, "signal", signal.id) == 0
    assert asked(country, officer, signal, CARE_AWAY).answer == "no"


def test_SH3_whoever_shared_can_stop_it_and_nobody_else(country, officer):
    """SH3: acceptance 4."""
    signal, receiver = country.signal(), country.actor("care_coordinator", CARE_AWAY)
    cast.in_force(country, "zvh-covenant")
    key = uuid.uuid4()
    shared(country, officer, signal, CARE_AWAY, "care_coordinator", key=key)
    with pytest.raises(NotPossible):
        deciding.recall(key, "Niet van mij.", actor=country.actor("tmm", "politie-oost-nederland"))
    deciding.recall(key, "Verkeerde ontvanger.", actor=officer)
    assert level_read(receiver, "signal", signal.id) == 0


def test_SH3_the_same_form_sent_twice_shares_once(country, officer):
    """SH3."""
    signal, key = country.signal(), uuid.uuid4()
    cast.in_force(country, "zvh-covenant")
    for _ in range(2):
        shared(country, officer, signal, CARE_AWAY, "care_coordinator", key=key)
    with acting(officer):
        assert sum(row["ours"] for row in deciding.shared_with(signal.id)) == 1


def test_SH3_a_presumed_victim_is_shared_by_the_same_rules(country):
    """SH3."""
    coordinator, receiver = (
        country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden"),
        country.actor("shelter_manager", "opvang-noord"),
    )
    signal = country.signal()
    victim = register.register(signal.id, Identity(given_name="Zoë", birth_year=2001), actor=coordinator)
    shelter = country.organisation("opvang-noord").id
    cast.in_force(country, "consent")
    with acting(coordinator):
        assert deciding.verdict("victim", victim.id, shelter, "care").lacking == ("consent",)
    consents.state("victim", victim.id, shelter, "care", "given", "signature", actor=coordinator)
    deciding.share("victim", victim.id, shelter, "shelter_manager", "care", actor=coordinator)
    assert level_read(receiver, "victim", victim.id) == Level.FULL
    consents.state("victim", victim.id, shelter, "care", "withdrawn", "word", actor=coordinator)
    assert level_read(receiver, "victim", victim.id) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"agreement": None},
        {"level": 3},
        {"purpose": "care"},
        {"basis": "consent"},
        {"until": None},
        {"agreement": None, "basis": "handover", "level": 2},
        {"agreement": None, "purpose": "registration", "basis": "statutory_duty"},
        {"organisation": "leger-des-heils"},
        {"given_by": UTRECHT},
    ],
)
def test_SH2_postgresql_refuses_a_grant_that_no_ground_carries(country, officer, change):
    """SH2: the rule stands in the database; an injected statement meets it too."""
    signal = country.signal()
    agreement = cast.in_force(country, "riec-covenant")
    change = {
        key: country.organisation(value) if key in ("organisation", "given_by") else value
        for key, value in change.items()
    }
    with acting(officer):
        ground = deciding.verdict(
            "signal", signal.id, country.organisation(POLICE_AWAY).id, "administrative"
        ).best
    right = {
        "subject_kind": "signal",
        "subject_id": signal.id,
        "organisation": country.organisation(POLICE_AWAY),
        "function": "tmm",
        "level": 2,
        "basis": "covenant",
        "purpose": "administrative",
        "agreement": agreement,
        "because": "x",
        "given_by": country.organisation(EDE),
        "granted_on": clock.today(),
        "until": ground.until,
    }
    with acting(officer):
        Grant.objects.bulk_create([Grant(**right)])
    with pytest.raises(DatabaseError), acting(officer):
        Grant.objects.bulk_create([Grant(**right | change)])
