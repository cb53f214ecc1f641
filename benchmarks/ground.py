"""What every measurement stands on: an own home, a durable cluster, the real roles, the demonstration
chain, a web server.
"""

import contextlib
import json
import os
import platform
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def use_own_home(name: str) -> Path:
    """Point Zicht at a folder of its own; call before Django is imported. Returns the folder."""
    home = Path(os.environ.get("ZICHT_BENCH_HOME") or tempfile.gettempdir()) / f"zicht-bench-{name}"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ |= {
        "ZICHT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "zicht.settings",
        "ZICHT_DATABASE": "zicht",
    }
    return home


def size(full: int, smallest: int, name: str = "") -> int:
    """How much to measure: what the variable `name` says, else `full`; `smallest` where
    ZICHT_BENCH_SMALLEST=1 only wants to know that the measurement works.
    """
    chosen = os.environ.get(name) if name else None
    return int(chosen) if chosen else smallest if os.environ.get("ZICHT_BENCH_SMALLEST") == "1" else full


def prepare_database():
    """Start the cluster with fsync on, make roles and tables, load the chain once. Returns the cluster's
    address.
    """
    import django

    from zicht.foundation.database import home, launcher

    home.prepare(home.home())
    home.settle_address(home.home())
    django.setup()
    from zicht.foundation.access import install
    from zicht.testing import base

    base.make_tables(home.home(), "zicht", durable=True)
    install.install()
    base.load_base()
    return launcher.ensure_running()


@contextlib.contextmanager
def served(application: str):
    """Serve a WSGI application with the product's server settings on a free port; yields the port."""
    from zicht.doors.cli.commands.serve import web_command

    port = _free_port()
    command = [*web_command(port)[:-1], application]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def machine() -> dict:
    """The machine in a few words, for the record."""
    load = os.getloadavg()[0]
    return {"cores": os.cpu_count(), "python": platform.python_version(), "load_before": round(load, 1)}


def report(name: str, **figures) -> None:
    """Print one measurement as a line of JSON."""
    print(json.dumps({"measurement": name, **figures}), flush=True)  # noqa: T201


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server does not answer.")
