"""Every deadline in Zicht comes from here: Europe/Amsterdam, Dutch public holidays, office hours until 17:00.

Working days count from the day after; hours run on at night and in weekends, because acute danger does.
Which days do not count follows the Algemene termijnenwet, art. 3: public holidays, Good Friday, and 5 May
in every year.
"""

import contextlib
import functools
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
END_OF_DAY = time(17, 0)
LIBERATION_DAY = (5, 5)
REMIND_AFTER = 0.75
"""The share of the term after which the holder gets a friendly reminder."""


_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """Return this moment, with its time zone."""
    return _moment.get() or timezone.now()


@contextlib.contextmanager
def at(moment: datetime):
    """Inside: acts happen at `moment`. Only the demonstration plays a past that way; what is logged keeps
    its own time."""
    mark = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(mark)


def today() -> date:
    """Return the day it is in Amsterdam."""
    return now().astimezone(AMSTERDAM).date()


def day_start(day: date) -> datetime:
    """Return midnight in Amsterdam at the start of `day`: the only moment kept of an anonymous reporter's
    visit."""
    return datetime.combine(day, time(0), AMSTERDAM)


def next_whole_hour() -> datetime:
    """Return the first whole hour from now."""
    return (now() + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)


def due_at(start: datetime, *, hours: int | None = None, working_days: int | None = None) -> datetime:
    """Return when a term that starts at `start` ends. Refuses a term without hours or working days."""
    if hours is not None:
        return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(AMSTERDAM)
    if working_days is None:
        raise ValueError("A term has hours or working days.")
    day = start.astimezone(AMSTERDAM).date()
    for _ in range(working_days):
        day = next_working_day(day)
    if working_days == 0 and not is_working_day(day):
        day = next_working_day(day)
    return datetime.combine(day, END_OF_DAY, AMSTERDAM)


def next_working_day(day: date) -> date:
    """Return the first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Return whether the day counts: no Saturday, Sunday or day named in the Algemene termijnenwet, art.
    3."""
    return (
        day.weekday() < 5 and (day.month, day.day) != LIBERATION_DAY and day not in _public_holidays(day.year)
    )


def remind_at(start: datetime, due: datetime) -> datetime:
    """Return when the holder is reminded: after three quarters of the term."""
    return start + (due - start) * REMIND_AFTER


@functools.cache
def _public_holidays(year: int):
    import holidays

    return holidays.country_holidays("NL", years=year)
