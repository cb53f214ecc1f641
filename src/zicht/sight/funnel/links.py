"""Which link would bring most signals through: the attrition method over the facts of the funnel.

A signal goes from received to taken up, to assessed, to its outcome. A link is one of these steps at one
kind of organisation. What waits longer than `SILENT_DAYS` counts as silently lost at that link.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.methods import attrition
from zicht.methods.attrition import Ends, Event, LogError
from zicht.sight.funnel.models import SignalFact

SILENT_DAYS = 30
FEWEST = 30
DRAWS = 500
MOST = 20_000
"""Signals that are looked at, the newest; more would not sharpen the answer and would slow the page."""
ENDS = Ends(help=frozenset({"acted"}), register=frozenset({"registered"}), closed=frozenset({"closed"}))
ENDING = {"registered": "registered", "no_further_leads": "closed", "not_trafficking": "closed"}
RECEIVED, TAKEN_UP, ASSESSED = "oppakken", "duiden", "afronden"
STEP_NAMES = {RECEIVED: "Oppakken", TAKEN_UP: "Duiden", ASSESSED: "Afronden"}


def analysed(region: str = "", *, as_of: datetime) -> attrition.Report | None:
    """Return the analysis of the signals of a region, or of all; None when there are too few to say
    anything."""
    facts = SignalFact.objects.filter(region_code=region) if region else SignalFact.objects.all()
    events = [event for fact in facts.order_by("-received_on")[:MOST] for event in _events(fact)]
    if sum(not event.source for event in events) < FEWEST:
        return None
    try:
        return attrition.analyse(
            events, ends=ENDS, by="kind", silent_after=timedelta(days=SILENT_DAYS), as_of=as_of, draws=DRAWS
        )
    except LogError:
        return None


def _events(fact: SignalFact) -> Iterator[Event]:
    at = datetime.combine(fact.received_on, time(), UTC)
    last, kind = RECEIVED, _kind(fact.first_kind)
    yield Event(str(fact.pk), "", last, at)
    later = at + timedelta(hours=fact.hours_to_taken_up or 0)
    for reached, step in ((fact.hours_to_taken_up is not None, TAKEN_UP), (fact.assessed, ASSESSED)):
        if reached:
            yield Event(str(fact.pk), last, step, later, {"kind": kind})
            last, kind = step, _kind(fact.holder_kind or fact.first_kind)
    if fact.outcome or fact.registered:
        ending = "registered" if fact.registered else ENDING.get(fact.outcome, "acted")
        closed = max(later, at + timedelta(hours=fact.hours_to_closed or 0))
        yield Event(str(fact.pk), last, ending, closed, {"kind": kind})


def _kind(code: str) -> str:
    return OrganisationKind(code).label if code in OrganisationKind.values else "Onbekend"
