"""Destroying, and a restore that does not bring it back, on a smaller country (SH7)."""

import json
import os
import subprocess
import sys

import pytest

from tests.faults.test_kills import OWN, ROOT


@pytest.fixture(scope="module")
def found():
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.destroying", "--signals", "60"],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_SH7_every_subject_of_a_played_country_can_be_restricted_and_destroyed(found):
    assert found["tried"]["signal"] == 60
    assert (found["resisted"], found["failed"]) == ({}, 0)


@pytest.mark.slow
def test_SH7_nothing_that_ended_in_a_played_country_can_be_turned_back(found):
    assert found["back"]["rows"] > 1000
    assert found["back"]["changed"] == 0


@pytest.mark.slow
def test_SH7_after_a_restore_to_before_no_subject_of_the_ledger_opens(found):
    assert found["destroyed"] > 0
    assert (found["again"], found["restore"], found["opens"]) == (found["destroyed"], 0, 0)


@pytest.mark.slow
def test_SH7_no_sight_without_a_line_in_the_log_in_a_played_country(found):
    """SH7: two sets, worked out by PostgreSQL: grants, and lines that tell of one."""
    sight = found["sight"]
    assert sight["grants"] > 150
    assert (sight["lines"], sight["silent"], sight["made_up"]) == (sight["grants"], 0, 0)
