"""How reporters fare with each organisation (FB2): how many heard something, how soon, and who still waits.
Shown kindly.

It counts the signals the acting person may see; a regional function sees those of its region.
"""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Min, OuterRef, Subquery

from zicht.chain.custody.models import Holding
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.foundation.acts import clock

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Fares:
    """How reporters fare with one organisation over a year. `days`: the median of days until the first
    word; None without one.
    """

    organisation: str
    signals: int
    heard: int
    days: int | None
    waiting: int

    @property
    def share(self) -> int:
        return round(100 * self.heard / self.signals)

    @property
    def words(self) -> str:
        """What still waits, in words that do not blame."""
        if not self.waiting:
            return "iedereen hoorde iets"
        return (
            "1 melder wacht nog op een bericht"
            if self.waiting == 1
            else f"{self.waiting} melders wachten nog op een bericht"
        )


def by_organisation() -> list[Fares]:
    """Return how reporters fare per organisation that was responsible in the past year, in one query; who
    waits most first."""
    told = Feedback.objects.filter(signal=OuterRef("signal_id"), recipient=Recipient.REPORTER).exclude(
        stage=Stage.RECEIVED
    )
    first = told.order_by().values("signal_id").annotate(first=Min("given_on")).values("first")
    rows = (
        Holding.objects.filter(role=HoldingRole.RESPONSIBLE, started_at__gte=clock.now() - YEAR)
        .annotate(first=Subquery(first))
        .values_list(
            "organisation__name", "signal_id", "signal__received_on", "first", "signal__custody__state"
        )
        .distinct()
    )
    found: dict[str, list] = {}
    for name, _, received, heard, state in rows:
        found.setdefault(name, []).append((received, heard, state == CustodyState.OPEN))
    fares = [_fares(name, signals) for name, signals in found.items()]
    return sorted(fares, key=lambda one: (-one.waiting, one.organisation))


def _fares(name: str, signals: list) -> Fares:
    delays = [(heard - received).days for received, heard, _ in signals if heard]
    waiting = sum(1 for _, heard, still_open in signals if still_open and heard is None)
    return Fares(name, len(signals), len(delays), round(median(delays)) if delays else None, waiting)
