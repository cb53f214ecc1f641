"""Recording events. `record` is called inside the acting transaction; the event commits or fails with its
act.
"""

import contextlib
import contextvars
import json
from typing import Any

from django.db import connection
from django.utils import timezone

from zicht.foundation.audit import verification
from zicht.foundation.audit.vocabulary import OVERSIGHT, Action

_count: contextvars.ContextVar[int] = contextvars.ContextVar("audit_events", default=0)

INSERT = """INSERT INTO audit_auditevent
    (at, action, kind, outcome, organisation_id, person_id, functions, purpose, channel, object_kind,
        object_id, basis, detail)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""


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
    **detail,
):
    """Record one event. `detail` holds codes and counts only, never content or names."""
    record_many(actor, action, [(object_kind, object_id)], basis=basis, result=result, **detail)


def record_many(actor, action: Action, objects, *, basis: str = "", result: str = "ok", **detail) -> None:
    """Record the same act on several objects, in one round trip; nothing for an empty list."""
    rows = [
        event_row(actor, action, kind, key, basis=basis, result=result, **detail) for kind, key in objects
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)
    _count.set(_count.get() + len(rows))


def event_row(
    actor, action: Action, object_kind: str, object_id: Any, *, at=None, basis="", result="ok", **detail
) -> tuple:
    """Return the values of one event in the order of `INSERT`; the intake function takes the same."""
    purpose = "oversight" if action in OVERSIGHT else actor.purpose
    return (
        at or timezone.now(),
        str(action),
        action.kind,
        result,
        actor.organisation_id,
        actor.person_id,
        ",".join(actor.functions),
        purpose,
        actor.channel,
        object_kind,
        str(object_id),
        basis,
        json.dumps(detail, separators=(",", ":")),
    )


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
