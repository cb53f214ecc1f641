"""A job whose connection is killed is done after all; one that failed for good is said by `zicht check`."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app, utils
from procrastinate.psycopg_connector import PsycopgConnector

from zicht.doors.cli import checks
from zicht.foundation.database.home import home, recorded_address
from zicht.foundation.jobs.patience import lost_connection
from zicht.foundation.jobs.tests.test_taking_up_again import execute, job_in_hand, state

WAITING = "SELECT pid FROM pg_stat_activity WHERE usename = 'zicht_worker' AND wait_event_type = 'Lock'"
JOBS = {"inquiries.index": "signals_signalcontent", "feedback.mail_waiting": "feedback_mailnotice"}
PATIENCE_SECONDS = 20


def waiting_job(name: str) -> int:
    """A job that waits, under a lock of its own: else it would give way to the one that the clock brings."""
    return execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, queueing_lock)"
        " VALUES ('proof', %s, '{\"timestamp\": 1}', 'todo', %s) RETURNING id",
        [name, f"{name} of this test"],
    )[0][0]


def work() -> None:
    """Do what waits, as the worker does, and stop; in a thread of its own with connections of its own."""

    async def until_done():
        address = utils.connector_params(settings.PROCRASTINATE_DATABASE_ALIAS)
        with app.replace_connector(PsycopgConnector(kwargs=address)) as own:
            async with own.open_async():
                await own.run_worker_async(queues=["proof"], wait=False, install_signal_handlers=False)

    asyncio.run(until_done())


def superuser():
    return psycopg.connect(recorded_address(home()).dsn("zicht_test"), autocommit=True)


def kill_what_waits(connection) -> None:
    """End the connection of the job that waits for a table."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (found := connection.execute(WAITING).fetchall()):
        assert time.monotonic() < until, "no job came to wait"
        time.sleep(0.05)
    for (pid,) in found:
        connection.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.parametrize(("name", "table"), JOBS.items())
def test_OP3_a_job_whose_connection_is_killed_is_done_after_all(country, name, table):
    job = waiting_job(name)
    with ThreadPoolExecutor(1) as aside, superuser() as lock, superuser() as killer:
        with lock.transaction():
            lock.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            worker = aside.submit(work)
            kill_what_waits(killer)
        worker.result(PATIENCE_SECONDS)
        assert state(job) == "todo"
        time.sleep(1.1)
        aside.submit(work).result(PATIENCE_SECONDS)
    assert not execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s", [job])


def test_OP3_a_job_by_the_clock_gives_way_to_the_next_one_and_holds_up_no_other(country):
    """OP3: a killed worker had two in hand; for one of them the next is there already."""
    taken = job_in_hand("2 minutes")
    execute("UPDATE procrastinate_jobs SET queueing_lock = 'audit.seal' WHERE id = %s", [taken])
    execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, queueing_lock)"
        " VALUES ('proof', 'audit.seal', '{}', 'todo', 'audit.seal')"
    )
    execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [taken])
    assert state(taken) == "aborted"


def test_OP3_a_job_that_failed_for_good_is_red_by_name(country):
    failed = [waiting_job(name) for name in ("inquiries.index", "register.compare")]
    for status in ("doing", "failed"):
        execute(f"UPDATE procrastinate_jobs SET status = '{status}' WHERE id = ANY(%s)", [failed])
    assert checks.no_job_failed_for_good() == ["inquiries.index: 1 failed", "register.compare: 1 failed"]
    execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [failed])
    assert checks.no_job_failed_for_good() == []


def test_OP3_an_error_of_the_job_itself_is_no_lost_connection(country):
    with pytest.raises(Exception, match="division") as wrong, connections["worker"].cursor() as cursor:
        cursor.execute("SELECT 1/0")
    assert not lost_connection(wrong.value)
