"""Emergency access that nobody looked at within its day asks for it again and again (SH5)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections
from django.db.models import F

from zicht.chain.sharing import late_reviews
from zicht.chain.sharing.models import BreakGlass
from zicht.chain.sharing.services import break_glass
from zicht.foundation.access import as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def stranger(country):
    return country.actor("contact_officer", "gemeente-nijmegen")


@pytest.fixture
def opened(country, stranger):
    signal = country.signal()
    return break_glass.open_for_myself(
        signal.reference, "contact_officer", "life", "Zij belde om hulp.", actor=stranger
    )


def a_day_later() -> None:
    """Let a day pass for what waits: the clock of PostgreSQL itself cannot be moved."""
    with as_worker():
        BreakGlass.objects.update(reminded_at=F("reminded_at") - DAY)
        BreakGlass.objects.filter(review_due_at__gt=clock.now()).update(
            review_due_at=F("review_due_at") - DAY
        )


def address_of(actor) -> str:
    return Account.objects.get(pk=actor.person_id).email


def told() -> set[str]:
    return {address for message in mail.outbox for address in message.to}


def test_SH5_nobody_is_asked_before_the_day_is_over(opened):
    """SH5: within the day it waits on the work page, without an e-mail."""
    assert late_reviews.remind() == 0
    assert mail.outbox == []


def test_SH5_after_a_day_holders_and_the_officer_are_asked_and_whoever_opened_it_is_not(
    country, stranger, opened
):
    """SH5: the mail goes to those who may review it, on record, and says nothing of the case."""
    a_day_later()
    assert late_reviews.remind() == len(told()) > 0
    officer = country.actor("data_protection_officer", "gemeente-nijmegen")
    assert {address_of(officer), address_of(country.actor("contact_officer", "gemeente-ede"))} <= told()
    assert address_of(stranger) not in told()
    words = mail.outbox[0].subject + mail.outbox[0].body
    assert "Zij belde" not in words
    assert "Z-" not in words
    with connections["migrate"].cursor() as cursor:
        cursor.execute("SELECT object_id FROM audit_auditevent WHERE action = 'break_glass_late'")
        assert cursor.fetchall() == [(str(opened.subject_id),)]


def test_SH5_it_is_asked_once_a_day_until_someone_reviewed_it(country, opened):
    """SH5: a second run of the job is silent; a day later it asks again; after the review no more."""
    a_day_later()
    first = late_reviews.remind()
    assert late_reviews.remind() == 0
    a_day_later()
    assert late_reviews.remind() == first
    break_glass.review(
        opened.pk, "justified", actor=country.actor("data_protection_officer", "gemeente-nijmegen")
    )
    a_day_later()
    assert late_reviews.remind() == 0


def test_SH5_a_mail_server_that_refuses_does_not_swallow_the_question(opened, settings):
    """SH5: the next round asks again."""
    a_day_later()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert late_reviews.remind() == 0
    with as_worker():
        assert BreakGlass.objects.get().reminded_at is None


def test_SH5_the_work_page_says_that_the_day_is_over(country, browser_client, opened):
    """SH5: on Mijn werk of who may review it."""
    client = browser_client.login(country.actor("data_protection_officer", "gemeente-nijmegen"))
    assert "is die dag al om" not in client.get("/werk/").content.decode()
    a_day_later()
    later = browser_client.login(country.actor("data_protection_officer", "gemeente-nijmegen"))
    assert "Bij 1 is die dag al om" in later.get("/werk/").content.decode()
