"""A function given by two persons, at a desk and on a phone (SH7)."""

import re

import pytest
from django.core import mail

from tests.journeys.test_register import signed_in
from tests.journeys.walking import press
from zicht.chain.agreements.tests import cast as agreements
from zicht.foundation.access import as_worker
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.organisations.models import FunctionAssignment

pytestmark = pytest.mark.browser
NEW = "nieuw.journey@zicht.example"


@pytest.fixture(params=[1280, 360], ids=["desk", "phone"])
def width(request):
    return request.param


@pytest.fixture(autouse=True)
def nobody_new(country):
    yield
    with as_worker():
        Invitation.objects.all().delete()
        FunctionAssignment.objects.filter(account__email=NEW).delete()
        Account.objects.filter(email=NEW).delete()


def looked_at(page, name, width, check_axe, shot):
    check_axe(page)
    shot(page, f"two-persons-{name}")


def test_SH7_a_function_is_proposed_agreed_and_taken_up_on_the_pages(
    country, live, browser_client, page_at, width, check_axe, shot
):
    """SH7: nothing goes out before the second person."""
    first = signed_in(page_at(width), live, browser_client, agreements.keeper(country))
    first.goto("/werk/mensen/")
    looked_at(first, "people", width, check_axe, shot)
    first.get_by_label("Naam").fill("Nieuwe Collega")
    first.get_by_label("E-mailadres van het werk").fill(NEW)
    first.get_by_label("Functie", exact=True).select_option("contact_officer")
    press(first, "Uitnodiging sturen")
    assert "zodra een tweede persoon akkoord geeft" in first.inner_text("body")
    assert not [message for message in mail.outbox if NEW in message.to]
    first.goto("/werk/voorgestelde-functies/")
    looked_at(first, "proposals-own", width, check_axe, shot)
    assert first.get_by_role("button", name="Akkoord").count() == 0
    second = signed_in(page_at(width), live, browser_client, agreements.second(country))
    second.goto("/werk/voorgestelde-functies/")
    looked_at(second, "proposals", width, check_axe, shot)
    press(second, "Akkoord")
    looked_at(second, "proposals-agreed", width, check_axe, shot)
    (letter,) = [message for message in mail.outbox if NEW in message.to]
    colleague = page_at(width)
    colleague.goto(re.search(r"/uitnodiging/\S+", letter.body)[0])
    assert "Welkom, Nieuwe Collega" in colleague.inner_text("body")
    looked_at(colleague, "invited", width, check_axe, shot)
