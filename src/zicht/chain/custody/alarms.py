"""Acute signals that nobody took up: who has each, since when, and where to call. For every page of who can
act on them; row-level security and the grants decide who that is.
"""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from zicht.chain.custody.words import function_in_sentence
from zicht.foundation.access import Actor, Permission

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Post:
    """A holder who did not take it up yet, and its number as a telephone takes it; empty when unknown."""

    who: str
    phone: str

    @property
    def dial(self) -> str:
        return re.sub(r"[^0-9+]", "", self.phone)


@dataclass(slots=True)
class Alarm:
    """One acute signal that nobody took up."""

    signal_id: object
    reference: str
    since: datetime
    called_at: datetime | None
    called_by: str | None
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    posts: list[Post] = field(default_factory=list)


def of(actor: Actor | None) -> list[Alarm]:
    """Return the alarms of whoever can act, the most urgent first, in one query."""
    if actor is None or not actor.may(Permission.SIGNAL_HOLD):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.acute_untaken()")
        rows = cursor.fetchall()
    found: dict[object, Alarm] = {}
    for signal_id, reference, since, function, organisation, phone, *call in rows:
        alarm = found.setdefault(signal_id, Alarm(signal_id, reference, since, *call))
        alarm.since = min(alarm.since, since)
        alarm.posts.append(Post(f"{function_in_sentence(function)}, {organisation}", phone))
    return list(found.values())
