"""No test depends on the day it runs: one that touches the database writes no day of the present down."""

from datetime import date, datetime

import pytest

from zicht.foundation.acts import clock
from zicht.testing import days

MORNING = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001


def parts(item):
    """The test itself and the fixtures it stands on."""
    found = [each.func for defs in item._fixtureinfo.name2fixturedefs.values() for each in defs]
    ours = [each for each in found if (each.__module__ or "").startswith(("zicht.", "tests."))]
    return [item.function, *ours]


def test_no_test_on_the_database_writes_a_day_of_the_present_down(request):
    on_database = [item for item in request.session.items if "database" in item.fixturenames]
    written = {
        (item.location[0], found) for item in on_database for part in parts(item) for found in _said(part)
    }
    assert written == set()


def _said(part) -> set[str]:
    return {f"{part.__name__}: {day}" for day in days.present_days(part)}


def in_a_constant():
    return MORNING


def in_a_text():
    return "2031-01-07T10:00"


def in_a_helper():
    return in_a_text()


def in_a_year():
    return date(2020, 1, 1).replace(year=2027)


def long_ago():
    return date(2012, 6, 1), "2024-01-01", 2026


@pytest.mark.parametrize("function", [in_a_constant, in_a_text, in_a_helper, in_a_year])
def test_a_day_of_the_present_is_found_wherever_it_stands(function):
    assert days.present_days(function)


def test_a_day_that_stays_past_may_be_written_down():
    assert days.present_days(long_ago) == set()


def test_days_for_tests_come_after_now_and_are_what_they_say():
    assert days.working_morning() > clock.now()
    assert clock.is_working_day(days.working_morning().date())
    assert [days.coming(weekday, 10).weekday() for weekday in range(7)] == list(range(7))
    assert all(days.coming(weekday, 0) > clock.now() for weekday in range(7))


def test_the_tests_for_other_days_are_on_the_database_and_look_at_a_clock(request):
    chosen = {item.name for item in request.session.items if days.is_date_bound(item)}
    assert all("database" in item.fixturenames for item in request.session.items if item.name in chosen)
