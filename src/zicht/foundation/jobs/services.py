"""Putting work aside: a row in the same transaction, done by the worker right after the commit, or at a
moment.
"""

import functools
import json
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from zicht.foundation.access import as_worker
from zicht.foundation.jobs.patience import Patience, drop_broken_connections


def enqueue(task: str, at: datetime | None = None, **args: Any) -> None:
    """Put a job in the queue, inside the running transaction. `args` are ids and codes, never content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.enqueue(%s, %s::jsonb, %s)", [task, json.dumps(args, default=str), at])


def job(name: str, every: str = "", *, in_steps: bool = False, one_at_a_time: str | None = None):
    """Make a function a job called `name`; `every` is a cron line for jobs that come back.

    The body runs in the worker's own transaction and must be repeatable: a job may run twice. `in_steps`:
    the body opens its own transactions, because something outside the database happens between them. Jobs
    with the same `one_at_a_time` wait for each other, so that a slow outside world holds up one of them
    and nothing else."""

    def decorate(body):
        @functools.wraps(body)
        def done(*args, **kwargs):
            drop_broken_connections()
            if in_steps:
                return body(*args, **kwargs)
            with as_worker():
                return body(*args, **kwargs)

        if not every:
            app.task(done, name=name, retry=Patience(), lock=one_at_a_time)
            return done

        @functools.wraps(body)
        def on_the_clock(timestamp: int):
            return done()

        task = app.task(on_the_clock, name=name, queueing_lock=name, lock=one_at_a_time, retry=Patience())
        app.periodic(cron=every)(task)
        return done

    return decorate
