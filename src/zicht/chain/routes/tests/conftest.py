"""Everything a route test commits is undone afterwards: routes and places outlive the tests of other
rooms.
"""

import pytest
from django.db import connections, transaction

from zicht.chain.routes.tests.places import small_country


@pytest.fixture
def undone(database, django_db_blocker):
    """A transaction around the test that is rolled back: as the job's role, which may write down who works
    where."""
    web = connections["default"]
    with django_db_blocker.unblock():
        connections["default"] = connections["worker"]
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            connections["default"] = web


@pytest.fixture
def land(undone):
    return small_country()
