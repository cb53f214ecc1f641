"""The work of the acting person: running holdings of open signals, counted and in pages, the most urgent
first.

`sec.my_work()` finds them all; what is shown is read under row-level security, with a look at the grant.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from zicht.chain.custody.models import Holding
from zicht.foundation.acts import clock


class Part(StrEnum):
    """The parts in which the work can be looked at."""

    RESPONSIBLE = "responsible"
    ACUTE = "acute"
    OVER = "over"
    WAITING = "waiting"
    NOWHERE = "nowhere"
    INFORMED = "informed"


CONDITIONS = {
    Part.RESPONSIBLE: "role = 'responsible'",
    Part.ACUTE: "role = 'responsible' AND acute",
    Part.OVER: "role = 'responsible' AND agreed_until < %(now)s",
    Part.WAITING: "role = 'responsible' AND taken_up_at IS NULL",
    Part.NOWHERE: "role = 'responsible' AND nowhere",
    Part.INFORMED: "role = 'informed'",
}
MOST_URGENT_FIRST, NEWEST_FIRST = "acute DESC, agreed_until, holding_id", "started_at DESC, holding_id"


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of one part of the work."""

    part: Part
    most: int
    skip: int = 0


def look(*windows: Window) -> tuple[dict[str, int], list[list[Holding]]]:
    """Return how much there is in each part, and the holdings of each window in its order, in two queries."""
    counts, placed = _found(windows)
    rows = Holding.objects.select_related("signal", "signal__municipality").in_bulk(
        [key for _, key in placed]
    )
    return counts, [
        [rows[key] for place, key in placed if place == at and key in rows] for at in range(len(windows))
    ]


def _found(windows) -> tuple[dict[str, int], list[tuple[int, object]]]:
    """The counts, and the ids of all windows, each with the number of its window."""
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS.values())
    pieces, values = [f"SELECT -1, NULL::uuid, ARRAY[{counted}] FROM work"], {"now": clock.now()}
    for at, window in enumerate(windows):
        order = NEWEST_FIRST if window.part is Part.INFORMED else MOST_URGENT_FIRST
        pieces.append(
            f"(SELECT {at}, holding_id, NULL::bigint[] FROM work WHERE {CONDITIONS[window.part]}"
            f" ORDER BY {order} LIMIT %(most{at})s OFFSET %(skip{at})s)"
        )
        values |= {f"most{at}": window.most, f"skip{at}": window.skip}
    with connection.cursor() as cursor:
        union = " UNION ALL ".join(pieces)
        cursor.execute(f"WITH work AS MATERIALIZED (SELECT * FROM sec.my_work()) {union}", values)
        (_, _, counts), *placed = cursor.fetchall()
    return dict(zip(CONDITIONS, counts, strict=True)), [(at, key) for at, key, _ in placed]
