"""Destroying the demonstration country: `python -m tests.faults.destroying [--signals 40]`, one line of JSON.

Whatever ended is tried to be turned back, row by row, and each grant has a line in the log. Every subject
is restricted and destroyed, whatever rows hang on it (and put back); then what is closed is destroyed for
good, an older backup is restored, and no subject of the ledger may open. Without `--signals` the whole
demonstration.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from tests.faults import ground
from tests.faults.drill import _zicht as zicht
from tests.isolation import backwards, sight_and_lines

SUBJECTS = """SELECT 'signal', id FROM signals_signal
    UNION ALL SELECT 'victim', id FROM register_presumedvictim
    UNION ALL SELECT 'work', id FROM deconfliction_work"""
CLOSE = "UPDATE custody_custody SET state = 'closed' WHERE state = 'open'"
LONGEST_REASONS = "UPDATE sharing_grant SET because = rpad(because, 400, '.')"
EVERY_ROW = 1_000_000
FOR_EVER = timedelta(days=60 * 365)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.destroying", description=__doc__)
    parser.add_argument("--signals", type=int, help="play only so many signals; without the register's past")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zicht-destroying-") as folder:
        home = Path(folder) / "home"
        ground.prepare(home, ground.Ports.free())
        try:
            _fill(asked.signals)
            found = destroy_and_restore(Path(folder) / "backups")
        finally:
            ground.stop(home)
    sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["ok"] else 1


def destroy_and_restore(backups: Path) -> dict:
    """What could be destroyed, and what came back of it."""
    from zicht.casework.retention import services
    from zicht.doors.cli.session import close_connections

    tried, resisted = _each_in_turn()
    turned_back = _turned_back()
    close_connections()
    sight = _sight()
    zicht("backup", str(backups))
    moment = _moment_between()
    runs = _run_until_nothing_is_left()
    close_connections()
    back = zicht("restore", str(backups), "--until", moment)
    found = {"tried": tried, "resisted": resisted, "back": turned_back, "sight": sight}
    return _judged(found, runs, back, services.still_open())


def _judged(found: dict, runs: list, back: dict, opens: int) -> dict:
    destroyed, failed = sum(run.destroyed for run in runs), sum(run.failed for run in runs)
    again = back.get("destroyed_again")
    unequal = found["sight"]["silent"] or found["sight"]["made_up"]
    turned = found["back"]["changed"]
    wrong = found["resisted"] or turned or failed or back["code"] or opens or unequal
    done = {"destroyed": destroyed, "failed": failed, "again": again, "restore": back["code"], "opens": opens}
    return found | done | {"ok": bool(destroyed) and again == destroyed and not wrong}


def _fill(signals: int | None) -> None:
    from zicht.demo import present, service
    from zicht.demo.player import Player
    from zicht.foundation.acts import clock

    if signals is None:
        service.load(lambda text: None)
    else:
        today = clock.today()
        every = list(present.generate(today))
        Player(today).play(every[:: len(every) // signals][:signals])


def _each_in_turn() -> tuple[dict, dict]:
    """Restrict and destroy each subject, every grant with the longest reason there can be; nothing stays of
    it.
    """
    from zicht.foundation.database.home import home, recorded_address

    tried, resisted = Counter(), Counter()
    with psycopg.connect(recorded_address(home()).dsn(ground.DATABASE)) as connection:
        _prepare(connection)
        for kind, subject in connection.execute(SUBJECTS).fetchall():
            tried[kind] += 1
            wrong = {step: _error_of(connection, step, subject) for step in ("restrict", "destroy")}
            resisted.update(f"{kind} {step}: {error}" for step, error in wrong.items() if error)
        connection.rollback()
    return dict(tried), dict(resisted)


def _sight() -> dict[str, int]:
    """Whether each grant has a line in the log and each line a grant, after everything that was played."""
    from zicht.foundation.database.home import home, recorded_address

    with psycopg.connect(recorded_address(home()).dsn(ground.DATABASE)) as connection:
        return sight_and_lines.compare(connection.cursor())


def _turned_back() -> dict:
    """Try to turn back whatever ended, on every row; nothing stays of it."""
    from zicht.foundation.database.home import home, recorded_address

    with psycopg.connect(recorded_address(home()).dsn(ground.DATABASE)) as connection:
        found = backwards.walk(connection.cursor(), most=EVERY_ROW)
        connection.rollback()
    rows, changed = (sum(each[part] for each in found.values()) for part in (0, 1))
    return {"steps": len(found), "rows": rows, "changed": changed}


def _prepare(connection) -> None:
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute(CLOSE)
    connection.execute(LONGEST_REASONS)
    connection.execute("SET LOCAL session_replication_role = origin")


def _error_of(connection, step: str, subject) -> str:
    try:
        with connection.transaction():
            connection.execute(f"SELECT sec.{step}_subject(%s)", [subject])
    except psycopg.Error as error:
        return type(error).__name__
    return ""


def _run_until_nothing_is_left() -> list:
    from zicht.casework.retention import services
    from zicht.foundation.access import as_worker
    from zicht.foundation.acts import clock

    runs = []
    while not runs or (runs[-1].left and runs[-1].destroyed + runs[-1].restricted):
        with as_worker():
            runs.append(services.execute(clock.today() + FOR_EVER))
    return runs


def _moment_between() -> str:
    time.sleep(1.5)
    moment = datetime.now(UTC).isoformat()
    time.sleep(1.5)
    return moment


if __name__ == "__main__":
    sys.exit(main())
