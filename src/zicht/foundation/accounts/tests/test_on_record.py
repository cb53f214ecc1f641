"""SH7: every act on an account has its line in the log, whichever way it was done."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from zicht.demo.people_in_place import PASSWORD
from zicht.foundation.access import as_worker
from zicht.foundation.accounts import new_password, services, sessions
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.accounts.tests.test_signing_in import code_for, sign_in
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.organisations.models import FunctionAssignment

NEW = "een heel andere zin 8"


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


@pytest.fixture
def account(officer):
    found = Account.objects.get(pk=officer.person_id)
    yield found
    Authenticator.objects.filter(user=found).delete()
    Account.objects.filter(pk=found.pk).update(password=make_password(PASSWORD))


@pytest.fixture
def client(account):
    """Someone who did the first and the second step."""
    client = Client()
    sign_in(client, account)
    page = client.get("/account/beveiliging/code/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    assert client.post("/account/beveiliging/code/", {"code": code_for(secret)}).status_code == 302
    return client


def lines(account) -> list[str]:
    """The acts in the log about an account by its owner, in their order."""
    found = AuditEvent.objects.using("audit").filter(object_id=str(account.pk), person_id=account.pk)
    return list(found.order_by("id").values_list("action", flat=True))


def test_SH7_signing_in_setting_up_a_second_factor_and_signing_out(client, account):
    client.post("/uitloggen/")
    assert sorted(lines(account)[:3]) == ["recovery_codes_made", "second_factor_added", "signed_in"]
    assert lines(account)[-1] == "signed_out"


def test_SH7_a_second_factor_that_goes_and_new_recovery_codes(client, account):
    before = len(lines(account))
    client.post("/account/beveiliging/noodcodes/nieuw/")
    client.post("/account/beveiliging/code/uit/")
    assert lines(account)[before:] == ["recovery_codes_made", "second_factor_removed"]


def test_SH7_a_passkey_that_comes_and_goes(account):
    key = Authenticator.objects.create(user=account, type="webauthn", data={})
    key.delete()
    found = AuditEvent.objects.using("audit").filter(object_id=str(account.pk)).order_by("id")
    assert [(line.action, line.detail) for line in found] == [
        ("second_factor_added", {"type": "webauthn"}),
        ("second_factor_removed", {"type": "webauthn"}),
    ]


def test_SH7_a_password_that_was_changed(client, account):
    words = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/account/wachtwoord/", words).status_code == 302
    assert lines(account)[-2:] == ["password_changed", "signed_out"]


def test_SH7_a_password_that_was_set_by_way_of_the_mail(account):
    client = Client()
    client.post("/wachtwoord-vergeten/", {"email": account.email})
    new_password.send(str(account.pk))
    path = re.search(r"https?://[^/]+(/wachtwoord-vergeten/\S+)", mail.outbox[-1].body)[1]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert lines(account) == ["password_changed", "password_reset"]


def test_SH7_a_password_that_was_changed_by_a_statement(country, account):
    """SH7: past every page; the line names the account, and nobody who acted."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET password = 'x' WHERE id = %s", [account.pk])
    line = AuditEvent.objects.using("audit").get(action="password_changed", object_id=str(account.pk))
    assert (line.person_id.int, line.channel) == (0, "sign-in")


def test_SH7_a_session_that_ended_by_itself(browser_client, officer, account):
    client = browser_client.login(officer)
    session = client.session
    session[sessions.SEEN_KEY] = int(time.time()) - sessions.IDLE_MINUTES * 60 - 1
    session.save()
    client.get("/werk/afwezig/")
    line = AuditEvent.objects.using("audit").get(action="signed_out")
    assert (line.person_id, line.detail) == (account.pk, {"idle": True})


def test_SH7_an_absence_that_is_taken_back(browser_client, officer, account):
    day = timezone.localdate() + timedelta(days=3)
    absence = services.set_absence(officer.person_id, day, day, actor=officer)
    assert browser_client.login(officer).post(f"/werk/afwezig/{absence.pk}/terug/").status_code == 302
    assert lines(account) == ["absence_set", "absence_ended"]


def test_SH7_an_invitation_that_is_accepted_gives_a_function(country):
    administrator = country.actor("administrator", "gemeente-ede")
    address = services.invite("erbij@zicht.example", "Erbij", "reporter", False, actor=administrator)
    Client().post(address.removeprefix("http://localhost:8000"), {"password": NEW})
    newcomer = Account.objects.get(email="erbij@zicht.example")
    try:
        assert lines(newcomer) == ["function_given", "signed_in"]
        line = AuditEvent.objects.using("audit").get(action="function_given")
        assert line.detail == {"function": "reporter", "by": str(administrator.person_id)}
    finally:
        with as_worker():
            FunctionAssignment.objects.filter(account=newcomer).delete()
            Invitation.objects.filter(email=newcomer.email).delete()
            newcomer.delete()
