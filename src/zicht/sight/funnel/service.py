"""Reading the funnel: how many signals reached each step, how long it took, and where they stand still."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True)
class Funnel:
    """One funnel. `steps`: (key, label, count); `outcomes` and `waiting`: counts by code; medians in hours, None without cases."""

    steps: list[tuple[str, str, int]]
    outcomes: dict[str, int]
    waiting: dict[str, int]
    overdue: int
    silent_loss: int
    median_taken_up: float | None
    median_closed: float | None


def funnel(
    *,
    region: str | None = None,
    form: str | None = None,
    channel: str | None = None,
    since: date | None = None,
) -> Funnel:
    """Return the funnel of the signals that match; everything for an empty question."""
    where, values = _where(region=region, form=form, channel=channel, since=since)
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for _, _, condition in STEPS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {counts}, count(*) FILTER (WHERE overdue),
                count(*) FILTER (WHERE suspected AND NOT decided AND NOT registered AND outcome <> ''),
                percentile_cont(0.5) WITHIN GROUP (ORDER BY hours_to_taken_up),
                percentile_cont(0.5) WITHIN GROUP (ORDER BY hours_to_closed) FROM funnel_signalfact WHERE {where}""",
            values,
        )
        row = cursor.fetchone()
    reached = [(key, label, number) for (key, label, _), number in zip(STEPS, row, strict=False)]
    return Funnel(
        reached,
        _by("outcome", f"outcome <> '' AND {where}", values),
        _by("holder_kind", f"outcome = '' AND {where}", values),
        *row[len(STEPS) :],
    )


def _by(column: str, where: str, values: list) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column}, count(*) FROM funnel_signalfact WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1",
            values,
        )
        return dict(cursor.fetchall())


def _where(*, region, form, channel, since) -> tuple[str, list]:
    asked = {
        "region_code = %s": region,
        "form = %s": form,
        "channel = %s": channel,
        "received_on >= %s": since,
    }
    chosen = {condition: value for condition, value in asked.items() if value}
    return " AND ".join(["true", *chosen]), list(chosen.values())
