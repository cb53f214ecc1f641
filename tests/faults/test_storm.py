"""A short storm around the door; a longer one is in `make faults`, figures in docs/performance.md."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.test_kills import OWN, ROOT


@pytest.mark.slow
def test_OP3_an_acute_report_gets_in_while_everything_happens_at_once():
    """OP3: IN1: 60 slow bodies, a storm of sign-ins, files that ask too much and a killed worker; within 2 s
    (p95), nobody dies of a file, memory stays under its limit.
    """
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.storm", "--seconds", "7", "--slow", "60"],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(Path(ROOT) / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, found
    assert (found["died"], found["kills"] > 0, found["reports"] > 20) == (0, True, True)
    assert found["slow_bodies"] >= 60
