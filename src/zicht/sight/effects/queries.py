"""Counting signals per month in some municipalities and in the others of the region, and asking the
method.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from zicht.methods import effects
from zicht.sight.funnel.models import SignalFact

MOST_MONTHS = 36


@dataclass(frozen=True)
class Answer:
    """`months`: (first day, signals there, signals in the other municipalities), the oldest first."""

    effect: effects.Effect
    months: list[tuple[date, int, int]]
    start: int


def months_with_signals(until: date) -> list[date]:
    """Return every month from the first visible signal up to the last that has ended, at most three years."""
    first = SignalFact.objects.order_by("received_on").values_list("received_on", flat=True).first()
    found = []
    month = until.replace(day=1)
    while first and len(found) < MOST_MONTHS and (month := _before(month)) >= first.replace(day=1):
        found.append(month)
    return found[::-1]


def answer(places: set[str], began: date, until: date) -> Answer:
    """Return what changed in `places` from the month `began` on, compared with all other visible
    municipalities."""
    months = months_with_signals(until)
    counted = _counted(months, places)
    rows = [(month, counted[month, True], counted[month, False]) for month in months]
    start = sum(month < began for month in months)
    effect = effects.effect_of([own for _, own, _ in rows], start, [other for _, _, other in rows])
    return Answer(effect, rows, start)


def _counted(months: list[date], places: set[str]) -> Counter:
    facts = SignalFact.objects.filter(received_on__gte=months[0]) if months else SignalFact.objects.none()
    rows = (
        facts.annotate(month=TruncMonth("received_on"))
        .values_list("month", "municipality_code")
        .annotate(n=Count("pk"))
    )
    counted: Counter = Counter()
    for month, place, number in rows:
        counted[month, place in places] += number
    return counted


def _before(month: date) -> date:
    return date(month.year - (month.month == 1), month.month - 1 or 12, 1)
