"""A clock that jumps: reports still come in, nothing escalates twice, and nobody sees more than the
database allows.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from zicht.chain.custody import escalation, services
from zicht.chain.custody.invariant import broken
from zicht.chain.messages import mailbox
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting, as_worker
from zicht.foundation.audit.services import verify

NOW = datetime.now(UTC)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-2), timedelta(days=400)])
def test_IN1_reports_come_in_and_can_be_followed_whatever_the_clock_says(country, jump):
    """IN1: the public door does not depend on the time of day."""
    with time_machine.travel(NOW + jump):
        stored = country.signal()
    assert mailbox.open_mailbox(stored.receipt) is not None
    assert broken() == []


def test_CU2_a_jump_ahead_and_back_brings_nobody_in_twice(country):
    """CU2: what escalated in the wrong future stays one escalation when the clock is right again."""
    signal = country.signal(acute=True)
    with time_machine.travel(NOW + timedelta(days=30)), as_worker():
        escalation.watch()
        escalation.watch()
    brought_in = country.responsible(signal.id)
    with as_worker():
        escalation.watch()
    assert country.responsible(signal.id) == brought_in
    assert broken() == []


def test_SH7_the_log_stays_whole_when_its_times_run_backwards(country):
    """SH7: the order of the log is its own, not that of the clock."""
    officer = country.actor("contact_officer", "gemeente-ede")
    for jump in (timedelta(), timedelta(hours=5), timedelta(days=-2), timedelta()):
        with time_machine.travel(NOW + jump):
            country.signal()
            assert verify()["ok"]
    services.take_up(country.signal().id, actor=officer)
    found = verify()
    assert found["ok"]
    assert found["events"] == found["sealed"]


def test_SH2_the_clock_of_the_application_neither_opens_nor_closes_anything(country):
    """SH2: how long someone acts is counted by the database alone."""
    signal = country.signal()
    officer = country.actor("contact_officer", "gemeente-ede")
    for jump in (timedelta(hours=-1), timedelta(hours=1), timedelta(days=400)):
        with time_machine.travel(NOW + jump), acting(officer):
            assert Signal.objects.filter(pk=signal.id).exists()
