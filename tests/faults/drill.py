"""A restore drill in an own home: `python -m tests.faults.drill HOME BACKUPS`, one line of JSON.

Reports come in, a backup is made, more come in; then something is done that has to be undone, and the disk
of the database is gone as well. The product's own commands bring everything back: to the moment before,
and to the latest there is.
"""

import contextlib
import io
import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from tests.faults import ground
from zicht.foundation.database.home import recorded_address


def main(home: Path, backups: Path) -> int:
    ground.prepare(home, ground.Ports.free())
    try:
        found = drill(backups)
        sys.stdout.write(json.dumps({**found, "takeover": takeover(home)}) + "\n")
    finally:
        ground.stop(home)
    return 0


def drill(backups: Path) -> dict:
    """What was there at each moment, and what the commands answered."""
    from zicht.doors.cli.session import close_connections
    from zicht.foundation.audit.services import verify

    session, before = _signed_in(), _reports(6)
    verify()  # seals, so that the head knows more than the backup will
    close_connections()
    backup = _zicht("backup", str(backups))
    after = _reports(6)
    time.sleep(1.5)
    moment = datetime.now(UTC).isoformat()
    time.sleep(1.5)
    regretted = _reports(4)
    verify()
    close_connections()
    back = _zicht("restore", str(backups), "--until", moment)
    at_moment = {
        name: _there(receipts)
        for name, receipts in (("before", before), ("after", after), ("regretted", regretted))
    }
    still_in = _is_in(session)
    since = _reports(3)
    close_connections()
    again = _zicht("restore", str(backups))
    latest = {
        name: _there(receipts) for name, receipts in (("before", before), ("after", after), ("since", since))
    }
    close_connections()
    return {
        "backup": backup,
        "back": back,
        "at_moment": at_moment,
        "still_in": still_in,
        "again": again,
        "latest": latest,
        "check": _zicht("check"),
    }


def takeover(home: Path) -> dict:
    """What the command answers by which a standby takes over, and whether anybody is still signed in then."""
    from zicht.doors.cli.session import close_connections
    from zicht.foundation.database import launcher

    second = home / "second"
    _zicht("standby", "make", str(second))
    _signed_in()
    close_connections()
    launcher.stop(home)
    command = [sys.executable, "-m", "zicht.doors.cli.main", "standby", "promote", str(second), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    with psycopg.connect(recorded_address(second).dsn(ground.DATABASE)) as connection:
        left = connection.execute("SELECT count(*) FROM django_session").fetchone()[0]
    return {**json.loads(done.stdout), "left": left}


def _signed_in() -> str:
    from zicht.foundation.accounts.session_store import SessionStore

    store = SessionStore()
    store["organisation"] = "somewhere"
    store.create()
    store.save()
    return store.session_key


def _is_in(session: str) -> bool:
    from zicht.foundation.accounts.session_store import SessionStore

    return bool(SessionStore(session).load())


def _reports(number: int) -> list[str]:
    from zicht.testing import base

    return [base.Country().signal().receipt for _ in range(number)]


def _there(receipts: list[str]) -> int:
    from zicht.chain.messages import mailbox

    return sum(mailbox.open_mailbox(receipt) is not None for receipt in receipts)


def _zicht(*arguments: str) -> dict:
    from zicht.doors.cli.main import main as zicht

    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        code = zicht([*arguments, "--json"])
    return {"code": code, **json.loads(shown.getvalue() or "{}")}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
