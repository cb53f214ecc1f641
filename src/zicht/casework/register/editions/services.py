"""Editions of a closed year: what the register knew on a day, counted again at any time to the same outcome.

Notifications, corrections, completions and merges all carry the moment they were made and are never
changed, so that a year can be counted as known at any moment (`sec.year_as_known`). After the year's end
every late notification, correction, completion or merge makes a new dated edition; older ones stay.
Counting rules (RG1): a person counts once in each year in which a notification falls; first-time are those
never notified in an earlier year.
"""

import json
from datetime import date, datetime, time, timedelta

from django.db import connection

from zicht.casework.register.models import Edition, Notification
from zicht.foundation.access import SYSTEM, Actor
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

BEGINNING = datetime(1900, 1, 1, tzinfo=clock.AMSTERDAM)


def as_known(year: int, moment: datetime) -> dict:
    """Return the figures of a year as the register knew them at a moment.

    {"persons", "notifications", "first_time", "repeated", "by_notifier", "by_form", "by_sex",
    "by_nationality"}; forms and nationalities may add up to more than the persons. For registrars and
    jobs; PostgreSQL refuses others."""
    return _asked("SELECT sec.year_as_known(%s, %s)", year, moment)


def end_of(day: date) -> datetime:
    """Return the moment until which something was known on a day: midnight after it, in Amsterdam."""
    return datetime.combine(day + timedelta(days=1), time(), clock.AMSTERDAM)


def keep_due(*, actor: Actor = SYSTEM) -> list[Edition]:
    """Make the editions that are due: the first of every closed year, and one for each year that changed.
    For the worker."""
    now = clock.now()
    closed = Notification.objects.filter(notified_on__lt=date(clock.today().year, 1, 1))
    years = sorted({day.year for day in closed.dates("notified_on", "year")})
    made = [edition for year in years if (edition := _next(year, now))]
    audit.record_many(actor, Action.EDITION_MADE, [("edition", f"{row.year}-{row.number}") for row in made])
    return made


def of_year(year: int) -> list[Edition]:
    """Return the editions of a year, the newest first."""
    return list(Edition.objects.filter(year=year).order_by("-number"))


def _next(year: int, now: datetime) -> Edition | None:
    latest = Edition.objects.filter(year=year).order_by("-number").first()
    changes = _asked(
        "SELECT sec.changes_of_year(%s, %s, %s)", year, latest.as_of if latest else BEGINNING, now
    )
    if latest and not any(changes.values()):
        return None
    return Edition.objects.create(
        year=year,
        number=latest.number + 1 if latest else 1,
        as_of=now,
        changes=changes if latest else {},
        figures=as_known(year, now),
    )


def _asked(sql: str, *values) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchone()[0]
    return json.loads(found) if isinstance(found, str) else found
