"""Reading the log for the data-protection officer, through functions of PostgreSQL that look at who is
acting.

Events of the own organisation come with the person. On a signal or file that the own organisation has, or
had, in hand those of other organisations come along too, with their function but without the person: who
that was, only they can tell.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection

from zicht.casework.oversight import words
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts.clock import AMSTERDAM
from zicht.foundation.database.reading import named_rows
from zicht.foundation.organisations.models import FunctionAssignment, Organisation

PAGE = 50
COLUMNS = (
    "id",
    "at",
    "action",
    "kind",
    "outcome",
    "organisation_id",
    "person_id",
    "functions",
    "purpose",
    "channel",
    "object_kind",
    "object_id",
    "basis",
    "grant_id",
)


@dataclass(slots=True)
class Event:
    """One event in the words of NEN 7513: who, in which function, for which organisation, what, on what,
    why, with what result.
    """

    id: int
    at: datetime
    action: str
    kind: str
    outcome: str
    organisation_id: uuid.UUID
    person_id: uuid.UUID | None
    functions: str
    purpose: str
    channel: str
    object_kind: str
    object_id: str
    basis: str
    grant_id: uuid.UUID | None
    organisation: str = ""
    person: str = ""

    @property
    def what(self) -> str:
        return words.action(self.action, self.kind)

    @property
    def why(self) -> str:
        return words.why(self.purpose, self.basis)

    @property
    def who(self) -> str:
        return ", ".join(
            part for part in (self.person, words.functions(self.functions), self.organisation) if part
        )

    @property
    def by_a_person(self) -> bool:
        """Whether somebody with an account did it; an anonymous reporter is nobody."""
        return self.person_id is not None and self.person_id.int != 0

    @property
    def of_the_day(self) -> bool:
        """Whether only the day is known: of an anonymous reporter no moment is kept."""
        return not self.by_a_person and self.at.astimezone(AMSTERDAM).time() == time.min

    @property
    def on(self) -> str:
        return words.subject(self.object_kind)


@dataclass(frozen=True)
class Subject:
    """A signal or file the officer accounts for."""

    kind: str
    id: uuid.UUID
    reference: str


def find_subject(reference: str) -> Subject | None:
    """Return the signal or presumed victim with this reference, when the own organisation has or had it in
    hand."""
    wanted = reference.strip().upper()
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, id FROM sec.log_subject(%s)", [wanted])
        row = cursor.fetchone()
    return Subject(row[0], row[1], wanted) if row else None


def search(wanted: dict, before: int | None = None, most: int = PAGE) -> tuple[list[Event], int | None]:
    """Return a page of events, newest first, and the mark of the next page or None. `wanted`: see
    `sec.search_log`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(COLUMNS)} FROM sec.search_log(%s::jsonb, %s, %s)",
            [json.dumps(wanted, default=str), before, most + 1],
        )
        events = [Event(*row) for row in cursor.fetchall()]
    shown = events[:most]
    _name(shown)
    return shown, (shown[-1].id if len(events) > most else None)


def one(event_id: int) -> Event | None:
    """Return one event of the own organisation; None for any other."""
    events, _ = search({"event": event_id}, most=1)
    return events[0] if events and events[0].by_a_person else None


def period(since: date | None, until: date | None) -> dict:
    """Return a period of whole days (Amsterdam) as `search` takes it."""
    start = since and datetime.combine(since, time.min, AMSTERDAM)
    end = until and datetime.combine(until + timedelta(days=1), time.min, AMSTERDAM)
    return {name: moment.isoformat() for name, moment in (("since", start), ("until", end)) if moment}


def shared_with(subject: Subject) -> list[dict]:
    """Return with which functions of which organisations the subject was shared, on which basis, from when
    until when."""
    names = ("organisation_id", "function", "level", "basis", "purpose", "granted_on", "until", "ended_at")
    found = named_rows(f"SELECT {', '.join(names)} FROM sec.log_shared_with(%s)", [subject.id])
    organisations = Organisation.objects.in_bulk({row["organisation_id"] for row in found})
    return [row | {"organisation": organisations[row["organisation_id"]]} for row in found]


def colleagues(organisation_id) -> list[tuple[str, str]]:
    """Return everyone who has or had a function in the organisation, for a choice."""
    rows = (
        FunctionAssignment.objects.filter(organisation_id=organisation_id)
        .order_by("account__name")
        .values_list("account_id", "account__name")
        .distinct()
    )
    return [(str(key), name) for key, name in rows]


def _name(events: list[Event]) -> None:
    people = Account.objects.filter(pk__in={event.person_id for event in events} - {None})
    parties = Organisation.objects.filter(pk__in={event.organisation_id for event in events})
    names = dict(
        people.order_by()
        .values_list("id", "name")
        .union(parties.order_by().values_list("id", "name"), all=True)
    )
    for event in events:
        event.organisation = names.get(event.organisation_id, "")
        event.person = names.get(event.person_id, "")
