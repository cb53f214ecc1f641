"""SH2, acceptance 6: every function x organisation x address with case data x state of the signal gets the
right answer.

Not signed in: the sign-in page. Without the permission: 403. Not visible: 404, whether it exists or not.
Else an answer.
"""

import uuid

import pytest
from django.db import transaction
from django.test import Client

from tests.isolation import rows
from tests.isolation.addresses import CASE_PARTS, OTHER_PARTS, case_addresses, patterns
from zicht.testing import base

STATES = ("open", "offered", "closed", "registered", "own report")
PAGES = ("custody:signal",)
FILLED_IN = {
    "text": "Ik zag iets.",
    "opinion": "possible",
    "reason": "indicators",
    "note": "",
    "outcome": "helped",
    "word": "",
    "bevestigd": "1",
    "task": "assess",
}


@pytest.fixture
def client(who):
    """A client signed in as the person whose turn it is."""
    return base.SignedInClient().login(who.actor)


def addresses(world):
    """Every (address, state, url) there is in this world; the forms on a signal in the states that matter
    to them.
    """
    return [
        (address, state, url)
        for address in case_addresses()
        for state, objects in world.objects.items()
        if (url := address.url(objects))
        and (state in STATES or address.parts != ("signal_id",) or address.name in PAGES)
    ]


def filled_in(address, who):
    """A form that could be accepted, whichever it is."""
    reason = "no_capacity" if address.name == "custody:give_back" else FILLED_IN["reason"]
    receiver = f"{who.organisation_id}:contact_officer"
    return FILLED_IN | {"key": uuid.uuid4(), "version": 1, "receiver": receiver, "reason": reason}


def test_SH2_every_part_of_an_address_is_known_to_be_case_data_or_not():
    unknown = {part for _, parts, _ in patterns() for part in parts} - CASE_PARTS - OTHER_PARTS.keys()
    assert unknown == set()


def test_SH2_every_address_with_case_data_is_tried_in_some_state(world):
    tried = {address.name for address, _, _ in addresses(world)}
    assert {address.name for address in case_addresses()} - tried == set()


def test_SH2_without_signing_in_every_address_leads_to_the_sign_in_page(world):
    client = Client()
    answers = [(url, client.get(url), client.post(url)) for _, _, url in addresses(world)]
    wrong = [
        (url, response.status_code)
        for url, *responses in answers
        for response in responses
        if response.status_code != 302 or not response.headers["Location"].startswith("/inloggen/")
    ]
    assert wrong == []


def test_SH2_looking_gets_the_right_answer(world, who, client):
    """SH2: every address, for every person of the cast."""
    wrong = []
    for address, state, url in addresses(world):
        right, status = address.expected(who, state, "GET"), client.get(url).status_code
        if status not in right:
            wrong.append((address.name, state, status, set(right)))
    assert wrong == []


def test_SH2_acting_gets_the_right_answer_and_an_outsider_changes_nothing(world, who, client):
    """What someone may do is undone afterwards; what they may not do is not undone, and must have left no
    trace.
    """
    before, wrong = rows.fingerprint(), []
    for address, state, url in addresses(world):
        right, status = address.expected(who, state, "POST"), 0
        with transaction.atomic():
            status = client.post(url, filled_in(address, who.actor)).status_code
            transaction.set_rollback(address.exists(who, state) and who.may(address.permission))
        if status not in right:
            wrong.append((address.name, state, status, set(right)))
    assert wrong == []
    assert rows.fingerprint() == before


def test_SH2_what_does_not_exist_looks_the_same_as_what_is_not_yours(world, who, client):
    """SH2: a refusal does not tell that something is there."""
    for address in case_addresses():
        nowhere = address.url(dict.fromkeys(CASE_PARTS, uuid.uuid4()))
        assert client.get(nowhere).status_code in (403, 404, 405), address.name
