"""What a command needs around it: a running cluster, a database that is up to date, and Django."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from zicht import words
from zicht.doors.cli.answer import say
from zicht.foundation.database import launcher, roles
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.errors import UserError
from zicht.foundation.database.home import ClusterAddress
from zicht.methods.codes import Refused

MIGRATION_LOCK = 4_342_901  # any number, the same everywhere


@contextmanager
def ready() -> Iterator[ClusterAddress]:
    """A cluster and Django, for commands that use the data. Refuses: a database that was never prepared."""
    nothing = UserError("There is no database yet. Make it with `zicht migrate` (or `zicht demo`).")
    if not launcher.is_made():
        raise nothing
    with _while_it_answers(), launcher.running() as address:
        if not _reachable():
            raise nothing
        set_up_django()
        with _in_plain_words(), _connections_closed():
            yield address


@contextmanager
def prepared(progress=say) -> Iterator[ClusterAddress]:
    """As `ready`, after making the roles and the database and running the migrations where needed."""
    with _while_it_answers(), launcher.running() as address:
        _bootstrap_if_needed(address)
        set_up_django()
        migrate(progress)
        with _in_plain_words(), _connections_closed():
            yield address


@contextmanager
def _while_it_answers() -> Iterator[None]:
    """A database that goes away while a command needs it is one line to the user. Repeating is harmless."""
    try:
        yield
    except Exception as error:
        if not _went_away(error):
            raise
        raise UserError(
            "The database stopped answering. Was it stopped or killed? What was acknowledged is kept; start"
            " again."
        ) from error


def _went_away(error: BaseException) -> bool:
    """Whether an error, or what Django made it from, is a connection that broke or could not be made
    (SQLSTATE 08 and 57P)."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return cause.sqlstate is None or cause.sqlstate.startswith(("08", "57P"))


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """What a service refuses is a refusal to the user of the command too."""
    from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
    from django.http import Http404

    try:
        yield
    except (Http404, ObjectDoesNotExist) as error:
        raise UserError(f"Not found: {error}") from error
    except ValidationError as error:
        raise UserError("; ".join(error.messages)) from error
    except PermissionDenied as error:
        raise UserError(f"Not allowed: {error}") from error
    except (ValueError, LookupError) as error:
        if type(error).__module__.partition(".")[0] != "zicht":
            raise  # a mistake of ours, not a refusal
        said = words.say(error) if isinstance(error, Refused) else str(error)
        raise UserError(" ".join(said.split())) from error


@contextmanager
def _connections_closed() -> Iterator[None]:
    """Before the cluster stops: a pool that is left open goes on asking for it."""
    try:
        yield
    finally:
        close_connections()


def close_connections() -> None:
    """Give back every connection of this process, those kept in pools too."""
    from django.db import connections

    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if connection.pool:
            connection.close_pool()


def require_safe() -> None:
    """Look before starting. Refuses: roles, tables, views or a database log that would let case data out."""
    from zicht.doors import boot

    try:
        boot.require_safe()
    except boot.NotSafe as reason:
        raise UserError(f"Zicht does not start: {reason}.") from reason
    finally:
        close_connections()


def set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.settings")
    gc.disable()  # what is loaded stays: looking through it again and again is a tenth of the start
    django.setup()
    gc.freeze()
    gc.enable()


def migrate(progress=say) -> int:
    """Apply what is not applied, one process at a time; the number of migrations applied."""
    from django.db import connections

    from zicht.foundation.access.install import install
    from zicht.foundation.database import migrating

    connection = connections["migrate"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
    try:
        waiting = len(migrating.unapplied())
        if waiting:
            progress(f"Preparing the database: {waiting} steps.")
        for changed in migrating.migrate():
            progress(f"Put back what was changed by hand: {changed}.")
        install()
        return waiting
    finally:
        close_connections()  # this also gives the lock back


def _bootstrap_if_needed(address: ClusterAddress) -> None:
    """An own cluster is checked at every start; an external one when it must, or when an admin address is
    given."""
    if not address.external or os.environ.get("ZICHT_ADMIN_DATABASE_URL") or not _reachable():
        roles.bootstrap(address.dsn(), database_name())


def _reachable() -> bool:
    settings = roles.connection_settings(roles.MIGRATE)
    names = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    parameters = {ours: settings[theirs] for theirs, ours in names.items() if settings[theirs]}
    try:
        psycopg.connect(**parameters, **settings["OPTIONS"], connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True
