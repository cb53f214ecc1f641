"""Everything a route test commits is undone afterwards: routes and places outlive the tests of other
rooms.
"""

import pytest
from django.db import transaction

from zicht.chain.routes.tests.places import small_country


@pytest.fixture
def undone(database, django_db_blocker):
    """A transaction around the test that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def land(undone):
    return small_country()
