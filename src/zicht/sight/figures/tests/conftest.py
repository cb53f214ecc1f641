"""The demonstration's register, counted."""

import pytest

from zicht.demo import history, loading_history
from zicht.foundation.access import as_worker
from zicht.sight.figures import building


@pytest.fixture
def register(country):
    """The synthetic history 2012-2022 in the register, and its facts; the public tables are not made yet."""
    past = history.generate()
    with as_worker():
        loading_history.load_history(past.persons, past.notifications)
    building.rebuild()
    return country
