"""A mail server that takes the connection and says nothing holds up mail, and nothing else."""

import threading
import time

import pytest
from django.conf import settings as configured
from django.db import connections

from tests.faults.mail_sink import MailSink
from zicht.chain.custody import escalation
from zicht.chain.feedback import mailing
from zicht.chain.feedback.tests.test_mailing import given
from zicht.chain.messages.tests.test_inbox import reporter
from zicht.foundation.access import as_worker


@pytest.fixture
def silent_server(settings):
    sink = MailSink(hangs=True)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        sink.port,
    )
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 2
    yield sink
    sink.close()


def open_transactions() -> int:
    with connections["migrate"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'zicht_worker' AND state LIKE 'idle in%%'"
        )
        return cursor.fetchone()[0]


def test_FB1_while_a_mail_hangs_no_transaction_is_open_and_escalation_goes_on(country, silent_server):
    """FB1 CU2: the try ends by itself; the notice waits for the next one."""
    given(country)
    failed = []

    def mail():
        try:
            mailing.announce(reporter(country).person_id)
        except OSError as error:
            failed.append(error)
        finally:
            connections.close_all()

    hanging = threading.Thread(target=mail)
    hanging.start()
    time.sleep(0.7)
    assert hanging.is_alive()
    assert open_transactions() == 0
    with as_worker():
        escalation.watch()
    assert hanging.is_alive(), "the escalation did not wait for the mail"
    hanging.join(10)
    assert len(failed) == 1


def test_FB1_mails_wait_for_each_other_so_that_other_jobs_always_have_a_place(country):
    """FB1: as many mails as there may be, one place of the worker is enough for them."""
    for _ in range(3):
        given(country)
    with connections["worker"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT lock FROM procrastinate_jobs WHERE task_name = 'feedback.mail'")
        assert cursor.fetchall() == [("mail",)]
    assert configured.PROCRASTINATE_WORKER_DEFAULTS["concurrency"] > 1
    assert configured.EMAIL_TIMEOUT <= 10
