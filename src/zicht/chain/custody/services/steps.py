"""Steps that the acts of custody share, each inside the running use case."""

from zicht.chain.custody import queries, workflow
from zicht.chain.custody.models import Custody, Holding
from zicht.chain.custody.vocabulary import CustodyState, HoldingEnd, HoldingRole
from zicht.chain.custody.workflow import Act
from zicht.foundation.access import Actor
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

STALE = "Iemand anders heeft dit signaal intussen veranderd. Kijk eerst wat er nieuw is; uw tekst is bewaard."
NOT_YOURS = "U bent hier niet aan zet. U kunt wel uw waarneming of oordeel toevoegen."


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
    """End a holding with its reason."""
    holding.ended_at, holding.end_reason = clock.now(), reason
    holding.save(update_fields=["ended_at", "end_reason"])


def moved(custody: Custody, state: CustodyState | None = None) -> None:
    """Count a change of the signal's custody, so that pages opened before know they are stale."""
    custody.version += 1
    custody.state = state or custody.state
    custody.save(update_fields=["version", "state"])


def locked(signal_id, act: Act, seen_version: int | None = None) -> Custody:
    """Return the custody of a signal, locked, when the act fits its state."""
    custody = queries.lock_visible(signal_id)
    check(custody, act, seen_version)
    return custody


def check(custody: Custody, act: Act, seen_version: int | None = None) -> None:
    """Refuse a page that is stale, and an act that does not fit the state."""
    if seen_version is not None and custody.version != seen_version:
        raise NotPossible(STALE)
    workflow.check(custody.state, act)


def again(row, actor: Actor, action: Action):
    """Put on record that a form was sent a second time; return what it added the first time."""
    audit.record(actor, action, "signal", row.signal_id, repeated=True)
    return row


def own_responsible(signal_id, actor: Actor) -> Holding:
    """Return the actor's own responsible holding. Refuses who is not responsible."""
    holding = queries.responsible_by(signal_id, actor)
    if holding is None:
        raise NotPossible(NOT_YOURS)
    return holding


def speaking_function(signal_id, actor: Actor) -> str:
    """Return the function in which the actor speaks about a signal."""
    holding = queries.held_by(signal_id, actor)
    return holding.function if holding else holding_function(actor)


def holding_function(actor: Actor) -> str:
    """Return the function in which the actor can hold a signal."""
    return next(
        (function for function in actor.functions if function not in ("reporter", "administrator")),
        "reporter",
    )
