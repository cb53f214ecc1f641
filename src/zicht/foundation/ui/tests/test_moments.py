from datetime import UTC, date, datetime, timedelta

import pytest

from zicht.foundation.ui import moments

NOW = datetime(2026, 11, 3, 13, 5, tzinfo=UTC)  # 14:05 in Amsterdam


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "vandaag 14:05"),
        (NOW - timedelta(days=1), "gisteren 14:05"),
        (NOW + timedelta(days=1), "morgen 14:05"),
        (NOW - timedelta(days=60), "4 september 2026"),
        (datetime(2026, 11, 2, 23, 30, tzinfo=UTC), "vandaag 00:30"),
        (date(2026, 11, 2), "gisteren"),
        (date(2026, 3, 1), "1 maart 2026"),
    ],
)
def test_a_moment_is_told_as_people_in_the_netherlands_say_it(moment, words):
    assert moments.when(moment, NOW) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (NOW + timedelta(days=2), "nog 2 dagen"),
        (NOW + timedelta(days=1), "nog 1 dag"),
        (NOW + timedelta(hours=3, minutes=20), "nog 3 uur"),
        (NOW + timedelta(minutes=1), "nog 1 minuut"),
        (NOW - timedelta(days=3), "al 3 dagen over de afgesproken tijd"),
        (NOW - timedelta(hours=5), "al 5 uur over de afgesproken tijd"),
        (date(2026, 11, 3), "tot en met vandaag"),
        (date(2026, 11, 5), "nog 2 dagen"),
        (date(2026, 11, 1), "al 2 dagen over de afgesproken tijd"),
    ],
)
def test_the_time_left_is_told_kindly(due, words):
    assert moments.remaining(due, NOW) == words


def test_the_day_on_which_the_clock_goes_back_still_counts_as_one_day():
    midnight = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # 00:00 on a day of 25 hours
    assert moments.remaining(midnight + timedelta(hours=24), midnight) == "nog 1 dag"


def test_a_moment_can_be_told_exactly():
    assert moments.long_moment(NOW) == "3 november 2026, 14:05"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 dag"),
        (30, "30 dagen"),
        (365, "365 dagen (1 jaar)"),
        (500, "500 dagen"),
        (1826, "1.826 dagen (5 jaar)"),
    ],
)
def test_a_long_span_is_told_in_years_too(days, words):
    assert moments.span(days) == words
