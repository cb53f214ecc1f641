"""What every measurement stands on: an own home, a durable cluster, the real roles, the demonstration
chain, a web server.
"""

import contextlib
import json
import os
import platform
import socket
import subprocess
import sys
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
def served():
    """Zicht as it is served: public door and workplace in processes of their own; yields the port."""
    from zicht.doors.cli import supervisor
    from zicht.doors.cli.commands import serve

    port = _free_port()
    workplace, door, _ = serve.parts(port)
    workplace.socket.unlink(missing_ok=True)
    with contextlib.ExitStack() as running:
        for part in (workplace, door):
            running.enter_context(_running(part.command, part.environment, part.niceness))
        _wait_for(port)
        _wait_until(lambda: supervisor.listens(workplace.socket))
        yield port


@contextlib.contextmanager
def served_plainly(application: str):
    """Another WSGI application with as many processes and slots; yields the port."""
    from zicht.doors.edge import limits

    port = _free_port()
    size = ("--workers", str(limits.PROCESSES), "--blocking-threads", str(limits.REPORT.slots))
    where = ("--host", "127.0.0.1", "--port", str(port), "--log-level", "error")
    with _running([sys.executable, "-m", "granian", "--interface", "wsgi", *where, *size, application]):
        _wait_for(port)
        yield port


@contextlib.contextmanager
def _running(command: list[str], more: dict[str, str] | None = None, niceness: int = 0):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **(more or {})}
    nice = ["nice", "-n", str(niceness)]
    server = subprocess.Popen([*nice, *command], env=environment, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        yield
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
    _wait_until(lambda: _answers(port))


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _wait_until(open_now) -> None:
    for _ in range(300):
        if open_now():
            return
        time.sleep(0.1)
    raise RuntimeError("The web server does not answer.")
