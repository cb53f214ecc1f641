"""Holding a signal: taking it up, finishing with it, opening it again."""

import uuid

from zicht.chain.custody import queries, workflow
from zicht.chain.custody.models import Closure, Holding, Reopening
from zicht.chain.custody.services.steps import (
    again,
    check,
    end_holding,
    holding_function,
    locked,
    moved,
    own_responsible,
    start_holding,
)
from zicht.chain.custody.vocabulary import CustodyState, HoldingEnd, HoldingRole, Task
from zicht.chain.custody.workflow import Act
from zicht.chain.feedback import services as feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.once import already
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import services as vault

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
    custody = locked(signal_id, Act.TAKE_UP)
    holding = own_responsible(signal_id, actor)
    if holding.taken_up_at is None:
        holding.taken_up_at, holding.taken_up_by = clock.now(), actor.person_id
        holding.due_at, holding.overdue_since = _work_due(custody.signal, holding), None
        holding.save(update_fields=["taken_up_at", "taken_up_by", "due_at", "overdue_since"])
        feedback.give(custody.signal, Stage.TAKEN_UP, actor=actor, role=holding.function)
        moved(custody)
    audit.record(actor, Action.HOLDING_TAKEN_UP, "signal", signal_id)
    return holding


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
    state after."""
    custody = queries.lock_visible(signal_id)
    if already(Closure, key, signal_id=signal_id):
        again(custody, actor, Action.SIGNAL_CLOSED)
        return CustodyState(custody.state)
    check(custody, Act.FINISH, seen_version)
    holding = own_responsible(signal_id, actor)
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
    end_holding(holding, HoldingEnd.CLOSED)
    stage = Stage.DONE if outcome in GOOD_OUTCOMES else Stage.NOT_DONE
    _tell_everyone(custody.signal, stage, actor, holding, outcome, word, override)
    moved(custody, workflow.after_finishing(others))
    audit.record(actor, Action.SIGNAL_CLOSED, "signal", signal_id, outcome=outcome, last=not others)
    return CustodyState(custody.state)


@use_case
def reopen(signal_id, reason: str, key: uuid.UUID | None = None, *, actor: Actor) -> Holding:
    """Open a closed signal again; whoever opens it is responsible from now on."""
    custody = queries.lock_visible(signal_id)
    if already(Reopening, key, signal_id=signal_id):
        return again(own_responsible(signal_id, actor), actor, Action.SIGNAL_REOPENED)
    check(custody, Act.REOPEN)
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
        end_holding(informed, HoldingEnd.CLOSED)
    holding = start_holding(
        signal_id,
        actor.organisation_id,
        holding_function(actor),
        Task.ASSESS,
        "U hebt dit signaal opnieuw geopend.",
        clock.due_at(clock.now(), **REOPENED_TERM),
        person=actor.person_id,
    )
    feedback.give(custody.signal, Stage.REOPENED, actor=actor, role=holding.function)
    moved(custody, CustodyState.OPEN)
    audit.record(actor, Action.SIGNAL_REOPENED, "signal", signal_id)
    return holding


def _work_due(signal: Signal, holding: Holding):
    term = ACUTE_WORK_TERM if signal.acute else WORK_TERM
    return max(holding.due_at, clock.due_at(clock.now(), **term))


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
