"""Adding to a signal: what was learned, an opinion, a word to the reporter, a link with another signal."""

import uuid

from zicht.chain.custody import queries
from zicht.chain.custody.models import Assessment
from zicht.chain.custody.services.steps import again, locked, moved, sealed_note, speaking_function
from zicht.chain.custody.workflow import Act
from zicht.chain.feedback import services as feedback
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.signals.models import Observation, SignalLink
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.once import already
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault

CALLED = "Gebeld: dit signaal is acuut en nog niemand heeft het opgepakt."


@use_case
def observe(signal_id, text: str, key: uuid.UUID | None = None, *, actor: Actor) -> Observation:
    """Add what was learned; the signal itself stays as it was."""
    custody = locked(signal_id, Act.OBSERVE)
    if known := already(Observation, key, signal_id=signal_id):
        return again(known, actor, Action.OBSERVATION_ADDED)
    observation = Observation(
        id=key or uuid.uuid4(),
        signal_id=signal_id,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    observation.body = sealing.seal(
        vault.data_key(signal_id), f"signals_observation|{observation.id}|body", text
    )
    observation.save(force_insert=True)
    moved(custody)
    audit.record(actor, Action.OBSERVATION_ADDED, "signal", signal_id)
    return observation


@use_case
def called(signal_id, *, actor: Actor) -> Observation:
    """Put on record that the actor called about an acute signal that nobody took up."""
    audit.record(actor, Action.ALARM_CALLED, "signal", signal_id)
    return observe(signal_id, CALLED, actor=actor)


@use_case
def assess(
    signal_id, opinion: str, reason: str, note: str = "", key: uuid.UUID | None = None, *, actor: Actor
) -> Assessment:
    """Add an opinion with a reason, beside the others. It never stops a signal."""
    custody = locked(signal_id, Act.ASSESS)
    if known := already(Assessment, key, signal_id=signal_id):
        return again(known, actor, Action.ASSESSMENT_ADDED)
    assessment = Assessment(
        id=key or uuid.uuid4(),
        signal_id=signal_id,
        opinion=opinion,
        reason=reason,
        organisation_id=actor.organisation_id,
        function=speaking_function(signal_id, actor),
        person_id=actor.person_id,
        at=clock.now(),
    )
    assessment.note = sealed_note(signal_id, f"custody_assessment|{assessment.id}|note", note)
    assessment.save(force_insert=True)
    moved(custody)
    audit.record(actor, Action.ASSESSMENT_ADDED, "signal", signal_id, opinion=opinion)
    return assessment


@use_case
def write_to_reporter(
    signal_id,
    text: str = "",
    key: uuid.UUID | None = None,
    phrase: str = "",
    override: str = "",
    *,
    actor: Actor,
) -> Feedback:
    """Write a message to the reporter of a signal the actor sees in full; open or closed makes no difference.

    `phrase`: a standard sentence, in the reader's language. `override`: why own words may go that the
    guard stops.
    """
    custody = queries.lock_visible(signal_id)
    if known := already(Feedback, key, signal_id=signal_id):
        return again(known, actor, Action.MAILBOX_WRITTEN)
    message = feedback.give(
        custody.signal,
        Stage.MESSAGE,
        actor=actor,
        role=speaking_function(signal_id, actor),
        detail=phrase,
        text=text,
        data_key=vault.data_key(signal_id),
        key=key,
        override=override,
    )
    moved(custody)
    audit.record(actor, Action.MAILBOX_WRITTEN, "signal", signal_id)
    return message


@use_case
def link(signal_id, other_id, reason: str, *, actor: Actor) -> SignalLink:
    """Say that two signals are about the same event or person; both stay. Refuses a signal the actor does
    not see in full.
    """
    # Locked in one order, so that two people who link the same two at once wait and do not block each other.
    first, second = [locked(pk, Act.LINK) for pk in sorted([signal_id, other_id], key=str)]
    found = SignalLink.objects.filter(signal_id=first.pk, other_id=second.pk).first()
    link = found or SignalLink.objects.create(
        signal_id=first.pk,
        other_id=second.pk,
        reason=reason,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    audit.record(actor, Action.SIGNALS_LINKED, "signal", signal_id, other=str(other_id))
    return link
