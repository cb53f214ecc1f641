"""The one way to act on the database: a transaction that PostgreSQL knows the actor of.

The database names the transaction (its process and its start), the actor's token is signed for that one, and
goes back as a parameter: never in the text of a statement, which others can read and logs keep.
"""

import contextlib
import contextvars

import psycopg
from django.db import connection, connections, transaction

from zicht.foundation.access.actor import SYSTEM, Actor

PLACE = "SELECT pg_backend_pid() || '.' || extract(epoch FROM transaction_timestamp())"
ACT = "SELECT set_config('zicht.token', %s, true)"

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
        tell(connection, actor)
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


@contextlib.contextmanager
def as_figures():
    """Open a transaction of the role that counts, with Zicht itself as the actor."""
    with transaction.atomic("figures"):
        tell(connections["figures"], SYSTEM)
        yield


def tell(wrapper, actor: Actor) -> None:
    """Let the running transaction of a connection of Django know its actor."""
    with wrapper.wrap_database_errors:
        bind(wrapper.connection, actor)


def bind(raw: psycopg.Connection, actor: Actor) -> None:
    """Let the running transaction know its actor, in as many round trips as it took to begin: BEGIN goes
    together with the question which transaction this is."""
    with psycopg.Cursor(raw) as cursor:
        with raw.pipeline():
            cursor.execute(PLACE)
        (place,) = cursor.fetchall()[0]
        cursor.execute(ACT, [actor.token(place)])
