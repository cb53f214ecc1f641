"""A copy of the database opens nothing: no session, no invitation, no link for a new password (SH7)."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from zicht.foundation.access import SYSTEM, as_worker
from zicht.foundation.accounts import entrances, new_password, services
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.audit.models import AuditEvent

PAGE = "/werk/afwezig/"


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", "gemeente-ede")


@pytest.fixture
def invited(country):
    """The address of an invitation; it is taken away again."""
    administrator = country.actor("administrator", "gemeente-ede")
    with as_worker():
        Invitation.objects.all().delete()
    yield services.invite("later@zicht.example", "Later", "reporter", False, actor=administrator)
    with as_worker():
        Invitation.objects.all().delete()


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost:8000")


def link_for(officer) -> str:
    """Ask for a new password, and return the address in the mail."""
    account = Account.objects.get(pk=officer.person_id)
    Client().post("/wachtwoord-vergeten/", {"email": account.email})
    new_password.send(str(account.pk))
    return re.search(r"http\S+(/wachtwoord-vergeten/\S+)", mail.outbox[-1].body)[1]


def opens(path: str) -> bool:
    page = Client().get(path, follow=True)
    return page.status_code == 200 and 'type="password"' in page.content.decode()


def entered_with(text: str) -> bool:
    client = Client()
    client.cookies["sessionid"] = text
    return client.get(PAGE).status_code == 200


def end_all() -> dict[str, int]:
    with as_worker():
        return entrances.end_all(actor=SYSTEM)


def test_SH7_what_the_database_keeps_of_a_session_opens_nothing(browser_client, officer):
    client = browser_client.login(officer)
    assert entered_with(client.cookies["sessionid"].value)
    rows = list(Session.objects.all())
    assert rows
    assert [row.pk for row in rows if entered_with(row.pk) or entered_with(row.session_data)] == []
    assert client.cookies["sessionid"].value not in {row.pk for row in rows}


def test_SH7_what_a_session_holds_does_not_open_under_another_name(browser_client, officer):
    client = browser_client.login(officer)
    own = Session.objects.get()
    other = Client()
    other.get("/inloggen/")
    Session.objects.exclude(pk=own.pk).update(session_data=own.session_data)
    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 302


def test_SH7_signing_out_ends_the_session(browser_client, officer):
    client = browser_client.login(officer)
    cookie = client.cookies["sessionid"].value
    client.post("/uitloggen/")
    assert not entered_with(cookie)
    assert not Session.objects.filter(pk=cookie).exists()


def test_SH7_all_sessions_invitations_and_links_end_at_once_and_it_is_on_record(
    browser_client, officer, invited
):
    cookie, link = browser_client.login(officer).cookies["sessionid"].value, link_for(officer)
    assert (entered_with(cookie), opens(link), opens(path_of(invited))) == (True, True, True)
    ended = end_all()
    assert (ended["sessions"] > 0, ended["invitations"]) == (True, 1)
    assert (entered_with(cookie), opens(link), opens(path_of(invited))) == (False, False, False)
    event = AuditEvent.objects.using("audit").get(action="entrances_ended")
    assert event.detail == ended


def test_SH7_rows_of_before_that_come_back_open_nothing(browser_client, officer, invited):
    """SH7: a key that is gone does not come back with a copy of the database."""
    cookie = browser_client.login(officer).cookies["sessionid"].value
    sessions, invitations = list(Session.objects.all()), list(Invitation.objects.all())
    end_all()
    with as_worker():
        Invitation.objects.all().delete()
        Session.objects.bulk_create(sessions)
        Invitation.objects.bulk_create(invitations)
    assert (entered_with(cookie), opens(path_of(invited))) == (False, False)


def test_SH7_after_that_everyone_signs_in_as_before(browser_client, officer):
    end_all()
    assert browser_client.login(officer).get(PAGE).status_code == 200
