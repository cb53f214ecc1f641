"""Nobody learns from a form before sign-in, or from an invitation, who has an account (OP2, ASVS 6.3.8).

The forms are found: every address of signing in that shows a form with a field for an address takes part.
"""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from zicht.foundation.accounts import allauth_urls, limits, new_password, urls
from zicht.foundation.accounts.models import Account

FIELD = re.compile(r'<input[^>]*type="email"[^>]*>')
NAME = re.compile(r'name="(\w+)"')
FILLED = {"password": "een verkeerd woord 7", "name": "Nieuwe Collega", "function": "ambassador"}
PASSING = re.compile(r'value="[^"]*"|CSRFToken": "\w+"|\d+ minuten|20\d\d-\S+')


def forms(client) -> dict[str, str]:
    """Each address that shows a form with a field for an address, with the name of that field."""
    found = {}
    for name in [
        *(pattern.name for pattern in allauth_urls.urlpatterns),
        *(f"accounts:{pattern.name}" for pattern in urls.urlpatterns),
    ]:
        try:
            page = client.get(reverse(name)).content.decode()
        except NoReverseMatch:
            continue
        field = FIELD.search(page)
        if field:
            found[name] = NAME.search(field[0])[1]
    return found


@pytest.fixture
def outside():
    return Client


@pytest.fixture
def administrator(country, browser_client):
    return lambda: browser_client.login(country.actor("administrator", "gemeente-ede"))


def counted(name, times):
    """The slow work of a password, and a mark each time it is done."""
    work = getattr(Argon2PasswordHasher, name)
    return lambda self, *given: times.append(name) or work(self, *given)


def answered(monkeypatch, client, name, field, email) -> dict:
    """What a form answers, and the work it did."""
    hashed = []
    for name_of_work in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name_of_work, counted(name_of_work, hashed))
    before = len(mail.outbox)
    with CaptureQueriesContext(connection) as asked:
        page = client.post(reverse(name), {**FILLED, field: email})
    monkeypatch.undo()
    return {
        "status": page.status_code,
        "to": page.headers.get("Location"),
        "body": PASSING.sub("", page.content.decode()).replace(email, ""),
        "asked": len(asked),
        "hashed": len(hashed),
        "mails": len(mail.outbox) - before,
        "headers": sorted(page.headers),
        "cookies": sorted(page.cookies),
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("outside", {"account_login", "account_reset_password"}),
        ("administrator", {"accounts:people", "account_reset_password"}),
    ],
)
def test_OP2_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(
    country, request, monkeypatch, who, expected
):
    """OP2: once, and also once the limit is reached."""
    client = request.getfixturevalue(who)
    account = Account.objects.get(pk=country.actor("contact_officer", "gemeente-ede").person_id)
    found = forms(client())
    assert found.keys() == expected
    for name, field in found.items():
        for _ in range(limits.FREE + 2):
            known, unknown = (
                answered(monkeypatch, client(), name, field, email)
                for email in (account.email, "niemand@zicht.example")
            )
            assert known == unknown, name
            assert known["status"] < 500


def test_OP2_only_a_known_address_gets_the_mail_and_the_job_does_so(country):
    account = Account.objects.get(pk=country.actor("contact_officer", "gemeente-ede").person_id)
    for email in (account.email.upper(), "niemand@zicht.example"):
        new_password.ask(email)
    with connections["worker"].cursor() as cursor:
        cursor.execute(
            "SELECT args->>'account_id' FROM procrastinate_jobs"
            " WHERE task_name = 'accounts.mail_new_password' ORDER BY id"
        )
        assert [each for (each,) in cursor.fetchall()] == [str(account.pk), None]
    assert new_password.send(None) is False
    assert new_password.send(str(account.pk)) is True
    assert mail.outbox[-1].to == [account.email]
    assert "/wachtwoord-vergeten/" in mail.outbox[-1].body


def test_OP2_an_account_that_was_ended_gets_no_mail(country):
    account = Account.objects.get(pk=country.actor("contact_officer", "gemeente-ede").person_id)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    try:
        assert new_password.send(str(account.pk)) is False
    finally:
        Account.objects.filter(pk=account.pk).update(is_active=True)
