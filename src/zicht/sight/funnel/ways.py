"""The real way of signals beside the published route: who was responsible first, as the route said, and
who came after.
"""

from collections import Counter
from dataclasses import dataclass

from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.sight.funnel.models import SignalFact

MOST_WAYS = 10
NOBODY = "Blijft daar"


@dataclass(frozen=True)
class Way:
    """`by_route`: who was responsible at once, by the published route; `after`: who came after, stage by
    stage.

    `registered`: how many of these signals reached the register; `open`: how many are open.
    """

    by_route: str
    after: str
    signals: int
    registered: int
    open: int


def ways(**filters) -> list[Way]:
    """Return the ways that signals really went, most used first; what is used least is taken together."""
    rows = SignalFact.objects.filter(**filters).values_list("way", "registered", "outcome")
    counted: Counter = Counter()
    registered: Counter = Counter()
    still_open: Counter = Counter()
    for way, reached, outcome in rows.iterator():
        key = _stages(way)
        counted[key] += 1
        registered[key] += reached
        still_open[key] += not outcome
    return [
        Way(first, after, number, registered[first, after], still_open[first, after])
        for (first, after), number in counted.most_common(MOST_WAYS)
    ]


def _stages(way: list[str]) -> tuple[str, str]:
    """The first stage, and what came after; the same kinds again are one stage."""
    named = [_named(stage) for at, stage in enumerate(way) if at == 0 or stage != way[at - 1]]
    return (named[0] if named else "Onbekend", ", dan ".join(named[1:]) or NOBODY)


def _named(stage: str) -> str:
    return " en ".join(
        OrganisationKind(kind).label if kind in OrganisationKind.values else kind for kind in stage.split("+")
    )
