"""The one way to act on the database: a transaction that PostgreSQL knows the actor of."""

import contextlib
import contextvars

from django.db import connection, connections, transaction

from zicht.foundation.access.actor import SYSTEM, Actor

_current: contextvars.ContextVar[Actor | None] = contextvars.ContextVar("actor", default=None)


def current_actor() -> Actor | None:
    """Return the actor of the running transaction, or None outside one."""
    return _current.get()


@contextlib.contextmanager
def acting(actor: Actor):
    """Open a transaction in which row-level security knows `actor`. Inside the same actor's transaction it
    joins.

    Refuses to change actor halfway a transaction: rights never mix."""
    running = _current.get()
    if running is not None:
        if running != actor:
            raise RuntimeError("A transaction has one actor.")
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('zicht.token', %s, true)", [actor.token()])
        mark = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(mark)


@contextlib.contextmanager
def as_worker(actor: Actor = SYSTEM):
    """Run domain code under the worker's database role. Only jobs and commands use it."""
    web = connections["default"]
    connections["default"] = connections["worker"]
    try:
        with acting(actor):
            yield
    finally:
        connections["default"] = web
