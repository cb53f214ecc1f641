"""Signing in takes two steps; invitations replace self-registration; sessions end by themselves (OP2)."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from zicht.demo.people_in_place import PASSWORD
from zicht.foundation.access import as_worker
from zicht.foundation.accounts import services, sessions
from zicht.foundation.accounts.models import Account
from zicht.foundation.organisations.models import FunctionAssignment


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, account, password=PASSWORD):
    return client.post("/inloggen/", {"login": account.email, "password": password})


def test_OP2_a_password_alone_opens_nothing_but_the_page_for_the_second_step(officer):
    client, account = Client(), Account.objects.get(pk=officer.person_id)
    sign_in(client, account)
    assert client.get("/werk/afwezig/").headers["Location"] == "/account/beveiliging/"
    assert "Nog één stap" in client.get("/account/beveiliging/").content.decode()


def test_OP2_with_a_code_from_an_app_the_workplace_opens_now_and_next_time(officer):
    client, account = Client(), Account.objects.get(pk=officer.person_id)
    sign_in(client, account)
    page = client.get("/account/beveiliging/code/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    assert client.post("/account/beveiliging/code/", {"code": code_for(secret)}).status_code == 302
    assert client.get("/werk/afwezig/").status_code == 200
    later = Client()
    assert sign_in(later, account).headers["Location"].startswith("/inloggen/code/")
    assert later.get("/werk/afwezig/").status_code == 302


def test_OP2_a_wrong_password_and_an_unknown_address_look_the_same(officer):
    account = Account.objects.get(pk=officer.person_id)
    answers = []
    for email in (account.email, "niemand@zicht.example"):
        page = Client().post("/inloggen/", {"login": email, "password": "verkeerd"}).content.decode()
        answers.append(re.sub(r'value="[^"]*"|CSRFToken": "\w+"', "", page))
    assert answers[0] == answers[1]
    assert "horen niet bij elkaar" in answers[0]


def test_OP2_a_session_ends_after_inactivity_by_function(browser_client, officer):
    client = browser_client.login(officer)
    assert client.get("/werk/afwezig/").status_code == 200
    session = client.session
    session[sessions.SEEN_KEY] = int(time.time()) - sessions.IDLE_MINUTES * 60 - 1
    session.save()
    assert client.get("/werk/afwezig/").headers["Location"].startswith("/inloggen/")


def test_OP2_an_invited_colleague_chooses_a_password_and_gets_the_function_once(country):
    administrator = country.actor("administrator", "gemeente-ede")
    address = services.invite("nieuw@zicht.example", "Nieuwe Collega", "reporter", False, actor=administrator)
    assert "nieuw@zicht.example" in mail.outbox[-1].to
    path = address.removeprefix("http://localhost:8000")
    client = Client()
    assert "Welkom, Nieuwe Collega" in client.get(path).content.decode()
    assert client.post(path, {"password": "kort"}).status_code == 422
    assert (
        client.post(path, {"password": "een lange eigen zin 7"}).headers["Location"]
        == "/account/beveiliging/"
    )
    assert Client().get(path).status_code == 410
    assignment = FunctionAssignment.objects.get(account__email="nieuw@zicht.example")
    assert assignment.function == "reporter"
    with as_worker():
        assignment.delete()


def test_OP2_nobody_can_register_by_themselves():
    assert Client().get("/inloggen/signup/").status_code == 404


def test_OP2_the_demonstration_door_is_closed_outside_the_demonstration(officer):
    assert Client().post("/inloggen/demonstratie/", {"account": officer.person_id}).status_code == 404


def test_OP2_only_an_administrator_manages_people_and_only_of_the_own_organisation(
    country, browser_client, officer
):
    assert browser_client.login(officer).get("/werk/mensen/").status_code == 403
    client = browser_client.login(country.actor("administrator", "gemeente-ede"))
    page = client.get("/werk/mensen/").content.decode()
    assert officer.name in page
    elsewhere = FunctionAssignment.objects.filter(organisation__slug="gemeente-utrecht").first()
    assert client.get(f"/werk/mensen/{elsewhere.pk}/beeindigen/").status_code == 404
