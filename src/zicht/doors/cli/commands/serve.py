"""`zicht serve`: the pages and the jobs, until stopped."""

import os
import sys
import time

from zicht.doors.cli import session, supervisor
from zicht.doors.cli.answer import say
from zicht.foundation.database import launcher
from zicht.foundation.database.errors import UserError

BLOCKING_THREADS = 4


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
    parts = [
        supervisor.Part("web server", web_command(number)),
        supervisor.Part("job worker", [sys.executable, "-m", "zicht.doors.cli.main", "worker"]),
    ]

    def announce() -> None:
        _wait_until_open(number)
        say(f"Zicht is open at http://localhost:{number}/ (stop with Ctrl-C)\n{note}".rstrip())

    def watch() -> None:
        if not address.external and not launcher.is_running():
            say("The database stopped; starting it again.")
            launcher.ensure_running()

    with supervisor.alone_in(launcher.home()):
        return supervisor.keep_running(parts, on_start=announce, watch=watch)


def web_command(number: int) -> list[str]:
    """The web server, on this machine only and without an access log: it would keep a trace of who
    reported."""
    workers = min(2, os.cpu_count() or 1)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", str(number)),
        *("--workers", str(workers), "--blocking-threads", str(BLOCKING_THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--no-access-log", "--log-level", "error"),
        "zicht.wsgi:application",
    ]


def _wait_until_open(number: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not supervisor.answers(number) and time.monotonic() < deadline:
        time.sleep(0.1)
