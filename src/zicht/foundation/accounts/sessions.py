"""From a session to an actor: which person, for which organisation, with which functions, and whether
still at work.
"""

import time
import uuid

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.db import connection
from django.utils import timezone

from zicht.foundation.access.actor import Actor
from zicht.foundation.accounts.recording import put_on_record
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.vocabulary import Function as F

ORGANISATION_KEY = "organisation"
SEEN_KEY = "seen_at"
IDLE_MINUTES = 30
IDLE_MINUTES_BY_FUNCTION = {F.REPORTER: 8 * 60, F.DUTY_OFFICER: 12 * 60, F.ADMINISTRATOR: 15, F.REGISTRAR: 20}
SEEN_EVERY_SECONDS = 60


def actor_of(request) -> Actor | None:
    """Return the actor of a request, or None for: no session, second factor open, no function, idle too
    long."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
        return None
    if not second_factor_done(request.session):
        return None
    rows = _assignments(request.session[SESSION_KEY])
    if not rows:
        return None
    actor = _actor(rows, request.session.get(ORGANISATION_KEY))
    if _idle_too_long(request.session, actor.functions):
        put_on_record(actor.person_id, Action.SIGNED_OUT, idle=True)
        logout(request)
        return None
    return actor


def second_factor_done(session) -> bool:
    """Return whether this session showed a second factor (code, key or passkey); the demonstration asks
    none."""
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return settings.DEMO or any(record.get("method") == "mfa" for record in records)


def idle_minutes(functions) -> int:
    """Return after how many minutes without use a session ends: the strictest of the person's functions
    counts."""
    return min(
        (IDLE_MINUTES_BY_FUNCTION.get(function, IDLE_MINUTES) for function in functions), default=IDLE_MINUTES
    )


def _actor(rows, wanted: str | None) -> Actor:
    organisations = {row[2]: row[3] for row in rows}
    chosen = next((key for key in organisations if str(key) == wanted), rows[0][2])
    return Actor(
        organisation_id=chosen,
        person_id=rows[0][0],
        name=rows[0][1],
        functions=tuple(sorted({row[4] for row in rows if row[2] == chosen})),
        organisation_name=organisations[chosen],
        other_organisations=tuple((key, name) for key, name in organisations.items() if key != chosen),
    )


def _assignments(account_id: str) -> list[tuple]:
    """One query: the active account's current functions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.name, o.id, o.name, f.function FROM accounts_account a"
            " JOIN organisations_functionassignment f ON f.account_id = a.id"
            " JOIN organisations_organisation o ON o.id = f.organisation_id"
            " WHERE a.id = %s AND a.is_active AND o.active AND f.starts_on <= %s"
            " AND (f.ends_on IS NULL OR f.ends_on >= %s) ORDER BY f.id",
            [uuid.UUID(account_id), timezone.localdate(), timezone.localdate()],
        )
        return cursor.fetchall()


def _idle_too_long(session, functions) -> bool:
    """Whether the session slept longer than its functions allow; else note the visit, at most once a
    minute."""
    now = int(time.time())
    seen = session.get(SEEN_KEY, now)
    if now - seen > idle_minutes(functions) * 60:
        return True
    if SEEN_KEY not in session or now - seen > SEEN_EVERY_SECONDS:
        session[SEEN_KEY] = now
    return False
