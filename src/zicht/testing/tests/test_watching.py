"""A run of the tests that is killed leaves no PostgreSQL behind, and no folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zicht.testing import watching

ROOT = Path(__file__).parents[4]
WAITS = """
import os, time
from zicht.foundation.database import launcher

def test_waits(database):
    print("MARK", os.environ["ZICHT_TEST_RUN"], os.environ["ZICHT_HOME"], flush=True)
    assert launcher.is_running()
    time.sleep(300)
"""


@pytest.fixture
def waiting_run(tmp_path):
    """A run of the tests that waits with a database of its own: its process, its mark and its home."""
    (tmp_path / "test_waits.py").write_text(WAITS)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-p", "conftest"]
    own = {name: value for name, value in os.environ.items() if name != watching.MARK}
    places = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    run = subprocess.Popen(
        [*command, "--rootdir", str(tmp_path), "-c", os.devnull, str(tmp_path / "test_waits.py")],
        env=own | {"PYTHONPATH": places},
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    said = next(line for line in run.stdout if "MARK" in line).split()
    yield run, said[-2], Path(said[-1])
    run.kill()
    run.wait()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_killed_takes_its_database_and_its_home_along(waiting_run, end):
    run, mark, home = waiting_run
    postmaster = int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    assert postmaster in watching.marked(mark)
    run.send_signal(end)
    run.wait()
    assert _within(60, lambda: not watching.marked(mark) and not home.exists())


def _within(seconds: float, done) -> bool:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.1)
    return done()
