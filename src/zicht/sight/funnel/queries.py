"""Reading the funnel: how many signals reached each step, how long it took, and where they stand still."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db import connection

STEPS = (
    ("received", "Signalen", "true"),
    ("taken_up", "Opgepakt", "hours_to_taken_up IS NOT NULL"),
    ("assessed", "Geduid", "assessed"),
    ("regional_core", "Bij de regionale kern", "regional_core"),
    ("decided", "Besluit over melden", "decided OR registered"),
    ("registered", "Gemeld bij CoMensha", "registered"),
    ("closed", "Afgesloten met reden", "outcome <> ''"),
    ("heard", "Melder hoorde iets", "heard"),
)
WAY = ("received", "taken_up", "assessed", "decided", "registered")
"""The steps of the process map, one after the other."""
# More than nothing was seen, it is over, and nobody recorded whether it is reported to CoMensha.
SILENT = "suspected AND NOT decided AND NOT registered AND outcome <> ''"

STANDING_BY = {
    "holder_kind": "holder_kind",
    "municipality": "(SELECT short_name FROM organisations_municipality m WHERE m.code = municipality_code)",
}


@dataclass(frozen=True)
class Stop:
    """Signals that reached a step of `WAY` and not the next: closed by now, or still open."""

    ended: int
    waiting: int


@dataclass(frozen=True)
class Funnel:
    """One funnel. `steps`: (key, label, count); `stops`: for each step of `WAY` but the last; `outcomes` and
    `waiting`: counts by code; medians in hours, None without cases;
    `counted_at`: when the facts were counted, None without signals.

    `silent_loss`: closed with a suspicion and without a decision on reporting; `each_other`: the same
    while several organisations were at work, so that each may have thought that another reported;
    `left_to_other`: someone recorded that another organisation reports, and no notification came.
    """

    steps: list[tuple[str, str, int]]
    stops: list[Stop]
    outcomes: dict[str, int]
    waiting: dict[str, int]
    overdue: int
    silent_loss: int
    each_other: int
    left_to_other: int
    median_taken_up: float | None
    median_closed: float | None
    counted_at: datetime | None


def funnel(
    *,
    region: str | None = None,
    form: str | None = None,
    channel: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Funnel:
    """Return the funnel of the signals that match; everything for an empty question. `until` is not
    included."""
    where, values = _where(region=region, form=form, channel=channel, since=since, until=until)
    counts = ", ".join(
        f"count(*) FILTER (WHERE {condition})" for condition in [*(step[2] for step in STEPS), *_stopped()]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {counts}, count(*) FILTER (WHERE overdue),
                count(*) FILTER (WHERE {SILENT}), count(*) FILTER (WHERE {SILENT} AND several_at_work),
                count(*) FILTER (WHERE left_to_other AND NOT registered),
                percentile_cont(0.5) WITHIN GROUP (ORDER BY hours_to_taken_up),
                percentile_cont(0.5) WITHIN GROUP (ORDER BY hours_to_closed), max(counted_at)
                FROM funnel_signalfact
                    WHERE {where}""",
            values,
        )
        row = cursor.fetchone()
    reached = [(key, label, number) for (key, label, _), number in zip(STEPS, row, strict=False)]
    until_here = len(STEPS) + 2 * (len(WAY) - 1)
    stops = [Stop(*row[at : at + 2]) for at in range(len(STEPS), until_here, 2)]
    return Funnel(reached, stops, *_ends_and_waits(where, values), *row[until_here:])


def _stopped() -> list[str]:
    """The conditions of each `Stop`, in order."""
    reached = {key: condition for key, _, condition in STEPS}
    pairs = [f"({reached[one]}) AND NOT ({reached[other]}) AND outcome" for one, other in pairwise(WAY)]
    return [f"{pair} {sign} ''" for pair in pairs for sign in ("<>", "=")]


@dataclass(frozen=True)
class Standing:
    """Open signals at one kind of organisation, or of one municipality. `oldest`: when the first of them
    came in.
    """

    key: str | None
    open: int
    untouched: int
    unassessed: int
    overdue: int
    oldest: date


def standing(**question) -> dict[str, list[Standing]]:
    """Return where signals stand still now, most first: by "holder_kind" and by "municipality" (by name),
    in one query."""
    where, values = _where(**question)
    parts = [
        f"""SELECT '{by}', {key}, count(*) AS open,
            count(*) FILTER (WHERE untouched) AS untouched,
            count(*) FILTER (WHERE NOT assessed), count(*) FILTER (WHERE overdue) AS over, min(received_on)
            FROM funnel_signalfact WHERE outcome = '' AND {where} GROUP BY 2"""
        for by, key in STANDING_BY.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{' UNION ALL '.join(parts)} ORDER BY over DESC, untouched DESC, open DESC, 2",
            values * len(parts),
        )
        rows = cursor.fetchall()
    return {by: [Standing(*row) for name, *row in rows if name == by] for by in STANDING_BY}


def _ends_and_waits(where: str, values: list) -> tuple[dict[str, int], dict[str, int]]:
    """Outcomes of closed signals, and who holds the open ones; most first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT outcome <> '', CASE WHEN outcome = '' THEN holder_kind ELSE outcome END, count(*)
                FROM funnel_signalfact WHERE {where} GROUP BY 1, 2 ORDER BY 3 DESC, 2""",
            values,
        )
        rows = cursor.fetchall()
    return {code: n for ended, code, n in rows if ended}, {code: n for ended, code, n in rows if not ended}


def _where(*, region=None, form=None, channel=None, since=None, until=None) -> tuple[str, list]:
    asked = {
        "region_code = %s": region,
        "form = %s": form,
        "channel = %s": channel,
        "received_on >= %s": since,
        "received_on < %s": until,
    }
    chosen = {condition: value for condition, value in asked.items() if value}
    return " AND ".join(["true", *chosen]), list(chosen.values())
