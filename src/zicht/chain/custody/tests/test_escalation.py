"""When a term runs out, on a frozen clock: reminder, deputies, next level. Holidays and weekends count as
people count them (CU1, CU3).
"""

import functools
import threading
from datetime import date, datetime, timedelta

import pytest
import time_machine

from zicht.chain.custody import escalation, queries, services
from zicht.chain.custody.models import Holding
from zicht.chain.signals.models import SignalLink
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.clock import AMSTERDAM
from zicht.testing import days


def held(signal_id):
    with as_worker():
        return Holding.objects.get(signal_id=signal_id, role="responsible", function="contact_officer")


def watch():
    with as_worker():
        return escalation.watch()


def test_CU3_a_reminder_comes_before_the_term_ends_and_only_once(country):
    with time_machine.travel(days.coming(days.WEDNESDAY, 10), tick=False) as clock:
        signal = country.signal()
        assert watch() == {"reminded": 0, "escalated": 0}
        clock.move_to(held(signal.id).due_at - timedelta(hours=2))
        assert watch()["reminded"] == 1
        assert watch()["reminded"] == 0


def test_CU3_an_ended_term_first_widens_to_the_deputies_then_to_the_chain_director(country):
    with time_machine.travel(days.coming(days.WEDNESDAY, 10), tick=False) as clock:
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
    saturday = days.coming(days.SATURDAY, 23)
    with time_machine.travel(saturday, tick=False):
        signal = country.signal(acute=True)
        with as_worker():
            first = Holding.objects.filter(signal_id=signal.id, role="responsible").order_by("due_at").first()
        assert first.due_at <= saturday + timedelta(hours=2)


def test_CU1_a_watch_waits_for_nobody_and_nobody_loses_an_act_to_it(country):
    """Someone is taking up a signal whose term ran out while the watch passes: the watch lets it be until
    the next round.
    """
    officer = country.actor("contact_officer", "gemeente-ede")
    one, other = country.signal(municipality="GM0228"), country.signal(municipality="GM0228")
    busy, passed, stopped = threading.Event(), threading.Event(), []

    def at_work():
        with acting(officer):
            queries.lock_visible(one.id)
            busy.set()
            stopped.append(not passed.wait(timeout=20))
            services.take_up(one.id, actor=officer)

    def passing():
        busy.wait(timeout=20)
        watch()
        passed.set()

    with time_machine.travel(held(one.id).due_at + timedelta(minutes=1), tick=False):
        assert country.at_once(at_work, passing) == [None, None]
    assert stopped == [False]
    assert held(one.id).taken_up_at
    assert held(one.id).escalation == 0
    assert held(other.id).escalation == escalation.DEPUTY


def test_CU1_two_who_link_the_same_signals_crosswise_at_once_make_one_link(country):
    officer = country.actor("contact_officer", "gemeente-ede")
    one, other = country.signal().id, country.signal().id
    for _ in range(20):
        acts = [
            functools.partial(services.link, *pair, "person", actor=officer)
            for pair in ((one, other), (other, one))
        ]
        assert country.at_once(*acts) == [None, None]
    with acting(officer):
        assert SignalLink.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "working_days", "expected"),
    [
        (date(2026, 11, 18), 2, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 5, 4), 1, date(2026, 5, 6)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
    ],
)
def test_CU3_terms_skip_weekends_and_dutch_holidays(start, working_days, expected):
    begin = datetime.combine(start, datetime.min.time(), AMSTERDAM).replace(hour=9)
    assert clock.due_at(begin, working_days=working_days).astimezone(AMSTERDAM).date() == expected


def test_CU3_hours_run_on_when_the_clock_changes():
    before_summer_time_ends = datetime(2026, 10, 25, 1, 30, tzinfo=AMSTERDAM)
    due = clock.due_at(before_summer_time_ends, hours=4)
    assert (due.timestamp() - before_summer_time_ends.timestamp()) == 4 * 3600
