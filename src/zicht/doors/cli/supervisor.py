"""Keeps the parts of a running Zicht going together, and takes them down together."""

import ctypes
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from zicht.doors.cli.answer import say
from zicht.foundation.database.errors import UserError

GRACE_SECONDS = 20
DEATHS_TOO_MANY = 5  # within a minute
PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """One child process; it is started again when it dies, unless it keeps dying."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    niceness: int = 0
    socket: Path | None = None
    """Where it listens, if that is a file: who was killed leaves it behind, in the way of the next."""
    process: subprocess.Popen | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        if self.socket:
            self.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone; we pass it on once
            preexec_fn=lambda: _prepare(self.niceness),
        )

    def revive(self) -> None:
        """Start again after a death. Refuses: too many deaths in a minute."""
        if self.process is None or self.process.poll() is None:
            return
        self.deaths = [moment for moment in self.deaths if moment > time.monotonic() - 60] + [
            time.monotonic()
        ]
        if len(self.deaths) >= DEATHS_TOO_MANY:
            raise UserError(
                f"The {self.name} keeps stopping (code {self.process.returncode}); see the lines above."
            )
        say(f"The {self.name} stopped (code {self.process.returncode}); starting it again.")
        self.kill_group()
        self.start()

    def kill_group(self) -> None:
        """End what the process left behind: a killed web server's own workers would go on answering."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def keep_running(parts: list[Part], *, on_start: Callable[[], None], watch: Callable[[], None]) -> int:
    """Run all parts until SIGTERM or SIGINT; 0 after a clean end. `watch` is called every second."""
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    try:
        for part in parts:
            part.start()
        on_start()
        while not asked.wait(1):
            watch()
            for part in parts:
                part.revive()
    finally:
        _take_down(parts)
    return 0


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Keep a home for the Zicht we start. Refuses a second one, on whatever port: both would run the jobs."""
    with (home / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(f"Zicht already runs on {home}. Stop it first.") from error
        yield


@contextmanager
def reserved(number: int) -> Iterator[None]:
    """Keep a port for the web server we start. Refuses, in one line: a port that is taken or may not be used.

    The web server shares its port with other processes of the same user (SO_REUSEPORT), so a second Zicht
    would quietly join the first. Our own socket, which never listens, makes the next look find the port
    taken."""
    try:
        _bound(number, socket.SO_REUSEADDR).close()
        with _bound(number, socket.SO_REUSEPORT):
            yield
    except PermissionError as error:
        raise UserError(f"No right to use port {number}. Choose one above 1023 with ZICHT_PORT.") from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise UserError(f"Port {number} is busy. Choose another with ZICHT_PORT.") from error


def _bound(number: int, option: int) -> socket.socket:
    own = socket.socket()
    try:
        own.setsockopt(socket.SOL_SOCKET, option, 1)
        own.bind(("127.0.0.1", number))
    except OSError:
        own.close()
        raise
    return own


def answers(number: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", number), timeout=1).close()
    except OSError:
        return False
    return True


def listens(place: Path) -> bool:
    """Whether somebody takes connections at a socket that is a file; it is there a while before."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(place)) == 0


def _take_down(parts: list[Part]) -> None:
    alive = [part.process for part in parts if part.process and part.process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in alive:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
    for part in parts:
        part.kill_group()


def _prepare(niceness: int) -> None:
    """A killed parent cannot take its children down; on Linux the kernel tells them."""
    os.nice(niceness)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
