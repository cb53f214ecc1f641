"""Notifications that hold as cases, and as a file in the international standard. Opens names: only for who
may see them.
"""

import csv
import io
from collections.abc import Iterator

from zicht.casework.register.delivering import htcds
from zicht.casework.register.delivering.htcds import Case
from zicht.casework.register.duties import queries as duties
from zicht.casework.register.models import Notification
from zicht.casework.register.notifying import facts
from zicht.casework.register.persons import identity as identities
from zicht.casework.register.persons import words
from zicht.foundation.access import Actor, use_case
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import services as vault
from zicht.reference import htcds as standard

AT_ONCE = 500


@use_case
def export(*, actor: Actor, year: int | None = None, organisation_id=None) -> tuple[str, int]:
    """Return the visible notifications that hold as CSV in the standard, and how many. Who took what is on
    record."""
    text = io.StringIO()
    writer = csv.DictWriter(text, htcds.COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for case in cases(chosen(year, organisation_id)):
        writer.writerow(htcds.row_of(case))
        count += 1
    audit.record(actor, Action.EXPORTED, "notification", "", format="htcds", count=count, year=year or 0)
    return text.getvalue(), count


def chosen(year: int | None = None, organisation_id=None):
    """Return the visible notifications that were not corrected, in order of day."""
    rows = duties.current_notifications().select_related("victim", "organisation", "municipality")
    if year:
        rows = rows.filter(notified_on__year=year)
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    return rows.order_by("notified_on", "id")


def cases(rows) -> Iterator[Case]:
    """Return notifications as cases; of a person whose key is gone, nothing."""
    some: list[Notification] = []
    for row in rows.iterator(AT_ONCE):
        some.append(row)
        if len(some) == AT_ONCE:
            yield from _opened(some)
            some = []
    yield from _opened(some)


def unmapped() -> list[str]:
    """Return the fields of the standard for which the register has nothing."""
    return [name for name in standard.fields() if name not in htcds.MAPPED]


def _opened(rows: list[Notification]) -> Iterator[Case]:
    keys = vault.data_keys({row.victim_id for row in rows})
    for row in rows:
        if row.victim_id in keys:
            key, victim = keys[row.victim_id], row.victim
            yield Case(
                victim.reference,
                identities.opened(key, victim.pk, victim.identity),
                facts.facts_of(row, key),
                row.notified_on,
                row.municipality.name if row.municipality_id else "",
                row.organisation.name,
                row.organisation.kind,
                tuple(words.still_missing(victim, row)),
            )
