"""A database that is killed while Zicht starts gives one line and a code, never a traceback (real
processes, real SIGKILL).
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PATIENCE = 120


@pytest.fixture
def environment(tmp_path):
    """As a user has it: an own home, an own port, nothing of the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mine = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ZICHT_", "DJANGO_", "DATABASE_"))
    }
    return mine | {
        "ZICHT_HOME": str(tmp_path / "home"),
        "ZICHT_PORT": str(port),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


@pytest.fixture
def serving(environment):
    """A `zicht serve` that makes its database; whatever becomes of the test, it ends."""
    command = [sys.executable, "-m", "zicht.doors.cli.main", "serve"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield process, environment
    process.kill()
    process.communicate()


def kill_database(environment) -> None:
    """SIGKILL to PostgreSQL and every process of it."""
    leader = int(
        (Path(environment["ZICHT_HOME"]) / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    )
    family = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if _parent(path) == leader]
    for each in (leader, *family):
        try:
            os.kill(each, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@pytest.mark.slow
def test_OP3_serve_says_in_one_line_that_the_database_was_killed_while_it_started(serving):
    """OP3: here while the tables are made. The next start goes on where it was."""
    process, environment = serving
    assert "Preparing the database" in process.stdout.readline()
    kill_database(environment)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert len(said.splitlines()) == 1, said
    assert said.startswith("zicht: The database stopped answering")
