"""Recording events. `record` is called inside the acting transaction; the event commits or fails with its
act.

PostgreSQL writes it: who acted, for whom and when comes from the token of the transaction and its own clock.
What is said here is what was done, to what, and with what result.
"""

import contextlib
import contextvars
import json
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from zicht.foundation.audit import verification
from zicht.foundation.audit.vocabulary import Action

_count: contextvars.ContextVar[int] = contextvars.ContextVar("audit_events", default=0)

ADD = "SELECT sec.add_audit_event(%s, %s, %s, %s, %s, %s::jsonb)"


class NothingRecorded(RuntimeError):
    """A use case ended without an audit event."""


def record(
    actor,
    action: Action,
    object_kind: str = "",
    object_id: Any = "",
    *,
    basis: str = "",
    result: str = "ok",
    using: str = DEFAULT_DB_ALIAS,
    **detail,
) -> None:
    """Record one event of `actor`, whom the transaction must know. `detail` holds codes and counts only,
    never content or names. Refused by PostgreSQL: no token, an act that is not in the vocabulary."""
    about = [(object_kind, object_id)]
    record_many(actor, action, about, basis=basis, result=result, using=using, **detail)


def record_many(
    actor, action: Action, objects, *, basis: str = "", result: str = "ok", using=DEFAULT_DB_ALIAS, **detail
) -> None:
    """Record the same act on several objects, in one round trip; nothing for an empty list."""
    told = json.dumps(detail, separators=(",", ":"))
    rows = [(str(action), kind, str(key), result, basis, told) for kind, key in objects]
    if not rows:
        return
    with connections[using].cursor() as cursor:
        cursor.executemany(ADD, rows)
    _count.set(_count.get() + len(rows))


def noted() -> None:
    """Count an event that a database function recorded itself."""
    _count.set(_count.get() + 1)


@contextlib.contextmanager
def expected(name: str, outermost: bool):
    """Inside: an outermost use case. Raises NothingRecorded (and so undoes it) when it recorded no event."""
    before = _count.get()
    yield
    if outermost and _count.get() == before:
        raise NothingRecorded(name)


def verify(elsewhere: dict | None = None) -> dict:
    """Return whether the log is whole: {"ok", "events", "sealed", "problems"} (see `verification`)."""
    return verification.verify(elsewhere)


def exported_head() -> dict:
    """Return the newest head of the log, signed, to keep in another place."""
    return verification.exported_head()
