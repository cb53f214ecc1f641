"""A presumed victim and the notifications: one person, many notifications, each on its own criterion and
basis (RG1, RG2, RG3, TB2).
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404

from zicht.casework.register.duties import queries as to_report
from zicht.casework.register.models import (
    Notification,
    Obligation,
    PresumedVictim,
    RegistrationDecision,
    VictimVersion,
)
from zicht.casework.register.notifying.services import deciding, filing
from zicht.casework.register.persons import identity, queries, services
from zicht.casework.register.tests import cast
from zicht.chain.grants.models import Grant
from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit.models import AuditEvent


def visible(actor) -> list:
    with acting(actor):
        return list(PresumedVictim.objects.values_list("id", flat=True))


def recorded(action) -> int:
    return AuditEvent.objects.using("audit").filter(action=action).count()


def test_RG1_a_person_is_registered_once_and_seen_only_by_the_own_function(country):
    signal = country.signal()
    victim = services.register(signal.id, cast.PERSON, actor=cast.officer(country))
    assert visible(cast.officer(country)) == [victim.id]
    assert (
        visible(cast.coordinator(country))
        == visible(cast.outsider(country))
        == visible(cast.registrar(country))
        == []
    )
    with acting(cast.officer(country)):
        assert queries.identity_of(PresumedVictim.objects.get()) == cast.PERSON
    assert recorded("victim_registered") == 1


def test_RG1_the_same_submission_twice_is_one_person(country):
    signal, officer = country.signal(), cast.officer(country)
    acts = [lambda: services.register(signal.id, cast.PERSON, actor=officer, submission_key="k")] * 2
    assert country.at_once(*acts) == [None, None]
    assert len(visible(officer)) == 1


def test_RG1_unknown_stays_unknown(country):
    victim = services.register(None, identity.Identity(), actor=cast.officer(country))
    assert (victim.sex, victim.birth_year, victim.nationalities, victim.country_of_origin) == (
        "unknown",
        None,
        [],
        "",
    )
    assert victim.missing == ["name", "birth", "sex", "nationality", "origin", "immigration_status"]


def test_RG1_one_person_many_notifications(country):
    signal = country.signal()
    victim = services.register(signal.id, cast.PERSON, actor=cast.police(country))
    filing.notify(victim.id, cast.BY_LAW, actor=cast.police(country))
    deciding.decide(
        signal.id,
        "will_report",
        "criterion_met",
        victim_id=victim.id,
        actor=cast.police(country),
        reporting_organisation=country.organisation("zorgcoordinatie-gelderland-midden"),
    )
    filing.notify(victim.id, cast.WITH_CONSENT, actor=cast.coordinator(country))
    with acting(cast.registrar(country)):
        assert PresumedVictim.objects.count() == 1
        assert sorted(to_report.current_notifications().values_list("notifier", flat=True)) == [
            "care_coordinators",
            "police",
        ]


def test_RG1_a_notification_opens_the_person_for_the_registrars_of_comensha(country):
    victim = services.register(None, cast.PERSON, actor=cast.police(country))
    assert visible(cast.registrar(country)) == []
    filing.notify(victim.id, cast.BY_LAW, actor=cast.police(country))
    assert visible(cast.registrar(country)) == [victim.id]
    with acting(cast.registrar(country)):
        assert Grant.objects.get(subject_id=victim.id).basis == "statutory_duty"


def test_RG1_a_notification_sent_twice_is_one_notification(country):
    victim = services.register(None, cast.PERSON, actor=cast.police(country))
    acts = [lambda: filing.notify(victim.id, cast.BY_LAW, actor=cast.police(country), submission_key="k")] * 2
    assert country.at_once(*acts) == [None, None]
    with acting(cast.police(country)):
        assert Notification.objects.count() == 1


def test_RG1_a_correction_is_a_new_version_that_counts_instead(country):
    police = cast.police(country)
    victim = services.register(None, cast.PERSON, actor=police)
    first = filing.notify(victim.id, cast.BY_LAW, actor=police)
    second = filing.correct(first.id, replace(cast.BY_LAW, forms=("sexual", "criminal")), actor=police)
    with acting(police):
        assert list(to_report.current_notifications()) == [second]
        assert Notification.objects.count() == 2
    assert second.notified_on == first.notified_on
    with pytest.raises(NotPossible, match="nieuwere versie"):
        filing.correct(first.id, cast.BY_LAW, actor=police)


def test_RG1_only_the_notifier_corrects(country):
    victim = services.register(None, cast.PERSON, actor=cast.police(country))
    filed = filing.notify(victim.id, cast.BY_LAW, actor=cast.police(country))
    with pytest.raises(NotPossible, match="organisatie die meldde"):
        filing.correct(filed.id, cast.BY_LAW, actor=cast.registrar(country))


def test_RG1_what_is_learned_later_keeps_the_version_before(country):
    officer = cast.officer(country)
    victim = services.register(None, identity.Identity(initials="Z.V."), actor=officer)
    services.complete(victim.id, cast.PERSON, 1, actor=officer)
    with acting(officer):
        now = PresumedVictim.objects.get()
        assert (now.version, now.missing, queries.identity_of(now).name) == (2, [], "Zoë van de Voorbeeld")
        assert VictimVersion.objects.get().sex == "unknown"
    with pytest.raises(NotPossible, match="intussen aangevuld"):
        services.complete(victim.id, cast.PERSON, 1, actor=officer)


def test_RG1_the_same_person_in_a_second_signal_is_linked_not_registered_again(country):
    officer = cast.officer(country)
    victim = services.register(country.signal().id, cast.PERSON, actor=officer)
    second = country.signal()
    services.link(victim.id, second.id, actor=officer)
    services.link(victim.id, second.id, actor=officer)
    assert visible(officer) == [victim.id]
    with acting(officer):
        assert victim.signals.count() == 2


def test_RG2_without_duty_consent_or_another_basis_is_needed(country):
    coordinator = cast.coordinator(country)
    victim = services.register(None, cast.PERSON, actor=coordinator)
    with pytest.raises(NotPossible, match="geen wettelijke plicht"):
        filing.notify(victim.id, replace(cast.WITH_CONSENT, basis="statutory_duty"), actor=coordinator)
    with pytest.raises(NotPossible, match="toestemming gaf"):
        filing.notify(victim.id, replace(cast.WITH_CONSENT, consent=False), actor=coordinator)
    filing.notify(victim.id, cast.WITH_CONSENT, actor=coordinator)


def test_RG2_a_criterion_of_another_organisation_does_not_count(country):
    police = cast.police(country)
    victim = services.register(None, cast.PERSON, actor=police)
    with pytest.raises(NotPossible, match="criterium"):
        filing.notify(victim.id, replace(cast.BY_LAW, criterion="slightest_indication"), actor=police)


def test_RG2_TB2_who_will_report_is_agreed_with_a_day_and_sees_the_person(country):
    signal, officer, soon = country.signal(), cast.officer(country), clock.today() + timedelta(days=40)
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    with acting(officer):
        assert [row.victim_id for row in to_report.undecided(signal.id)] == [victim.id]
    deciding.decide(
        signal.id,
        "will_report",
        "other_reports",
        victim_id=victim.id,
        actor=officer,
        review_on=soon,
        reporting_organisation=country.organisation("zorgcoordinatie-gelderland-midden"),
    )
    with acting(cast.coordinator(country)):
        duty = Obligation.objects.get()
        assert (duty.kind, duty.due_on, duty.victim_id) == ("agreed", soon, victim.id)
    with acting(officer):
        assert to_report.undecided(signal.id) == []


def test_TB2_an_agreement_for_the_signal_counts_for_everyone_in_it(country):
    signal, officer = country.signal(), cast.officer(country)
    victims = {
        services.register(signal.id, person, actor=officer).id
        for person in (cast.PERSON, identity.Identity())
    }
    deciding.decide(
        signal.id,
        "will_report",
        "other_reports",
        actor=officer,
        reporting_organisation=country.organisation("gemeente-arnhem"),
    )
    assert set(visible(country.actor("contact_officer", "gemeente-arnhem"))) == victims


def test_TB2_an_agreement_before_the_registration_opens_the_person_afterwards(country):
    signal, officer = country.signal(municipality="GM0228"), cast.officer(country)
    arnhem = country.actor("contact_officer", "gemeente-arnhem")
    deciding.decide(
        signal.id,
        "will_report",
        "other_reports",
        actor=officer,
        reporting_organisation=country.organisation("gemeente-arnhem"),
    )
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    assert visible(arnhem) == [victim.id]
    filing.notify(victim.id, cast.WITH_CONSENT, actor=arnhem)
    with acting(arnhem):
        assert not Obligation.objects.filter(fulfilled_on__isnull=True).exists()


def test_TB2_nobody_can_agree_for_an_organisation_without_people(country):
    with pytest.raises(NotPossible, match="nog niemand die kan melden"):
        deciding.decide(
            country.signal().id,
            "will_report",
            "other_reports",
            actor=cast.officer(country),
            reporting_organisation=country.organisation("nationaal-rapporteur"),
        )


@pytest.mark.parametrize(
    ("decision", "reason", "words"),
    [
        ("will_report", "criterion_met", "Kies wie"),
        ("not_yet", "no_consent", "een dag na vandaag"),
        ("not", "criterion_met", "waarom"),
    ],
)
def test_TB2_a_decision_says_who_why_or_when(country, decision, reason, words):
    with pytest.raises(NotPossible, match=words):
        deciding.decide(country.signal().id, decision, reason, actor=cast.officer(country))


def test_RG2_the_signal_tells_that_it_was_reported(country):
    signal, officer = country.signal(), cast.officer(country)
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    with acting(cast.coordinator(country)):
        told = RegistrationDecision.objects.get(signal_id=signal.id)
    assert (told.decision, told.reporting_organisation_id) == ("reported", officer.organisation_id)


def test_RG1_what_is_invisible_does_not_exist(country):
    victim = services.register(country.signal().id, cast.PERSON, actor=cast.officer(country))
    for act in (
        lambda: filing.notify(victim.id, cast.WITH_CONSENT, actor=cast.outsider(country)),
        lambda: services.complete(victim.id, cast.PERSON, 1, actor=cast.outsider(country)),
        lambda: services.register(country.signal().id, cast.PERSON, actor=cast.outsider(country)),
    ):
        with pytest.raises(Http404):
            act()
