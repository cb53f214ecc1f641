"""A full disk refuses reports calmly and loses none (CU1)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.test_kills import OWN, ROOT

SMALL_DISK = ["unshare", "--user", "--map-root-user", "--mount", "--", "sh", "-c"]
MOUNT = 'mount -t tmpfs -o size=220m,mode=0700 tmpfs "$0" && exec "$@"'


def small_disks_are_allowed(folder: Path) -> bool:
    if not shutil.which("unshare"):
        return False
    return (
        subprocess.run([*SMALL_DISK, MOUNT, str(folder), "true"], capture_output=True, check=False).returncode
        == 0
    )


@pytest.mark.slow
def test_CU1_a_full_disk_refuses_calmly_and_loses_nothing(tmp_path):
    """CU1: OP3: what was acknowledged stays, what could not be stored is given back to the reporter, and
    afterwards all works.
    """
    if not small_disks_are_allowed(tmp_path):
        pytest.skip("a disk of its own cannot be made here (needs user and mount namespaces)")
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    command = [sys.executable, "-m", "tests.faults.full_disk", str(tmp_path)]
    done = subprocess.run(
        [*SMALL_DISK, MOUNT, str(tmp_path), *command],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["refused"] > 0, "the disk was full"
    assert found["text_kept"]
    assert (found["before"], found["after"], found["lost"]) == (5, 3, 0)
    assert found["custody_ok"]
    assert found["audit_ok"]
