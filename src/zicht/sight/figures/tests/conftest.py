"""The demonstration's register, counted once for each module of tests."""

import pytest

from zicht.demo import history, loading_history
from zicht.foundation.access import as_worker
from zicht.sight.figures import building, publishing
from zicht.testing import base

YEARS = (2022, 2018)


@pytest.fixture(scope="module")
def register(database):
    """The synthetic history 2012-2022 in the register, and its facts; tests of a module read it together."""
    past = history.generate()
    with as_worker():
        loading_history.load_history(past.persons, past.notifications)
    building.rebuild()
    yield base.Country()
    base.clear()


@pytest.fixture(scope="module")
def published(register):
    """The register with two years published."""
    for year in YEARS:
        publishing.publish(year)
    return register


@pytest.fixture
def at_work(register):
    """Return a function that signs a demonstration person in."""
    return lambda function: base.SignedInClient().login(register.actor(function))
