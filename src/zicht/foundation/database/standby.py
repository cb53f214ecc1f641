"""A second cluster that has every commit before it is acknowledged, and takes over when the first is gone.

Two own clusters, each in its own home, by streaming replication with synchronous commit. Where
DATABASE_URL names both (`host=first,second target_session_attrs=read-write`), Zicht finds the one that
writes by itself. While a standby is expected and not there, commits wait: nothing is acknowledged that
only one disk knows. Decision: docs/decisions/0051-standby.md.
"""

import time
from pathlib import Path

import psycopg

from zicht.foundation.database import binaries, external, launcher
from zicht.foundation.database import home as places
from zicht.foundation.database.errors import UserError
from zicht.foundation.database.home import ClusterAddress

NAME = "zicht_standby"
IN_STEP_SECONDS = 120


def make(standby: Path, primary: Path | None = None) -> ClusterAddress:
    """Make and start a standby in the home `standby`; from then on every commit waits for it. Returns where
    it answers.

    Refuses: an external PostgreSQL, a home that has data, a standby that does not get in step."""
    if external.is_chosen():
        raise UserError("This PostgreSQL is run by somebody else (DATABASE_URL); its standby belongs there.")
    first, data = places.recorded_address(primary or places.home()), places.data_folder(standby)
    if data.exists():
        raise UserError(f"{standby} holds data already; choose an empty folder.")
    places.prepare(standby)
    places.settle_address(standby)
    source = f"{first.dsn()} application_name={NAME}"
    answer = binaries.find().run(
        "pg_basebackup", "-d", source, "-D", str(data), "-X", "stream", "-c", "fast", "-R"
    )
    if answer.returncode:
        raise UserError(f"The copy for the standby was not made: {answer.stderr.strip()[-300:]}")
    launcher.take_possession(data, standby)
    address = launcher.ensure_running(standby)
    with psycopg.connect(first.dsn(), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")
        connection.execute("SELECT pg_reload_conf()")
        _wait_until_in_step(connection)
    return address


def promote(standby: Path, primary: Path | None = None) -> ClusterAddress:
    """Let the standby take over. Refuses: the first still answers (two that write would each lose half),
    or it is no standby."""
    if launcher.is_running(primary or places.home()):
        raise UserError("The first database still answers. Stop it before the standby takes over.")
    address = places.recorded_address(standby)
    with psycopg.connect(address.dsn(), autocommit=True) as connection:
        if not _true(connection, "SELECT pg_is_in_recovery()"):
            raise UserError(f"{standby} is no standby (any more).")
        if not _true(connection, "SELECT pg_promote(true, 60)"):
            raise UserError("The standby did not take over within a minute; look in its log.")
    return address


def _wait_until_in_step(connection: psycopg.Connection) -> None:
    deadline = time.monotonic() + IN_STEP_SECONDS
    while not _true(
        connection, "SELECT EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync')"
    ):
        if time.monotonic() > deadline:
            connection.execute("ALTER SYSTEM RESET synchronous_standby_names")
            connection.execute("SELECT pg_reload_conf()")
            raise UserError("The standby does not get in step; nothing waits for it.")
        time.sleep(0.2)


def _true(connection: psycopg.Connection, query: str) -> bool:
    row = connection.execute(query).fetchone()  # type: ignore[arg-type]
    return bool(row and row[0])
