"""A small run of the harness; the full one is `make faults` (50 clients, 100 kills), with its figures in
docs/performance.md.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = {"ZICHT_HOME", "ZICHT_DATABASE", "ZICHT_TESTING", "DJANGO_SETTINGS_MODULE"}


def survived(*arguments) -> dict:
    """Run the harness in its own process and home; return what it found, after the laws that hold for
    every run.
    """
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *arguments],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, found["problems"]
    assert (found["lost"], found["duplicated"], found["audit_ok"], found["custody_ok"]) == (0, 0, True, True)
    assert found["acknowledged"] > 0
    return found


@pytest.mark.slow
def test_CU1_what_people_saw_acknowledged_survives_kills_of_app_worker_and_database():
    """CU1: OP3: no report, offer or hand-over is lost or doubled; the law of custody and the log are whole
    afterwards.
    """
    found = survived("--clients", "6", "--kills", "4", "--seed", "2")
    assert sum(found["kills"].values()) == 4
    assert found["messages"]["wrong"] == 0


@pytest.mark.slow
def test_OP3_what_people_saw_acknowledged_is_on_the_standby_that_takes_over():
    """OP3: CU1: acceptance B1: the first database goes for good halfway; what it acknowledged is on the
    other.
    """
    found = survived("--clients", "4", "--kills", "2", "--seed", "3", "--failover")
    assert found["kills"]["postgres"] >= 1
