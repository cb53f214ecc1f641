"""The acts of custody. Each is one use case: one transaction, one audit event, a word to whom it concerns.

Refusals: a signal the actor may not see (404), an act that does not fit the state or is not the actor's
(NotPossible). An act that adds a row takes the row's `key` from its form: the same form sent twice adds it
once.
"""

import uuid

from zicht.chain.custody import queries, workflow
from zicht.chain.custody.models import Assessment, Closure, Custody, Holding, Reopening
from zicht.chain.custody.vocabulary import CustodyState, HoldingEnd, HoldingRole, Outcome, Task
from zicht.chain.custody.workflow import Act
from zicht.chain.feedback import service as feedback
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.signals.models import Observation, Signal, SignalLink
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import service as vault

STALE = "Iemand anders heeft dit signaal intussen veranderd. Kijk eerst wat er nieuw is; uw tekst is bewaard."
NOT_YOURS = "U bent hier niet aan zet. U kunt wel uw waarneming of oordeel toevoegen."
GOOD_OUTCOMES = frozenset(
    {Outcome.HELPED, Outcome.REGISTERED, Outcome.INVESTIGATION, Outcome.INSPECTION, Outcome.REFERRED}
)
REOPENED_TERM = {"working_days": 2}
WORK_TERM = {"working_days": 10}
"""After taking up: the time to find out and decide on registration; until then the term was for taking up."""
ACUTE_WORK_TERM = {"hours": 24}


@use_case
def take_up(signal_id, *, actor: Actor) -> Holding:
    """Say "I am on it": the reporter hears that someone with this function took it up. Twice is once."""
    custody = _locked(signal_id, Act.TAKE_UP)
    holding = _own_responsible(signal_id, actor)
    if holding.taken_up_at is None:
        holding.taken_up_at, holding.taken_up_by = clock.now(), actor.person_id
        holding.due_at, holding.overdue_since = _work_due(custody.signal, holding), None
        holding.save(update_fields=["taken_up_at", "taken_up_by", "due_at", "overdue_since"])
        feedback.give(custody.signal, Stage.TAKEN_UP, actor=actor, role=holding.function)
        _moved(custody)
    audit.record(actor, Action.HOLDING_TAKEN_UP, "signal", signal_id)
    return holding


@use_case
def observe(signal_id, text: str, key: uuid.UUID | None = None, *, actor: Actor) -> Observation:
    """Add what was learned; the signal itself stays as it was."""
    custody = _locked(signal_id, Act.OBSERVE)
    known = _known(Observation, signal_id, key)
    if known:
        return _again(known, actor, Action.OBSERVATION_ADDED)
    observation = Observation(
        id=key or uuid.uuid4(),
        signal_id=signal_id,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    Observation.body.write(observation, text)
    observation.save(force_insert=True)
    _moved(custody)
    audit.record(actor, Action.OBSERVATION_ADDED, "signal", signal_id)
    return observation


@use_case
def assess(
    signal_id, opinion: str, reason: str, note: str = "", key: uuid.UUID | None = None, *, actor: Actor
) -> Assessment:
    """Add an opinion with a reason, beside the others. It never stops a signal."""
    custody = _locked(signal_id, Act.ASSESS)
    known = _known(Assessment, signal_id, key)
    if known:
        return _again(known, actor, Action.ASSESSMENT_ADDED)
    assessment = Assessment(
        id=key or uuid.uuid4(),
        signal_id=signal_id,
        opinion=opinion,
        reason=reason,
        organisation_id=actor.organisation_id,
        function=_speaking_function(signal_id, actor),
        person_id=actor.person_id,
        at=clock.now(),
    )
    Assessment.note.write(assessment, note)
    assessment.save(force_insert=True)
    _moved(custody)
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
    known = _known(Feedback, signal_id, key)
    if known:
        return _again(known, actor, Action.MAILBOX_WRITTEN)
    message = feedback.give(
        custody.signal,
        Stage.MESSAGE,
        actor=actor,
        role=_speaking_function(signal_id, actor),
        detail=phrase,
        text=text,
        data_key=vault.data_key(signal_id),
        key=key,
        override=override,
    )
    _moved(custody)
    audit.record(actor, Action.MAILBOX_WRITTEN, "signal", signal_id)
    return message


@use_case
def finish(
    signal_id,
    outcome: str,
    reason: str,
    note: str = "",
    word: str = "",
    seen_version: int | None = None,
    key: uuid.UUID | None = None,
    override: str = "",
    *,
    actor: Actor,
) -> CustodyState:
    """End the own responsibility with an outcome, a reason and a word to the reporter and the earlier links.

    The signal closes when its last responsible holder finishes: nobody can stop it for others. Returns the
    state after.
    """
    custody = queries.lock_visible(signal_id)
    if _known(Closure, signal_id, key):
        _again(custody, actor, Action.SIGNAL_CLOSED)
        return CustodyState(custody.state)
    _check(custody, Act.FINISH, seen_version)
    holding = _own_responsible(signal_id, actor)
    others = queries.running(signal_id).filter(role=HoldingRole.RESPONSIBLE).exclude(pk=holding.pk).count()
    closure = Closure(
        id=key or uuid.uuid4(),
        signal_id=signal_id,
        outcome=outcome,
        reason=reason,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    Closure.note.write(closure, note)
    closure.save(force_insert=True)
    _end(holding, HoldingEnd.CLOSED)
    stage = Stage.DONE if outcome in GOOD_OUTCOMES else Stage.NOT_DONE
    _tell_everyone(custody.signal, stage, actor, holding, outcome, word, override)
    _moved(custody, workflow.after_finishing(others))
    audit.record(actor, Action.SIGNAL_CLOSED, "signal", signal_id, outcome=outcome, last=not others)
    return CustodyState(custody.state)


@use_case
def reopen(signal_id, reason: str, key: uuid.UUID | None = None, *, actor: Actor) -> Holding:
    """Open a closed signal again; whoever opens it is responsible from now on."""
    custody = queries.lock_visible(signal_id)
    if _known(Reopening, signal_id, key):
        return _again(_own_responsible(signal_id, actor), actor, Action.SIGNAL_REOPENED)
    _check(custody, Act.REOPEN)
    reopening = Reopening(
        id=key or uuid.uuid4(),
        signal_id=signal_id,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    Reopening.reason.write(reopening, reason)
    reopening.save(force_insert=True)
    informed = queries.held_by(signal_id, actor)
    if informed is not None:
        _end(informed, HoldingEnd.CLOSED)
    holding = start_holding(
        signal_id,
        actor.organisation_id,
        _holding_function(actor),
        Task.ASSESS,
        "U hebt dit signaal opnieuw geopend.",
        clock.due_at(clock.now(), **REOPENED_TERM),
        person=actor.person_id,
    )
    feedback.give(custody.signal, Stage.REOPENED, actor=actor, role=holding.function)
    _moved(custody, CustodyState.OPEN)
    audit.record(actor, Action.SIGNAL_REOPENED, "signal", signal_id)
    return holding


@use_case
def link(signal_id, other_id, reason: str, *, actor: Actor) -> SignalLink:
    """Say that two signals are about the same event or person; both stay. Refuses a signal the actor does
    not see in full.
    """
    # Locked in one order, so that two people who link the same two at once wait and do not block each other.
    first, second = [_locked(pk, Act.LINK) for pk in sorted([signal_id, other_id], key=str)]
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


def start_holding(signal_id, organisation_id, function, task, because, due, person=None) -> Holding:
    """Make a responsible holding, inside the running use case."""
    now = clock.now()
    return Holding.objects.create(
        signal_id=signal_id,
        organisation_id=organisation_id,
        function=function,
        role=HoldingRole.RESPONSIBLE,
        task=task,
        because=because,
        started_at=now,
        due_at=due,
        taken_up_at=now if person else None,
        taken_up_by=person,
    )


def end_holding(holding: Holding, reason: HoldingEnd) -> None:
    """End a holding with its reason, inside the running use case."""
    _end(holding, reason)


def moved(custody: Custody, state: CustodyState | None = None) -> None:
    """Count a change of the signal's custody, so that pages opened before know they are stale."""
    _moved(custody, state)


def _locked(signal_id, act: Act, seen_version: int | None = None) -> Custody:
    custody = queries.lock_visible(signal_id)
    _check(custody, act, seen_version)
    return custody


def _check(custody: Custody, act: Act, seen_version: int | None = None) -> None:
    if seen_version is not None and custody.version != seen_version:
        raise NotPossible(STALE)
    workflow.check(custody.state, act)


def _known(model, signal_id, key):
    """The row that this very form added before, on a double click or in a second tab."""
    return model.objects.filter(pk=key, signal_id=signal_id).first() if key else None


def _again(row, actor: Actor, action: Action):
    audit.record(actor, action, "signal", row.signal_id, repeated=True)
    return row


def _work_due(signal: Signal, holding: Holding):
    term = ACUTE_WORK_TERM if signal.acute else WORK_TERM
    return max(holding.due_at, clock.due_at(clock.now(), **term))


def _own_responsible(signal_id, actor: Actor) -> Holding:
    holding = queries.responsible_by(signal_id, actor)
    if holding is None:
        raise NotPossible(NOT_YOURS)
    return holding


def _speaking_function(signal_id, actor: Actor) -> str:
    holding = queries.held_by(signal_id, actor)
    return holding.function if holding else _holding_function(actor)


def _holding_function(actor: Actor) -> str:
    return next(
        (function for function in actor.functions if function not in ("reporter", "administrator")),
        "reporter",
    )


def _end(holding: Holding, reason: HoldingEnd) -> None:
    holding.ended_at, holding.end_reason = clock.now(), reason
    holding.save(update_fields=["ended_at", "end_reason"])


def _moved(custody: Custody, state: CustodyState | None = None) -> None:
    custody.version += 1
    custody.state = state or custody.state
    custody.save(update_fields=["version", "state"])


def _tell_everyone(
    signal: Signal, stage: Stage, actor: Actor, holding: Holding, outcome: str, word: str, override: str
) -> None:
    key = vault.data_key(signal.id) if word else None
    feedback.give(
        signal,
        stage,
        actor=actor,
        role=holding.function,
        detail=outcome,
        text=word,
        data_key=key,
        override=override,
    )
    earlier = (
        Holding.objects.filter(signal=signal, taken_up_by__isnull=False)
        .exclude(taken_up_by=actor.person_id)
        .values_list("taken_up_by", "organisation_id")
        .distinct()
    )
    for account_id, organisation_id in earlier:
        feedback.tell_earlier_link(
            signal,
            stage,
            actor=actor,
            account_id=account_id,
            organisation_id=organisation_id,
            role=holding.function,
            detail=outcome,
        )
