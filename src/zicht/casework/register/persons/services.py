"""Registering a presumed victim, tying one to a signal, and completing what is known.

Refusals: a person or signal the actor may not see (404), a stale page (NotPossible, in plain Dutch).
"""

from django.http import Http404

from zicht.casework.register.duties import criteria
from zicht.casework.register.duties.services import arising as duties
from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import (
    IdentityKey,
    Obligation,
    PresumedVictim,
    VictimSignal,
)
from zicht.casework.register.persons import blocking, identity, queries
from zicht.casework.register.persons.identity import Identity
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.custody import queries as custody
from zicht.chain.grants import services as sharing
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.signals.models import Signal
from zicht.chain.signals.references import new_reference
from zicht.foundation.access import Actor, Permission, may, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.once import already, submitted_id
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.jobs.services import enqueue
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import services as vault

STALE = (
    "Iemand anders heeft deze gegevens intussen aangevuld. Kijk eerst wat er nieuw is; wat u typte is"
    " bewaard."
)


@use_case
def register(signal_id, person: Identity, *, actor: Actor, submission_key: str = "") -> PresumedVictim:
    """Register a presumed victim, from a signal or without one; the own function sees it in full.

    The same `submission_key` of the same organisation gives the same person (double click, retry)."""
    victim_id = submitted_id(actor.organisation_id, submission_key)
    if submission_key and (known := already(PresumedVictim, victim_id)):
        audit.record(actor, Action.VICTIM_READ, "victim", victim_id)
        return known
    signal = visible_signal(signal_id)
    victim = PresumedVictim(
        id=victim_id, reference=new_reference("V"), registered_on=clock.today(), **identity.coded(person)
    )
    sharing.give(
        victim,
        actor.organisation_id,
        own_function(actor, signal),
        Level.FULL,
        _basis(actor),
        because="Uw organisatie registreerde deze persoon.",
        actor=actor,
        purpose=Purpose.REGISTRATION,
    )
    victim.identity = identity.sealed(vault.new_subject(victim_id), victim_id, person)
    PresumedVictim.objects.bulk_create([victim])
    _recognise(victim, person)
    if signal:
        _appears_in(victim, signal, actor)
    asking.arise(victim, signal, actor=actor)
    audit.record(actor, Action.VICTIM_REGISTERED, "victim", victim_id, from_signal=str(signal_id or ""))
    return victim


@use_case
def link(victim_id, signal_id, *, actor: Actor) -> PresumedVictim:
    """Say that a visible person is the one in this signal: no second person. Twice is once."""
    victim, signal = queries.lock_visible(victim_id), visible_signal(signal_id)
    if not VictimSignal.objects.filter(victim=victim, signal=signal).exists():
        _appears_in(victim, signal, actor)
        asking.arise(victim, signal, actor=actor)
    audit.record(actor, Action.VICTIM_LINKED, "victim", victim_id, signal=str(signal_id))
    return victim


@use_case
def complete(victim_id, person: Identity, seen_version: int, *, actor: Actor) -> PresumedVictim:
    """Replace what is known of a person by what is known now; the version before is kept. Refuses a stale
    page."""
    victim = queries.lock_visible(victim_id)
    if victim.version != seen_version:
        raise NotPossible(STALE)
    for name, value in identity.coded(person).items():
        setattr(victim, name, value)
    victim.identity = identity.sealed(vault.data_key(victim_id), victim_id, person)
    victim.save(update_fields=[*identity.coded(person), "identity"])
    victim.refresh_from_db(fields=["version"])
    _recognise(victim, person)
    audit.record(actor, Action.VICTIM_COMPLETED, "victim", victim_id, version=victim.version)
    return victim


def own_function(actor: Actor, signal=None) -> str:
    """Return the function in whose name the actor registers: the one that holds the signal, else the first
    that may."""
    holding = custody.held_by(signal.pk, actor) if signal else None
    if holding and may((holding.function,), Permission.REGISTER_NOTIFY):
        return holding.function
    return next(function for function in actor.functions if may((function,), Permission.REGISTER_NOTIFY))


def visible_signal(signal_id) -> Signal | None:
    """Return the signal, None without an id. Raises Http404 when it is not visible."""
    signal = Signal.objects.filter(pk=signal_id).first() if signal_id else None
    if signal_id and signal is None:
        raise Http404
    return signal


def _basis(actor: Actor) -> LegalBasis:
    kinds = criteria.statutory_kinds()
    statutory = Organisation.objects.filter(pk=actor.organisation_id, kind__in=list(kinds)).exists()
    return LegalBasis.STATUTORY_DUTY if statutory else LegalBasis.PUBLIC_TASK


def _recognise(victim: PresumedVictim, person: Identity) -> None:
    rows = [IdentityKey(victim=victim, digest=digest) for digest in identity.keys(person)]
    IdentityKey.objects.bulk_create(rows, ignore_conflicts=True)
    blocking.keep(victim, person)
    enqueue("register.compare", victim_id=victim.pk)


def _appears_in(victim: PresumedVictim, signal: Signal, actor: Actor) -> None:
    """Tie the person to the signal; who agreed to report from it may now see the person, or is asked."""
    VictimSignal.objects.bulk_create(
        [VictimSignal(victim=victim, signal=signal, organisation_id=actor.organisation_id, at=clock.now())]
    )
    waiting = Obligation.objects.filter(
        signal=signal, victim__isnull=True, fulfilled_on__isnull=True
    ).select_related("organisation")
    by_law = criteria.statutory_kinds()
    for duty in waiting.exclude(organisation_id=actor.organisation_id):
        if duty.organisation.kind not in by_law:
            duties.let_report(victim, duty.organisation, Level.FULL, duty.because, actor)
        elif not sharing.unwanted(SubjectKind.SIGNAL, signal.pk, duty.organisation_id):
            about = {"victim": victim, "signal": signal, "actor": actor}
            asking.ask(duty.organisation, duty.due_on, duty.because, **about)
