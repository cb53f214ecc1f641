"""Backup, restore and going back to a moment, as a drill with the product's own commands (OP3; BIO2
8.13.04).
"""

import json
import os
import subprocess
import sys

import pytest

from tests.faults.test_kills import OWN, ROOT


@pytest.fixture(scope="module")
def drill(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drill")
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.drill", str(folder / "home"), str(folder / "backups")],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_OP3_a_restore_to_a_moment_brings_back_what_was_there_then_and_nothing_later(drill):
    """OP3: reports of before and after the backup are there; what was regretted is not."""
    assert drill["back"]["code"] == 0
    assert drill["at_moment"] == {"before": 6, "after": 6, "regretted": 0}


@pytest.mark.slow
def test_SH7_a_log_that_became_shorter_by_a_restore_says_so_and_is_whole(drill):
    """SH7: custody and log are verified by the command itself; the head of before is kept aside."""
    assert (drill["back"]["custody_ok"], drill["back"]["audit_ok"], drill["back"]["log_was_longer"]) == (
        True,
        True,
        True,
    )


@pytest.mark.slow
def test_OP3_without_a_moment_a_restore_brings_back_the_last_report(drill):
    """OP3: the log of the set-aside data is read too, so that nothing acknowledged is missing."""
    assert (drill["again"]["code"], drill["again"]["log_was_longer"]) == (0, False)
    assert drill["latest"] == {"before": 6, "after": 6, "since": 3}


@pytest.mark.slow
def test_SH2_a_restored_installation_is_in_order(drill):
    """SH2: the roles, the rules and the settings came back with the data."""
    assert [each for each in drill["check"]["checks"] if not each["ok"]] == []


@pytest.mark.slow
def test_SH7_after_a_restore_nobody_is_signed_in(drill):
    """SH7: who signed in before the backup was made does not come back with it."""
    assert (drill["back"]["ended"]["sessions"], drill["still_in"]) == (1, False)


@pytest.mark.slow
def test_SH7_when_a_standby_takes_over_nobody_is_signed_in(drill):
    """SH7: whoever took the first database away may hold a session of it."""
    assert (drill["takeover"]["ended"]["sessions"] > 0, drill["takeover"]["left"]) == (True, 0)
