"""Filing a notification with the national register, and correcting one. A correction is a new version; the
old one stays.
"""

from dataclasses import asdict
from datetime import date

from zicht.casework.register.duties import criteria
from zicht.casework.register.duties.services import arising as duties
from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import Notification, PresumedVictim, RegistrationDecision, VictimSignal
from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.notifying.services import consenting
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import DecisionKind, DecisionReason, NotificationBasis, NotifierKind
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.grants import services as sharing
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.once import already, submitted_id
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function, OrganisationKind
from zicht.foundation.vault import services as vault

NOTIFIERS = {
    OrganisationKind.POLICE: NotifierKind.POLICE,
    OrganisationKind.KMAR: NotifierKind.KMAR,
    OrganisationKind.NLA: NotifierKind.NLA,
    OrganisationKind.CARE_COORDINATION: NotifierKind.CARE_COORDINATORS,
    OrganisationKind.FAIRWORK: NotifierKind.FAIRWORK,
}
SHARED_ON = {
    NotificationBasis.STATUTORY_DUTY: LegalBasis.STATUTORY_DUTY,
    NotificationBasis.CONSENT: LegalBasis.CONSENT,
    NotificationBasis.OTHER_BASIS: LegalBasis.PUBLIC_TASK,
}
NO_CRITERION = (
    "Kies aan welk criterium is voldaan. Zonder criterium kan uw organisatie nog niet melden; leg dan vast"
    " waarom niet."
)
NO_CRITERIA = "Voor uw organisatie zijn nog geen criteria ingesteld. CoMensha kan die toevoegen."
NO_FORM = "Kies ten minste één vorm, of 'nog niet bekend'."
NO_DUTY = (
    "Uw organisatie heeft geen wettelijke plicht om te melden. Melden kan met toestemming van de betrokkene"
    " of op een andere wettelijke grondslag. Lukt dat nog niet, leg dan vast waarom er nog niet gemeld wordt."
)
CONSENT_NEEDED = (
    "Geef aan dat de betrokkene toestemming gaf. Is die er nog niet, leg dan vast dat er nog niet gemeld"
    " wordt; u kunt later alsnog melden."
)
NOT_YOUR_NOTIFICATION = "Alleen de organisatie die meldde, kan de melding verbeteren."
NEWER_VERSION = "Er is al een nieuwere versie van deze melding. Verbeter die."


@use_case
def notify(
    victim_id, facts: Facts, *, actor: Actor, submission_key: str = "", on: date | None = None
) -> Notification:
    """File the own organisation's notification of a visible person; CoMensha's registrars then see the person
    in full.

    Fulfils the own open duties and is told at each signal the actor sees in full. Refuses: no form, no
    criterion that holds for the organisation, no legal basis. The same `submission_key` gives the same
    notification. `on`: the day of one that was made before, on paper or elsewhere; it counts in the year
    of that day."""
    victim = queries.lock_visible(victim_id)
    key = submitted_id(victim_id, submission_key)
    filed = already(Notification, key)
    if filed:
        audit.record(actor, Action.VICTIM_READ, "victim", victim_id)
        return filed
    organisation = _own_organisation(actor)
    check(organisation, facts, on)
    consenting.rest(victim_id, facts, actor)
    notification = _stored(key, victim, organisation, facts, actor, on or clock.today())
    _show_to_registrars(victim, organisation, facts, actor)
    for question in asking.open_of(organisation.id, victim=victim):
        asking.met(question, facts.criterion, notification.notified_on, actor)
    duties.end(duties.open_of(organisation.id, victim), actor, notification)
    _tell_signals(victim, organisation, actor)
    audit.record(
        actor,
        Action.NOTIFICATION_FILED,
        "notification",
        key,
        basis=facts.basis,
        victim=str(victim_id),
        criterion=facts.criterion,
    )
    return notification


@use_case
def correct(notification_id, facts: Facts, *, actor: Actor) -> Notification:
    """File a new version of the own notification; its day stays. Refuses: another organisation's, an older
    version, no basis."""
    old = queries.access_notification(notification_id)
    victim = queries.lock_visible(old.victim_id)
    organisation = _own_organisation(actor)
    if old.organisation_id != organisation.id:
        raise NotPossible(NOT_YOUR_NOTIFICATION)
    if Notification.objects.filter(corrects=old).exists():
        raise NotPossible(NEWER_VERSION)
    check(organisation, facts, on=old.notified_on)
    consenting.rest(victim.pk, facts, actor)
    new = _stored(submitted_id("", ""), victim, organisation, facts, actor, old.notified_on, corrects=old)
    audit.record(
        actor, Action.NOTIFICATION_CORRECTED, "notification", new.pk, basis=facts.basis, corrects=str(old.pk)
    )
    return new


def check(organisation: Organisation, facts: Facts, on: date | None = None) -> None:
    """Raise NotPossible when the organisation cannot notify with these facts, and say what would make it
    possible."""
    found = {row.code: row for row in criteria.of(organisation, on)}
    if not found:
        raise NotPossible(NO_CRITERIA)
    if not facts.forms or not set(facts.forms) <= set(ExploitationForm.values):
        raise NotPossible(NO_FORM)
    if facts.criterion not in found:
        raise NotPossible(NO_CRITERION)
    if facts.basis not in NotificationBasis.values:
        raise NotPossible(NO_DUTY)
    if facts.basis == NotificationBasis.STATUTORY_DUTY and not found[facts.criterion].statutory:
        raise NotPossible(NO_DUTY)
    if facts.basis == NotificationBasis.CONSENT and not facts.consent:
        raise NotPossible(CONSENT_NEEDED)


def check_for(victim_id, organisation: Organisation, facts: Facts, on: date | None = None) -> None:
    """Raise NotPossible when this person cannot be notified of with these facts: consent included."""
    check(organisation, facts, on)
    if facts.basis == NotificationBasis.CONSENT and (no := consenting.refusal(consenting.latest(victim_id))):
        raise NotPossible(no)


def sealed_words(data_key: bytes, notification_id, words: dict) -> bytes | None:
    """Return the words of a notification sealed under the person's data key; None when there are none."""
    words = {name: value for name, value in words.items() if value}
    return Notification.body.seal(data_key, notification_id, words) if words else None


def _own_organisation(actor: Actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation_id)


def _stored(
    key, victim: PresumedVictim, organisation, facts: Facts, actor: Actor, on: date, corrects=None
) -> Notification:
    words = {name: asdict(facts)[name] for name in ("period_from", "period_until", "remarks")}
    return Notification.objects.create(
        id=key,
        victim=victim,
        organisation=organisation,
        notifier=NOTIFIERS.get(organisation.kind, NotifierKind.OTHER),
        notified_on=on,
        forms=list(facts.forms),
        sector=facts.sector,
        municipality_id=facts.municipality,
        criterion=facts.criterion,
        basis=facts.basis,
        consent=facts.consent,
        body=sealed_words(vault.data_key(victim.pk), key, words),
        filed_by=actor.person_id,
        filed_at=clock.now(),
        corrects=corrects,
    )


def _show_to_registrars(
    victim: PresumedVictim, organisation: Organisation, facts: Facts, actor: Actor
) -> None:
    """Each notification is its own ground: when consent for one is withdrawn, another may still stand."""
    register = Organisation.objects.filter(kind=OrganisationKind.COMENSHA, active=True).first()
    if register is None:
        raise NotPossible(consenting.NO_REGISTER)
    sharing.give(
        victim,
        register.id,
        Function.REGISTRAR,
        Level.FULL,
        SHARED_ON[facts.basis],
        actor=actor,
        because=f"{organisation.name} meldde deze persoon bij CoMensha."[:400],
        purpose=Purpose.REGISTRATION,
    )
    audit.record(actor, Action.GRANT_GIVEN, "victim", victim.pk, basis=facts.basis, to=str(register.id))


def _tell_signals(victim: PresumedVictim, organisation: Organisation, actor: Actor) -> None:
    linked = VictimSignal.objects.filter(victim=victim)
    signals = queries.fully_seen(linked.values_list("signal_id", flat=True))
    RegistrationDecision.objects.bulk_create(
        RegistrationDecision(
            signal_id=signal_id,
            victim=victim,
            decision=DecisionKind.REPORTED,
            reason=DecisionReason.CRITERION_MET,
            reporting_organisation=organisation,
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            at=clock.now(),
        )
        for signal_id in signals
    )
