"""Adding to a signal: what was learned, an opinion, a word to the reporter, a link with another signal."""

import uuid

from django.http import Http404

from zicht.chain.custody import queries
from zicht.chain.custody.models import AlarmCall, Assessment
from zicht.chain.custody.services.steps import again, locked, moved, speaking_function
from zicht.chain.custody.workflow import Act
from zicht.chain.feedback import services as feedback
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.signals.models import Observation, Signal, SignalLink
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.once import already
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import services as vault

TAKEN_MEANWHILE = "Hier hoeft u niet meer voor te bellen: iemand heeft dit signaal opgepakt."


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
    Observation.body.write(observation, text)
    observation.save(force_insert=True)
    moved(custody)
    audit.record(actor, Action.OBSERVATION_ADDED, "signal", signal_id)
    return observation


@use_case
def called(signal_id, key: uuid.UUID | None = None, *, actor: Actor) -> AlarmCall:
    """Put on record that the actor called about an acute signal that nobody took up; the core is enough.

    The same key again adds nothing. Refuses a signal the actor does not see (404) and
    one that was taken up or is not acute."""
    if not Signal.objects.filter(pk=signal_id).exists():
        raise Http404
    if not queries.untaken(signal_id):
        raise NotPossible(TAKEN_MEANWHILE)
    if known := already(AlarmCall, key, signal_id=signal_id):
        return again(known, actor, Action.ALARM_CALLED)
    mine = {"organisation_id": actor.organisation_id, "person_id": actor.person_id}
    call = AlarmCall(id=key or uuid.uuid4(), signal_id=signal_id, at=clock.now(), **mine)
    call.save(force_insert=True)
    audit.record(actor, Action.ALARM_CALLED, "signal", signal_id)
    return call


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
    Assessment.note.write(assessment, note)
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
    guard stops."""
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
    not see in full."""
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
