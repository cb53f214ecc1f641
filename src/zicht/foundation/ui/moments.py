"""Moments in the words people use, in the language of the page and in Europe/Amsterdam, whatever zone the
server keeps.

What is left until a due time is for people at work and in Dutch only.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from zicht.foundation.ui import charts

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    _("januari"),
    _("februari"),
    _("maart"),
    _("april"),
    _("mei"),
    _("juni"),
    _("juli"),
    _("augustus"),
    _("september"),
    _("oktober"),
    _("november"),
    _("december"),
)
DAYS_IN_YEAR = 365.25
NEAR_DAYS = {-1: _("gisteren"), 0: _("vandaag"), 1: _("morgen")}


def long_date(day: date) -> str:
    """'3 november 2026', for a date or for a moment as it falls in Amsterdam."""
    day = _day(day)
    return f"{day.day} {gettext(MONTHS[day.month - 1])} {day.year}"


def long_moment(moment: datetime) -> str:
    """'3 november 2026, 14:05'."""
    return f"{long_date(moment)}, {moment.astimezone(AMSTERDAM):%H:%M}"


def when(moment: date, now: datetime) -> str:
    """'vandaag 14:05', 'gisteren 09:30', 'morgen 10:00', else '3 november 2026'. A date has no clock time."""
    near = NEAR_DAYS.get((_day(moment) - _day(now)).days)
    if near is None:
        return long_date(moment)
    near = gettext(near)
    return f"{near} {moment.astimezone(AMSTERDAM):%H:%M}" if isinstance(moment, datetime) else near


def remaining(due: date, now: datetime) -> str:
    """'nog 2 dagen', 'nog 3 uur', or 'al 3 dagen over de afgesproken tijd'. A date is due until its day
    ends."""
    if not isinstance(due, datetime):
        return _remaining_days((due - _day(now)).days)
    span = due - now
    amount = _amount(abs(span), abs((_day(due) - _day(now)).days))
    return f"nog {amount}" if span >= timedelta(0) else f"al {amount} over de afgesproken tijd"


def span(days: int) -> str:
    """'1 dag', '365 dagen (1 jaar)', '1.826 dagen (5 jaar)'; years only where they come out within a few
    days."""
    years = round(days / DAYS_IN_YEAR)
    exact = years and abs(days - years * DAYS_IN_YEAR) <= 3
    return f"{_days(days)} ({years} jaar)" if exact else _days(days)


def _remaining_days(days: int) -> str:
    if days == 0:
        return "tot en met vandaag"
    return f"nog {_days(days)}" if days > 0 else f"al {_days(-days)} over de afgesproken tijd"


def _amount(span: timedelta, calendar_days: int) -> str:
    if span < timedelta(hours=1):
        minutes = max(1, int(span.total_seconds() // 60))
        return "1 minuut" if minutes == 1 else f"{minutes} minuten"
    if span < timedelta(days=1):
        return f"{int(span.total_seconds() // 3600)} uur"
    return _days(max(1, calendar_days))


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{charts.number(number)} dagen"


def _day(moment: date) -> date:
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment
