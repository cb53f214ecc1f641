"""What the harness stands on: an own home, a durable cluster, and the parts of a running Zicht, each
started again when killed.
"""

import os
import random
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from zicht.doors.cli import supervisor
from zicht.doors.cli.commands import serve
from zicht.foundation.database import home as places
from zicht.foundation.database import launcher, standby
from zicht.foundation.database.home import data_folder, recorded_address

DATABASE = "zicht"
SOURCE = Path(__file__).parents[2] / "src"


@dataclass(frozen=True)
class Ports:
    """Where the web server and the mail server listen."""

    web: int
    mail: int

    @classmethod
    def free(cls) -> "Ports":
        return cls(_free_port(), _free_port())


def prepare(home: Path, ports: Ports) -> None:
    """Point this process and its children at `home`; make roles, tables and the demonstration chain there."""
    os.environ |= {
        "ZICHT_HOME": str(home),
        "ZICHT_DATABASE": DATABASE,
        "DJANGO_SETTINGS_MODULE": "zicht.settings",
        "PYTHONPATH": str(SOURCE),
        "ZICHT_PORT": str(ports.web),
        "ZICHT_EMAIL_HOST": "127.0.0.1",
        "ZICHT_EMAIL_PORT": str(ports.mail),
        "ZICHT_EMAIL_TLS": "0",
    }
    import django

    places.prepare(home)
    places.settle_address(home)  # the settings read it
    django.setup()
    from zicht.foundation.access import install
    from zicht.testing import base

    base.make_tables(home, DATABASE, durable=True)
    install.install()
    base.load_base()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Keeper(threading.Thread):
    """Keeps one part of Zicht going, whatever happens to it; counts the kills."""

    def __init__(self, part: supervisor.Part):
        super().__init__(daemon=True)
        self.part, self.kills, self.over = part, 0, threading.Event()

    def run(self):
        while not self.over.is_set():
            # from this thread, which lives as long as the part: children die with the thread that made them
            self.part.start()
            self.part.process.wait()
            self.part.kill_group()

    def kill(self, chance: random.Random) -> bool:
        """SIGKILL to everything of this part, or to one of its processes; False when it was not there."""
        process = self.part.process
        if process is None or process.poll() is not None:
            return False
        servers = children(process.pid)
        if servers and chance.random() < 0.5:
            kill(chance.choice(servers))
        else:
            self.part.kill_group()
        self.kills += 1
        return True

    def close(self):
        self.over.set()
        self.part.kill_group()
        self.join(20)


class ClusterKeeper(threading.Thread):
    """Keeps PostgreSQL going as the product does: it looks every moment and starts what is gone."""

    def __init__(self, home: Path):
        super().__init__(daemon=True)
        self.data, self.kills, self.over = data_folder(home), 0, threading.Event()

    def run(self):
        while not self.over.wait(0.2):
            if not launcher.is_running():
                launcher.ensure_running()

    def kill(self, chance: random.Random) -> bool:
        """SIGKILL to the postmaster, or to one of its processes (which makes all the others stop); False
        when it was not there.
        """
        if not launcher.is_running():
            return False
        postmaster = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        backends = children(postmaster)
        kill(chance.choice(backends) if backends and chance.random() < 0.25 else postmaster)
        self.kills += 1
        return True

    def close(self):
        self.over.set()
        self.join(60)


class Failover:
    """A standby that takes over when the first database is gone for good. Counts as one kill of
    PostgreSQL.
    """

    def __init__(self, home: Path):
        self.home, self.second, self.kills = home, home / "second", 0
        hosts = ",".join([recorded_address(home).host, standby.make(self.second, home).host])
        os.environ["DATABASE_URL"] = (
            f"host={hosts} port=5432,5432 dbname={DATABASE} user=zicht_migrate"
            " target_session_attrs=read-write"
        )

    def start(self):
        """Both run already."""

    def kill(self, chance: random.Random) -> bool:
        """The first database goes, and the second takes over; only once."""
        if self.kills:
            return False
        kill(int((data_folder(self.home) / "postmaster.pid").read_text().splitlines()[0]))
        until(lambda: not launcher.is_running(self.home), 30)
        address = standby.promote(self.second, self.home)
        for entry in connections.databases.values():
            entry["HOST"] = address.host  # of this process; the others find it by themselves
        self.kills += 1
        return True

    def close(self):
        """The one that took over stays."""


def stop(home: Path) -> None:
    """Stop whatever clusters are in `home`."""
    for folder in (home, home / "second"):
        if data_folder(folder).exists():
            launcher.stop(folder)


@contextmanager
def running(home: Path, web_port: int, failover: bool = False):
    """Everything that runs, by name: workplace, door, worker, postgres."""
    parts = dict(zip(("workplace", "door", "worker"), serve.parts(web_port), strict=True))
    keepers = {
        "postgres": Failover(home) if failover else ClusterKeeper(home),
        **{name: Keeper(part) for name, part in parts.items()},
    }
    with launcher.running():
        try:
            for keeper in keepers.values():
                keeper.start()
            until(lambda: supervisor.answers(web_port), 60)
            yield keepers
        finally:
            for name in (*parts, "postgres"):
                keepers[name].close()
            launcher.ensure_running()


def until(done, seconds: float) -> bool:
    """Wait until `done` returns something true; False when it took too long."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def kill(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    return [pid, *(each for child in children(pid) for each in family(child))]


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
