"""A database made by the product's own command, not by the test suite, knows who is acting. (SH2)"""

import json
import os
import subprocess
import sys
import tempfile


def test_SH2_a_fresh_installation_can_act_right_after_migrate():
    with tempfile.TemporaryDirectory(prefix="zicht-fresh-") as home:
        own = {
            key: value for key, value in os.environ.items() if key not in ("ZICHT_TESTING", "ZICHT_DATABASE")
        }
        environment = {**own, "ZICHT_HOME": home, "PYTHONPATH": os.pathsep.join(sys.path)}
        act = "from zicht.foundation.access import as_worker; from zicht.chain.signals.models import Signal"
        seen = f"import django; django.setup(); {act}\nwith as_worker(): print(Signal.objects.count())"
        zicht = [sys.executable, "-m", "zicht.doors.cli.main"]
        subprocess.run([*zicht, "migrate"], env=environment, check=True, capture_output=True, text=True)
        audit = subprocess.run(
            [*zicht, "audit", "verify", "--json"], env=environment, check=True, capture_output=True, text=True
        )
        assert json.loads(audit.stdout)["ok"] is True
        check = (
            "from zicht.foundation.database import launcher\nlauncher.ensure_running()\n"
            + seen
            + "\nlauncher.stop()"
        )
        counted = subprocess.run(
            [sys.executable, "-c", check], env=environment, check=True, capture_output=True, text=True
        )
        assert counted.stdout.strip() == "0"
