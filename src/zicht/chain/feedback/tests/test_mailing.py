"""E-mail says that a word waits, and nothing else; at most once an hour; never lost, whatever fails (FB1)."""

import pytest
import time_machine
from django.core import mail
from django.db import connections

from zicht.chain.custody import services
from zicht.chain.feedback import mailing
from zicht.chain.feedback.models import MailNotice
from zicht.chain.intake import services as intake
from zicht.chain.messages.services import mark_read
from zicht.chain.messages.tests.test_inbox import officer, reporter
from zicht.foundation.access import as_worker
from zicht.foundation.accounts.models import Account
from zicht.testing import days


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def given(country):
    """A colleague's signal that was taken up: one word waits for the colleague."""
    signal = intake.submit(country.report(channel="professional"), actor=reporter(country))
    services.take_up(signal.id, actor=officer(country))
    return signal


def announce(country) -> bool:
    return mailing.announce(reporter(country).person_id)


def jobs() -> int:
    with connections["worker"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'feedback.mail'")
        return cursor.fetchone()[0]


def test_FB1_the_mail_says_that_a_word_waits_and_nothing_about_the_case(country, outbox):
    signal = given(country)
    assert announce(country)
    sent = outbox[0]
    assert sent.to == [Account.objects.get(pk=reporter(country).person_id).email]
    assert sent.subject == "Er staat een bericht voor u klaar in Zicht"
    for secret in (
        signal.reference,
        str(signal.id),
        "Ede",
        "uitbuiting",
        "slachtoffer",
        reporter(country).name,
    ):
        assert secret not in sent.subject + sent.body


def test_FB1_the_job_commits_with_the_word_and_not_for_ones_own_report(country):
    signal = intake.submit(country.report(channel="professional"), actor=reporter(country))
    assert jobs() == 0
    services.take_up(signal.id, actor=officer(country))
    assert jobs() == 1
    country.signal()
    assert jobs() == 1


def test_FB1_a_second_run_sends_nothing_more(country, outbox):
    given(country)
    assert [announce(country), announce(country)] == [True, False]
    assert len(outbox) == 1


def test_FB1_one_mail_an_hour_for_everything_that_came(country, outbox):
    with time_machine.travel(days.working_morning(), tick=False) as clock:
        given(country)
        announce(country)
        given(country)
        given(country)
        assert not announce(country)
        clock.shift(3601)
        assert mailing.announce_all() == 1
        assert mailing.announce_all() == 0
    assert len(outbox) == 2


def test_FB1_what_was_read_meanwhile_needs_no_mail(country, outbox):
    given(country)
    mark_read(None, actor=reporter(country))
    assert not announce(country)
    assert outbox == []


def test_FB1_a_failed_mail_is_tried_again_and_says_so(country, outbox, settings):
    """FB1: the second try carries the number of the first, so that a mail server can tell a repetition
    from a new word.
    """
    with time_machine.travel(days.working_morning(), tick=False) as clock:
        given(country)
        settings.EMAIL_BACKEND = "zicht.chain.feedback.tests.test_mailing.Refusing"
        with pytest.raises(ConnectionError):
            announce(country)
        with as_worker():
            first = MailNotice.objects.get()
        assert (first.handled_at, first.tries) == (None, 1)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert not announce(country)  # the first try may still be on its way
        clock.shift(mailing.AGAIN_AFTER.total_seconds() + 1)
        assert announce(country)
    assert outbox[0].extra_headers[mailing.REPEATED] == "2"
    assert str(first.mail_id) in outbox[0].extra_headers["Message-ID"]


def test_FB1_a_first_mail_is_not_marked_as_a_repetition(country, outbox):
    given(country)
    announce(country)
    assert mailing.REPEATED not in outbox[0].extra_headers


def test_FB1_one_unreachable_mail_server_does_not_stop_the_job_for_all(country, settings):
    given(country)
    settings.EMAIL_BACKEND = "zicht.chain.feedback.tests.test_mailing.Refusing"
    assert mailing.announce_all() == 0


class Refusing:
    """A mail server that is not there."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionError
