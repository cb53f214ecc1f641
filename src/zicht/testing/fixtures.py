"""The fixtures of the test suite."""

import pytest

from zicht.testing import base


@pytest.fixture(scope="session")
def database(django_db_blocker):
    """A fresh database with the real roles, the 342 municipalities, the demonstration chain and the default routes."""
    with django_db_blocker.unblock(), base.prepared_database():
        yield


@pytest.fixture
def country(database):
    """The demonstration chain, ready for acts; what the test commits is cleared afterwards."""
    yield base.Country()
    base.clear()


@pytest.fixture
def browser_client(country):
    """A test client, with `login(actor)` for signing in as a demonstration person."""
    return base.SignedInClient()
