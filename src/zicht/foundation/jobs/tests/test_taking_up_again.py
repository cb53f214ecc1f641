"""A job that a killed worker had in hand is done after all; one of a living worker is left alone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from zicht.foundation.jobs.tasks import take_up_again


def execute(sql, values=()):
    with connections["worker"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def job_in_hand(heard_of_ago: str) -> int:
    """A job that a worker began and did not finish."""
    worker = execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
        [heard_of_ago],
    )[0][0]
    return execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
        " VALUES ('default', 'audit.seal', '{\"timestamp\": 1}', 'doing', %s) RETURNING id",
        [worker],
    )[0][0]


def state(job: int) -> str:
    return execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])[0][0]


@pytest.mark.parametrize(("heard_of_ago", "after"), [("2 minutes", "todo"), ("3 seconds", "doing")])
def test_what_a_killed_worker_had_in_hand_is_taken_up_again(country, heard_of_ago, after):
    job = job_in_hand(heard_of_ago)
    with ThreadPoolExecutor(
        1
    ) as aside:  # a browser that is open in this session has a loop of its own in this thread
        aside.submit(asyncio.run, take_up_again.func(SimpleNamespace(app=app), 0)).result()
    assert state(job) == after
