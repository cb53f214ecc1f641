"""When a term runs out: a friendly reminder, then the deputy, then the next level. The signal never falls
silent.

What ran over its time goes on counting as such until someone takes it up. Terms and people are data; this
room only asks the clock. Levels: 0 the holder itself, 1 the deputies of the function, 2 the chain director
of the region (for national functions the national fallback desk) becomes responsible beside the holder.
"""

from datetime import datetime

from zicht.chain.agreements.vocabulary import LegalBasis, Level
from zicht.chain.custody.models import Holding
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole, Task
from zicht.chain.grants import services as grants
from zicht.chain.routes.country import country
from zicht.foundation.access import SYSTEM, Actor
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

DEPUTY, NEXT_LEVEL = 1, 2
TERM_AT_LEVEL = {DEPUTY: {"working_days": 1}, NEXT_LEVEL: {"working_days": 2}}
ACUTE_TERM = {"hours": 1}
NEXT_FUNCTIONS = ("chain_director", "fallback_desk")
BATCH = 500


def watch(*, actor: Actor = SYSTEM) -> dict[str, int]:
    """Remind and escalate whatever is due now; return the counts. Repeatable: a second run finds nothing
    more to do."""
    return {"reminded": _remind(actor), "escalated": _escalate(actor)}


def due_holdings(moment: datetime):
    """Return running responsible holdings of open signals whose term has run out, the longest first."""
    return _waiting().filter(due_at__lte=moment, escalation__lt=NEXT_LEVEL).order_by("due_at")


def _waiting():
    return Holding.objects.filter(
        ended_at__isnull=True, role=HoldingRole.RESPONSIBLE, signal__custody__state=CustodyState.OPEN
    ).select_related("signal__custody", "organisation")


def _locked(holdings) -> list[Holding]:
    """Lock up to a batch of holdings with the custody of their signals; what someone is working on waits for
    the next round.

    The watch changes many signals in one transaction and people one: it takes all it will change before it
    begins, waiting for nobody, or it and a person could each hold what the other needs."""
    return list(holdings.select_for_update(of=("self", "signal__custody"), skip_locked=True)[:BATCH])


def _remind(actor: Actor) -> int:
    now = clock.now()
    waiting = _waiting().filter(reminded_at__isnull=True, due_at__gt=now).order_by("due_at")
    terms = waiting.values_list("pk", "started_at", "due_at")[:BATCH]
    near = _locked(waiting.filter(pk__in=[pk for pk, *term in terms if clock.remind_at(*term) <= now]))
    for holding in near:
        holding.reminded_at = now
        holding.save(update_fields=["reminded_at"])
    audit.record_many(actor, Action.HOLDING_REMINDED, [("signal", holding.signal_id) for holding in near])
    return len(near)


def _escalate(actor: Actor) -> int:
    late = _locked(due_holdings(clock.now()))
    for holding in late:
        _one_level_up(holding)
    audit.record_many(actor, Action.HOLDING_ESCALATED, [("signal", holding.signal_id) for holding in late])
    return len(late)


def _one_level_up(holding: Holding) -> None:
    holding.escalation += 1
    holding.overdue_since = holding.agreed_until
    if holding.escalation == NEXT_LEVEL:
        _bring_in_next(holding)
    term = ACUTE_TERM if holding.signal.acute else TERM_AT_LEVEL[holding.escalation]
    if holding.escalation < NEXT_LEVEL:
        holding.due_at = clock.due_at(clock.now(), **term)
    holding.save(update_fields=["escalation", "due_at", "overdue_since"])


def _bring_in_next(holding: Holding) -> None:
    """The next level becomes responsible beside the holder: two see it, nobody is passed over."""
    recipients = country().recipients(holding.signal.municipality_id)
    for function in NEXT_FUNCTIONS:
        recipient = recipients.get(function)
        if recipient and recipient.staffed and str(recipient.organisation_id) != str(holding.organisation_id):
            _add_responsible(holding, recipient.organisation_id, function)
            return


def _add_responsible(holding: Holding, organisation_id, function: str) -> None:
    signal, now = holding.signal, clock.now()
    because = (
        f"{holding.organisation.name} kwam er in de afgesproken tijd niet aan toe; u kijkt mee hoe het verder"
        " kan."
    )
    term = ACUTE_TERM if signal.acute else TERM_AT_LEVEL[NEXT_LEVEL]
    due = clock.due_at(now, **term)
    current = (
        Holding.objects.select_for_update()
        .filter(signal=signal, organisation_id=organisation_id, function=function, ended_at__isnull=True)
        .first()
    )
    if current and current.role == HoldingRole.RESPONSIBLE:
        return
    if current:
        current.role, current.due_at, current.task, current.because = (
            HoldingRole.RESPONSIBLE,
            due,
            Task.GUARD,
            because,
        )
        current.save(update_fields=["role", "due_at", "task", "because"])
        return
    Holding.objects.create(
        signal=signal,
        organisation_id=organisation_id,
        function=function,
        role=HoldingRole.RESPONSIBLE,
        task=Task.GUARD,
        because=because,
        started_at=now,
        due_at=due,
    )
    grants.give(
        signal, organisation_id, function, Level.FULL, LegalBasis.ROUTE, because=because, actor=SYSTEM
    )
