"""Print the days on which date-bound code goes wrong: how many seconds from now, and what day it is."""

import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

NOW = datetime.now(ZoneInfo("Europe/Amsterdam"))


def coming(month: int, day: int, hour: int, minute: int) -> datetime:
    """The next time that this is the day: a 29 February may be years away."""
    years = (year for year in range(NOW.year, NOW.year + 9) if month != 2 or day != 29 or year % 4 == 0)
    moments = (datetime(year, month, day, hour, minute, tzinfo=NOW.tzinfo) for year in years)
    return next(moment for moment in moments if moment > NOW)


def last_sunday(month: int, hour: int, minute: int) -> datetime:
    """The next last Sunday of a month of 31 days, when the clock changes."""
    ends = (datetime(year, month, 31, hour, minute, tzinfo=NOW.tzinfo) for year in (NOW.year, NOW.year + 1))
    moments = (end - timedelta(days=(end.weekday() + 1) % 7) for end in ends)
    return next(moment for moment in moments if moment > NOW)


MOMENTS = {
    "a year from now": NOW + timedelta(days=365),
    "29 February": coming(2, 29, 10, 0),
    "summer time begins": last_sunday(3, 1, 59),
    "summer time ends": last_sunday(10, 2, 59),
    # in UTC it is still the day before
    "the first hour of a day": (NOW + timedelta(days=1)).replace(hour=0, minute=20),
    "31 December": coming(12, 31, 23, 55),
}

for name, moment in MOMENTS.items():
    sys.stdout.write(f"{int(moment.timestamp() - NOW.timestamp())} {name} ({moment:%Y-%m-%d %H:%M})\n")
