"""SH2, acceptance 6: lists, counts, tiles and search reveal no more than the pages of signals do, also not
by changing.
"""

import re

import pytest

from tests.isolation.cast import CARE_AWAY, NIJMEGEN, POLICE_AWAY, SAFETY_HOUSE_NEXT, UTRECHT
from tests.isolation.oracle import CORE, FULL
from tests.isolation.world import RARE_WORD
from zicht.chain.custody import services
from zicht.chain.signals import search
from zicht.foundation.access import Permission, as_worker
from zicht.testing import base

PASSING = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|X-CSRFToken[^}]+|value="[0-9a-f-]{32,36}"'
)
LISTS = (
    "/werk/",
    "/werk/?toon=kijkt-mee",
    "/werk/?toon=wacht",
    "/werk/regio/",
    "/werk/signalen/",
    "/werk/signalen/?state=closed",
    "/werk/register/",
    "/werk/register/nog-te-melden/",
    "/werk/register/nog-te-melden/?toon=anderen",
    "/werk/berichten/",
    "/werk/signaal-geven/",
)
OUTSIDERS = [
    ("contact_officer", UTRECHT),
    ("care_coordinator", CARE_AWAY),
    ("tmm", POLICE_AWAY),
    ("chain_director", SAFETY_HOUSE_NEXT),
    ("contact_officer", NIJMEGEN),
    ("registrar", "comensha"),
    ("kmar", "marechaussee"),
    ("shelter_manager", "leger-des-heils"),
    ("reporter", "gemeente-ede"),
    ("fallback_desk", "landelijk-vangnet"),
]


@pytest.fixture
def client(who):
    return base.SignedInClient().login(who.actor)


def shown(client, path) -> str:
    """What a page says, without what differs at every visit."""
    return PASSING.sub("", client.get(path).content.decode())


def references_on(client, path) -> set:
    return set(re.findall(r"Z-[0-9A-Z]{4}-[0-9A-Z]{4}", shown(client, path)))


def seen(who, level) -> set:
    return {who.world.references[state] for state in who.world.signals if who.level(state) >= level}


def test_SH2_no_list_names_a_signal_that_is_not_seen(who, client):
    for path in LISTS:
        assert references_on(client, path) <= seen(who, CORE), path


def test_SH2_the_list_of_signals_names_every_signal_that_is_seen(who, client):
    right = seen(who, CORE) if who.may(Permission.SIGNAL_READ) else set()
    assert references_on(client, "/werk/signalen/") == right


def test_SH2_searching_a_word_finds_what_is_seen_in_full_and_counts_nothing_else(who, client):
    if not who.may(Permission.SIGNAL_READ):
        assert client.post("/werk/signalen/zoeken/", {"words": RARE_WORD}).status_code == 403
        return
    page = client.post("/werk/signalen/zoeken/", {"words": RARE_WORD}).content.decode()
    assert set(re.findall(r"Z-[0-9A-Z]{4}-[0-9A-Z]{4}", page)) == seen(who, FULL)


def test_SH2_searching_a_reference_leads_to_what_is_seen_and_nowhere_else(who, client):
    if not who.may(Permission.SIGNAL_READ):
        return
    for state, reference in who.world.references.items():
        answer = client.post("/werk/signalen/zoeken/", {"words": reference})
        assert (answer.status_code == 302) == (who.level(state) >= CORE), state


@pytest.mark.parametrize(("function", "organisation"), OUTSIDERS)
def test_SH2_nothing_changes_on_the_pages_of_an_outsider_when_signals_come_in_elsewhere(
    world, function, organisation
):
    """Three signals in another region, one of them closed, do not move one number or word on any list or
    tile.
    """
    actor = world.country.actor(function, organisation)
    client = base.SignedInClient().login(actor)
    before = {path: shown(client, path) for path in LISTS}
    found = [world.country.signal(municipality="GM0014", story={"what": RARE_WORD}).id for _ in range(3)]
    services.finish(
        found[0], "helped", "conversation", actor=world.country.actor("contact_officer", "gemeente-groningen")
    )
    with as_worker():
        for signal_id in found:
            search.index(signal_id)
    assert {path: shown(client, path) for path in LISTS} == before
