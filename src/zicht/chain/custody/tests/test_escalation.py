"""When a term runs out, on a frozen clock: reminder, deputies, next level. Holidays and weekends count as people count them (CU1, CU3)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from zicht.chain.custody import deadlines, escalation
from zicht.chain.custody.deadlines import AMSTERDAM
from zicht.chain.custody.models import Holding
from zicht.foundation.access import as_worker

WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=AMSTERDAM)


def held(signal_id):
    with as_worker():
        return Holding.objects.get(signal_id=signal_id, role="responsible", function="contact_officer")


def watch():
    with as_worker():
        return escalation.watch()


def test_CU3_a_reminder_comes_before_the_term_ends_and_only_once(country):
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        signal = country.signal()
        assert watch() == {"reminded": 0, "escalated": 0}
        clock.move_to(held(signal.id).due_at - timedelta(hours=2))
        assert watch()["reminded"] == 1
        assert watch()["reminded"] == 0


def test_CU3_an_ended_term_first_widens_to_the_deputies_then_to_the_chain_director(country):
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        signal = country.signal()
        clock.move_to(held(signal.id).due_at + timedelta(minutes=1))
        assert watch()["escalated"] == 1
        assert held(signal.id).escalation == escalation.DEPUTY
        clock.move_to(held(signal.id).due_at + timedelta(minutes=1))
        assert watch()["escalated"] == 1
        assert ("zvh-gelderland-midden", "chain_director") in country.responsible(signal.id)
        assert ("gemeente-ede", "contact_officer") in country.responsible(signal.id)
        assert watch()["escalated"] == 0


def test_CU1_an_acute_signal_does_not_wait_for_office_hours(country):
    saturday = datetime(2026, 11, 21, 23, 0, tzinfo=AMSTERDAM)
    with time_machine.travel(saturday, tick=False):
        signal = country.signal(acute=True)
        with as_worker():
            first = Holding.objects.filter(signal_id=signal.id, role="responsible").order_by("due_at").first()
        assert first.due_at <= saturday + timedelta(hours=2)


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 11, 18), 2, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 5, 4), 1, date(2026, 5, 6)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
    ],
)
def test_CU3_terms_skip_weekends_and_dutch_holidays(start, days, expected):
    begin = datetime.combine(start, datetime.min.time(), AMSTERDAM).replace(hour=9)
    assert deadlines.due_at(begin, working_days=days).astimezone(AMSTERDAM).date() == expected


def test_CU3_hours_run_on_when_the_clock_changes():
    before_summer_time_ends = datetime(2026, 10, 25, 1, 30, tzinfo=AMSTERDAM)
    due = deadlines.due_at(before_summer_time_ends, hours=4)
    assert (due.timestamp() - before_summer_time_ends.timestamp()) == 4 * 3600
