"""What is due: which signals and persons are past their term today. Runs in the worker.

A signal counts from its last closure, an open one never falls due. A person counts from the last of
registration, notifications and closures of the signals the person appears in, and never falls due while
one of those is open. Planned work counts from its last day; work on a signal goes with that signal too.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from zicht.casework.retention.models import RetentionTerm
from zicht.casework.retention.vocabulary import Category, Step

LAST_CLOSED = """SELECT c.signal_id, max(k.at AT TIME ZONE 'Europe/Amsterdam')::date AS day
    FROM custody_custody c
    JOIN custody_closure k ON k.signal_id = c.signal_id WHERE c.state = 'closed' GROUP BY c.signal_id"""
SIGNALS = f"""SELECT 'signal', s.id, CASE WHEN s.reporter_kind = 'police_officer'
    OR o.kind IN ('police', 'kmar')
        THEN 'police_data' ELSE 'report' END, closed.day
    FROM ({LAST_CLOSED}) closed JOIN signals_signal s ON s.id = closed.signal_id
    LEFT JOIN organisations_organisation o ON o.id = s.source_organisation_id"""
VICTIMS = f"""SELECT 'victim', v.id, 'victim', greatest(v.registered_on, max(n.notified_on), max(closed.day))
    FROM register_presumedvictim v LEFT JOIN register_notification n ON n.victim_id = v.id
    LEFT JOIN register_victimsignal l ON l.victim_id = v.id LEFT
        JOIN ({LAST_CLOSED}) closed ON closed.signal_id = l.signal_id
    WHERE NOT EXISTS (SELECT 1 FROM register_victimsignal o
        JOIN custody_custody c ON c.signal_id = o.signal_id
        WHERE o.victim_id = v.id AND c.state = 'open') GROUP BY v.id"""
WORK = """SELECT 'work', w.id, 'work', least((w.ended_at AT TIME ZONE 'Europe/Amsterdam')::date, w.ends_on)
    FROM deconfliction_work w WHERE w.kind <> 'signal' AND w.body IS NOT NULL"""
DUE = f"""SELECT x.* FROM ({SIGNALS} UNION ALL {VICTIMS} UNION ALL {WORK}) AS x (kind, id, category, day)
    WHERE x.category = %s AND x.day <= %s AND NOT EXISTS (
        SELECT 1 FROM retention_tombstone t WHERE t.subject_id = x.id AND t.step = ANY (%s))
            ORDER BY x.day, x.id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Due:
    """One subject past its term, with the step to take."""

    kind: str
    id: UUID
    category: str
    counted_from: date
    due_on: date
    step: Step
    basis: str


def terms(today: date) -> dict[str, RetentionTerm]:
    """Return the term of each category as it holds today."""
    rows = RetentionTerm.objects.filter(valid_from__lte=today).order_by("category", "valid_from")
    return {row.category: row for row in rows}


def due(today: date, most: int) -> list[Due]:
    """Return what is past its term: what must be destroyed first, then what is only to be kept from now
    on."""
    found: list[Due] = []
    for step, name, done in (
        (Step.DESTROY, "destroy_after_days", [Step.DESTROY]),
        (Step.RESTRICT, "restrict_after_days", [Step.DESTROY, Step.RESTRICT]),
    ):
        for category, term in terms(today).items():
            days = getattr(term, name)
            if days is not None and len(found) < most:
                found += _past(Category(category), term, step, days, done, today, most - len(found))
    return found


def _past(category, term, step, days: int, done: list, today: date, most: int) -> list[Due]:
    values = [category, today - timedelta(days=days), [str(each) for each in done], most]
    with connection.cursor() as cursor:
        cursor.execute(DUE, values)
        return [
            Due(kind, key, category, day, day + timedelta(days=days), step, term.basis)
            for kind, key, category, day in cursor.fetchall()
        ]
