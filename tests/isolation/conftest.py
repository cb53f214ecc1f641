"""One world for all tests of this folder; it is made once and cleared at the end."""

import pytest

from tests.isolation import cast, oracle
from tests.isolation import world as worlds
from zicht.testing import base


@pytest.fixture(scope="package")
def world(database, django_db_blocker):
    """Signals in every state, with everything that hangs on them."""
    with django_db_blocker.unblock():
        yield worlds.build(base.Country())
        base.clear()


@pytest.fixture(params=cast.EVERYONE, ids=cast.name)
def who(request, world):
    """Each of the cast in turn: what they should see."""
    return oracle.Oracle(world, cast.actor(request.param), request.param[1])
