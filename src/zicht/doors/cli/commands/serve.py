"""`zicht serve`: the public door, the workplace and the jobs, each in processes of its own, until stopped."""

import os
import resource
import sys
import time
from pathlib import Path

from zicht.doors.cli import session, supervisor
from zicht.doors.cli.answer import say
from zicht.doors.edge import limits
from zicht.foundation.database import home, launcher
from zicht.foundation.database.errors import UserError

WORK_GIVES_WAY = 5
"""Niceness of workplace and jobs: on a full machine a report comes first."""
WORKER = [sys.executable, "-m", "zicht.doors.cli.main", "worker"]


def register(subparsers) -> None:
    parser = subparsers.add_parser("serve", help="serve the pages and run the jobs until stopped")
    parser.set_defaults(run=run)


def run(args) -> int:
    number = port()
    with supervisor.reserved(number), session.prepared() as address:
        return keep_serving(address, number)


def port() -> int:
    """ZICHT_PORT, by default 8000. Refuses: not a port number."""
    text = os.environ.get("ZICHT_PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise UserError(f"ZICHT_PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def keep_serving(address, number: int, note: str = "") -> int:
    """Run the web server and the job worker on a prepared database; returns when stopped. Refuses: a
    database that is not safe."""
    session.require_safe()
    _allow_many_connections()

    def announce() -> None:
        _wait_until_open(number)
        say(f"Zicht is open at http://localhost:{number}/ (stop with Ctrl-C)\n{note}".rstrip())

    def watch() -> None:
        if not address.external and not launcher.is_running():
            say("The database stopped; starting it again.")
            launcher.ensure_running()

    with supervisor.alone_in(launcher.home()):
        return supervisor.keep_running(parts(number), on_start=announce, watch=watch)


def parts(number: int) -> list[supervisor.Part]:
    """What runs: the public door at the address to the outside, and behind it the workplace and the jobs."""
    socket = home.workplace_socket(home.home())
    return [
        supervisor.Part("workplace", workplace_command(socket), niceness=WORK_GIVES_WAY, socket=socket),
        supervisor.Part("public door", door_command(number), {limits.SOCKET: str(socket)}),
        supervisor.Part("job worker", WORKER, niceness=WORK_GIVES_WAY),
    ]


def door_command(number: int) -> list[str]:
    """The public door, on this machine only."""
    return [
        *_web_server("rsgi"),
        *("--host", "127.0.0.1", "--port", str(number), "--loop", "asyncio"),
        *("--backlog", str(limits.CONNECTIONS), "--backpressure", str(limits.CONNECTIONS)),
        *("--http1-header-read-timeout", str(limits.HEADER_SECONDS * 1000)),
        "zicht.doors.edge.application:application",
    ]


def workplace_command(socket: Path) -> list[str]:
    """The workplace, behind a socket that nobody else may use."""
    return [
        *_web_server("wsgi"),
        *("--uds", str(socket), "--uds-permissions", "600"),
        *("--blocking-threads", str(limits.WORK_SLOTS)),
        "zicht.doors.edge.workplace:application",
    ]


def _web_server(interface: str) -> list[str]:
    """Without an access log: it would keep a trace of who reported."""
    return [
        *(sys.executable, "-m", "granian", "--interface", interface, "--http", "1", "--no-ws"),
        *("--workers", str(limits.PROCESSES), "--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--no-access-log", "--log-level", "error"),
    ]


def _allow_many_connections() -> None:
    """Each connection is an open file; many systems begin with 1,024."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.OPEN_FILES_NEEDED
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _wait_until_open(number: int, seconds: float = 60) -> None:
    deadline, workplace = time.monotonic() + seconds, home.workplace_socket(home.home())
    while not (supervisor.answers(number) and supervisor.listens(workplace)) and time.monotonic() < deadline:
        time.sleep(0.1)
