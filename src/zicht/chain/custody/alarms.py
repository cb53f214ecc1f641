"""Acute signals that nobody took up: who has each, since when, and where to call. For every page of who can
act on them; row-level security and the grants decide who that is.
"""

import re
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import connection

from zicht.chain.custody.words import function_in_sentence
from zicht.foundation.access import Actor, Permission
from zicht.foundation.acts.clock import AMSTERDAM


@dataclass(slots=True)
class Post:
    """An organisation that did not take it up yet, with the functions that wait there and its number."""

    organisation: str
    phone: str
    own: bool
    functions: list[str] = field(default_factory=list)

    @property
    def dial(self) -> str:
        """The number as a telephone takes it; empty when unknown."""
        return re.sub(r"[^0-9+]", "", self.phone)

    @property
    def number(self) -> str:
        """The number as people read it, kept on one line."""
        return self.phone.replace(" ", "\N{NO-BREAK SPACE}")


@dataclass(slots=True)
class Alarm:
    """One acute signal that nobody took up."""

    signal_id: uuid.UUID
    reference: str
    started_at: datetime
    called_at: datetime | None
    called_by: str | None
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    _posts: dict[tuple[str, str], Post] = field(default_factory=dict)

    @property
    def since(self) -> date:
        """Since when it lies there; the day alone where no more is kept."""
        moment = self.started_at.astimezone(AMSTERDAM)
        return moment.date() if moment.time() == time.min else moment

    @property
    def posts(self) -> list[Post]:
        """Who has it, the own organisation last: there is nobody to call there."""
        return sorted(self._posts.values(), key=lambda post: post.own)

    def waits_at(self, organisation: str, phone: str, own: bool, function: str) -> None:
        """Add a function of an organisation that did not take it up."""
        post = self._posts.setdefault((organisation, phone), Post(organisation, phone, own))
        post.functions.append(function_in_sentence(function))


def of(actor: Actor | None) -> list[Alarm]:
    """Return the alarms of whoever can act, the most urgent first, in one query."""
    if actor is None or not actor.may(Permission.SIGNAL_HOLD):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.acute_untaken()")
        rows = cursor.fetchall()
    found: dict[uuid.UUID, Alarm] = {}
    for signal_id, reference, since, function, organisation, phone, *call in rows:
        alarm = found.setdefault(signal_id, Alarm(signal_id, reference, since, *call))
        alarm.started_at = min(alarm.started_at, since)
        alarm.waits_at(organisation, phone, organisation == actor.organisation_name, function)
    return list(found.values())
