"""Every page of the workplace, for everyone who may open it, asks the database at most ten things (issue A,
point 9; acceptance B10).

With encryption on and with the policy that ends sight at a conflict of interest, as everywhere. A new page
takes part by itself.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.isolation import cast
from tests.isolation.addresses import case_addresses, patterns
from zicht.foundation.access.permissions import Permission
from zicht.testing import base

MOST = 10
MORE: dict[str, int] = {}
"""Pages that ask more, each with how many at most."""
LEFT_OUT = {"register:editions": "the edition of this world has no figures to show"}
NEAR = [part for part in cast.CAST if part[0] in ("own region", "national")]
AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def pages(world) -> dict[str, str]:
    """Return an address for each page of the workplace by its name: those about nothing in particular, and
    one of each kind.
    """
    found = {}
    for name, parts, view in patterns():
        if not parts and isinstance(getattr(view, "access_rule", None), Permission):
            found[name] = _address(name)
    for address in case_addresses():
        for objects in world.objects.values():
            found[address.name] = found.get(address.name) or address.url(objects)
    return {name: url for name, url in found.items() if url and name not in LEFT_OUT}


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def asked_by(client, url: str) -> int | None:
    """Return how many questions a page asks; None when it does not open for this person."""
    if client.get(url).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len([query for query in queries if not query["sql"].startswith(AROUND)])


@pytest.mark.parametrize("part", NEAR, ids=cast.name)
def test_SH2_no_page_asks_the_database_more_than_ten_things(world, part):
    client = base.SignedInClient().login(cast.actor(part))
    counts = {name: asked_by(client, url) for name, url in pages(world).items()}
    over = {name: count for name, count in counts.items() if count and count > MORE.get(name, MOST)}
    assert over == {}
    assert len([count for count in counts.values() if count]) >= 3, "this person opened hardly any page"
