"""Saying who reports a presumed victim of a signal, or why not (yet).

Refusals: no sight of the signal (404); no organisation to report, no reason, no day to look again
(NotPossible, in plain Dutch).
"""

from zicht.casework.register.duties import criteria
from zicht.casework.register.duties.services import arising as duties
from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import (
    Obligation,
    RegistrationDecision,
)
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import DecisionKind, DecisionReason
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody import queries as custody
from zicht.chain.custody.services.handovers import NO_INVESTIGATORS
from zicht.chain.grants import services as grants
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation

NOBODY_THERE = (
    "Bij deze organisatie is nog niemand die kan melden. Kies een andere organisatie, of meld zelf."
)
WHO_REPORTS = "Kies wie bij CoMensha meldt."
WHY_NOT = "Kies waarom er (nog) niet gemeld wordt."
REVIEW_AFTER_DAYS = 182
WHEN_AGAIN = "Kies wanneer u hier weer naar kijkt: een dag na vandaag."
ONLY_FOR = {
    DecisionKind.WILL_REPORT: {
        DecisionReason.CRITERION_MET,
        DecisionReason.OTHER_REPORTS,
        DecisionReason.CONSENT_ASKED,
    },
    DecisionKind.REPORTED: {DecisionReason.CRITERION_MET, DecisionReason.OTHER_REPORTS},
    DecisionKind.NOT_YET: set(DecisionReason) - {DecisionReason.CRITERION_MET, DecisionReason.NO_INDICATION},
    DecisionKind.NOT: set(DecisionReason) - {DecisionReason.CRITERION_MET, DecisionReason.CONSENT_ASKED},
}


@use_case
def decide(
    signal_id,
    decision: str,
    reason: str,
    *,
    actor: Actor,
    victim_id=None,
    reporting_organisation=None,
    review_on=None,
) -> RegistrationDecision:
    """Say who reports a presumed victim of a signal, or why not (yet), so that the signal tells it.

    "Will report" makes a duty with a day for that organisation, which then may see the person (or, before
    there is one, the core of the signal); who has criteria by law is asked first whether one is met. "Not"
    ends the own duty and is looked at again on its day, after half a year when none is given. Refuses: no
    sight, no organisation to report, an investigator whom the person concerned does not want, no reason, no
    day to look again."""
    signal = custody.lock_visible(signal_id).signal
    victim = queries.access_victim(victim_id) if victim_id else None
    _check_decision(DecisionKind(decision), reason, reporting_organisation, review_on)
    if decision == DecisionKind.NOT and review_on is None:
        review_on = duties.last_day(REVIEW_AFTER_DAYS)
    row = RegistrationDecision.objects.create(
        signal=signal,
        victim=victim,
        decision=decision,
        reason=reason,
        reporting_organisation=reporting_organisation,
        review_on=review_on,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    if decision == DecisionKind.WILL_REPORT:
        _agree(reporting_organisation, review_on, signal, victim, actor)
    elif decision in (DecisionKind.NOT, DecisionKind.REPORTED):
        _close(signal, victim, reason, actor)
    audit.record(actor, Action.REGISTRATION_DECIDED, "signal", signal_id, decision=decision, reason=reason)
    return row


def _check_decision(decision: DecisionKind, reason: str, organisation, review_on) -> None:
    if reason not in ONLY_FOR[decision]:
        raise NotPossible(WHY_NOT)
    if decision in (DecisionKind.WILL_REPORT, DecisionKind.REPORTED) and organisation is None:
        raise NotPossible(WHO_REPORTS)
    late = review_on is not None and review_on <= clock.today()
    if (decision == DecisionKind.NOT_YET and (review_on is None or late)) or (
        decision == DecisionKind.NOT and late
    ):
        raise NotPossible(WHEN_AGAIN)


def _agree(organisation: Organisation, due_on, signal: Signal, victim, actor: Actor) -> None:
    """For one person, for everyone in the signal, or (before anyone is registered) for the signal itself."""
    other = organisation.id != actor.organisation_id
    if other and not duties.notifying_functions(organisation.id):
        raise NotPossible(NOBODY_THERE)
    if other and grants.unwanted(SubjectKind.SIGNAL, signal.pk, organisation.id):
        raise NotPossible(NO_INVESTIGATORS)
    for person in [victim] if victim else queries.persons_in(signal) or [None]:
        if person and organisation.kind in criteria.statutory_kinds():
            because = duties.AGREED
            asking.ask(organisation, due_on, because, victim=person, signal=signal, actor=actor)
            continue
        duty = duties.agree(organisation, due_on, victim=person, signal=signal, actor=actor)
        if other:
            subject, level = (person, Level.FULL) if person else (signal, Level.CORE)
            duties.let_report(subject, organisation, level, duty.because, actor)


def _close(signal: Signal, victim, reason: str, actor: Actor) -> None:
    """End what the own organisation was asked or had to do, and the sight it had for that alone."""
    about = {"victim": victim} if victim else {"signal": signal}
    for question in asking.open_of(actor.organisation_id, **about):
        asking.not_met(question, reason, actor)
    ended = _own_duties(signal, victim, actor)
    persons = set(ended.values_list("victim_id", flat=True)) - {None}
    duties.end(ended, actor)
    asking.end_sight(persons, actor)


def _own_duties(signal: Signal, victim, actor: Actor):
    mine = Obligation.objects.filter(organisation_id=actor.organisation_id, fulfilled_on__isnull=True)
    return mine.filter(victim=victim) if victim else mine.filter(signal=signal)
