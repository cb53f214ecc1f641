"""The demonstration has a table with a meeting held and one to come (TB1, TB3)."""

from datetime import timedelta

from zicht.casework.deconfliction.models import Overlap
from zicht.casework.tables.models import Meeting
from zicht.demo import tables
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock


def test_TB1_TB3_a_table_with_a_meeting_held_and_one_to_come(country):
    """TB1, TB3: through the real use cases, once."""
    for days in (10, 12, 20):
        with clock.at(clock.now() - timedelta(days=days)):
            country.signal(received_on=clock.today())
    assert tables.load(clock.today()) == 3
    assert tables.load(clock.today()) == 0
    with as_worker():
        assert sorted(Meeting.objects.values_list("state", flat=True)) == ["confirmed", "planned"]
        assert Overlap.objects.count() == 2
