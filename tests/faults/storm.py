"""The door in a storm: slow bodies, sign-ins, files that ask too much and killed workers, all at once, around
people who report acute danger. `python -m tests.faults.storm --seconds 60 --seed 7`.

Everything is real: `zicht serve` as its own process, with the processes it starts. One line of JSON; the
code is not 0 when a report took too long, a process died that nobody killed, or memory went over the limit.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import ground
from zicht.doors.edge import limits

SLOW = 60
SIGNING_IN = 8
REPORTERS = 4
FIRST_KILL, KILL_EVERY = 2, 6
MOST_SECONDS = 2.0
MOST_MEMORY = 2048
"""MB for all processes of Zicht together, readers of files included; the database apart."""
WEB = ("zicht.doors.edge.application:application", "zicht.doors.edge.workplace:application")


@dataclass
class Found:
    """What was seen."""

    waits: list[float] = field(default_factory=list)
    """seconds from pressing "send" until there was a receipt, failed tries included"""
    refused_files: int = 0
    sign_ins: int = 0
    slow: int = 0
    killed: set[int] = field(default_factory=set)
    alive: dict[int, str] = field(default_factory=dict)
    died: set[int] = field(default_factory=set)
    memory: int = 0

    def verdict(self) -> dict:
        waits = sorted(self.waits)
        p95 = waits[min(len(waits) - 1, int(0.95 * len(waits)))] if waits else float("inf")
        wrong = {
            "too slow": p95 >= MOST_SECONDS,
            "died": bool(self.died),
            "memory": self.memory > MOST_MEMORY,
            "no storm": not (self.refused_files and self.sign_ins and self.slow),
        }
        return {
            "reports": len(waits),
            "p50": round(waits[len(waits) // 2], 3) if waits else None,
            "p95": round(p95, 3),
            "longest": round(waits[-1], 3) if waits else None,
            "kills": len(self.killed),
            "died": len(self.died),
            "files_refused": self.refused_files,
            "sign_ins": self.sign_ins,
            "slow_bodies": self.slow,
            "memory_mb": self.memory,
            "ok": not any(wrong.values()),
            "problems": [name for name, it_is in wrong.items() if it_is],
        }


def slow_bodies(port: int, number: int, over: threading.Event, found: Found) -> None:
    """As many connections, each with a byte now and then; who is sent away comes back."""
    lines: list[socket.socket | None] = [None] * number
    while not over.wait(1):
        for place, line in enumerate(lines):
            try:
                lines[place] = line or _begun(port, "/melden/" if place % 2 else "/werk/inlezen/")
                lines[place].send(b"x")
                found.slow += line is None
            except OSError:
                lines[place] = None


def _begun(port: int, path: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    line.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n".encode())
    return line


class Person(threading.Thread):
    """Somebody who does one thing again and again."""

    def __init__(self, port: int, over: threading.Event, found: Found, act, pause: float):
        super().__init__(daemon=True)
        from tests.faults.clients import Client, Seen

        self.client = Client(port, [], Seen(), over, 0)
        self.over, self.found, self.act, self.pause = over, found, act, pause

    def run(self):
        while not self.over.wait(self.pause):
            self.act(self)


def report(person: Person) -> None:
    """An acute report, sent again until there is a receipt; a place in the country, no colleague."""
    from tests.faults.clients import last_page

    _, form = last_page("GM0228", danger="yes")
    form.pop("key")
    began = time.monotonic()
    receipt = None
    while receipt is None and time.monotonic() < began + 30:
        receipt = person.client._receipt(form)
    person.found.waits.append(time.monotonic() - began)


def sign_in(person: Person) -> None:
    """A guess at a password of somebody."""
    form = {"login": f"{random.getrandbits(40)}@ede.example", "password": "een lange verkeerde zin"}
    cookie = "niemand"
    person.found.sign_ins += person.client._ask("POST", "/inloggen/", form, cookie) is not None


def offer_file(cookie: str, files: list[bytes]):
    """A colleague, or who stole the account, with files that ask too much."""

    def offer(person: Person) -> None:
        import http.client

        from tests.faults.clients import CSRF

        between = "tussen"
        fields = {"csrfmiddlewaretoken": CSRF, "source": "tip_line"}
        parts = [_part(between, name, text.encode()) for name, text in fields.items()]
        body = b"".join([*parts, _part(between, 'file"; filename="l.xlsx', random.choice(files))])
        headers = {
            "Content-Type": f"multipart/form-data; boundary={between}",
            "Cookie": f"sessionid={cookie}; csrftoken={CSRF}",
        }
        line = http.client.HTTPConnection("127.0.0.1", person.client.port, timeout=60)
        try:
            line.request("POST", "/werk/inlezen/", body + f"--{between}--\r\n".encode(), headers)
            person.found.refused_files += line.getresponse().status == 422
        except (OSError, http.client.HTTPException):
            return
        finally:
            line.close()

    return offer


def _part(between: str, name: str, content: bytes) -> bytes:
    head = f'--{between}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def workers(served: int) -> dict[int, str]:
    """The processes that answer requests, by what they serve: children of the web servers."""
    return {
        pid: name
        for parent in ground.children(served)
        for name in WEB
        if name in _command(parent)
        for pid in ground.children(parent)
    }


def watch(served: int, over: threading.Event, found: Found) -> None:
    """Who dies without being killed by us, and how much memory all of it takes."""
    while not over.wait(0.2):
        now = workers(served)
        found.died |= {pid for pid in found.alive if pid not in now} - found.killed
        found.alive = now
        found.memory = max(found.memory, sum(_memory(pid) for pid in ground.family(served)) // 1024)


def kill_workers(served: int, over: threading.Event, found: Found, chance: random.Random) -> None:
    """Kill one process that answers requests, of the public door or of the workplace, now and then."""
    pause = FIRST_KILL
    while not over.wait(pause):
        pause = KILL_EVERY
        if present := sorted(workers(served)):
            victim = chance.choice(present)
            found.killed.add(victim)
            ground.kill(victim)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _memory(pid: int) -> int:
    """In kB, of its own: what processes share is counted once, in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _open(port: int, served: int) -> bool:
    """Whether every process answers: those of the public door, and behind them those of the workplace."""
    if _listening(port) < limits.PROCESSES or len(workers(served)) < 2 * limits.PROCESSES:
        return False
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/inloggen/", timeout=10) as page:
            return page.status == 200
    except OSError:
        return False


def _listening(port: int) -> int:
    """How many processes take connections at a port."""
    lines = Path("/proc/net/tcp").read_text().splitlines()
    return sum(line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A" for line in lines[1:])


@contextmanager
def served(port: int) -> Iterator[int]:
    """`zicht serve`, as an operator starts it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "zicht.doors.cli.main", "serve"], stdout=subprocess.DEVNULL
    )
    try:
        if not ground.until(lambda: _open(port, process.pid), 60):
            raise SystemExit("zicht serve did not start.")
        yield process.pid
    finally:
        process.terminate()
        process.wait(40)


def run(port: int, asked) -> dict:
    """Let it storm for `asked.seconds`; what was seen."""
    from tests.faults.clients import officials
    from zicht.doors.cli.session import close_connections
    from zicht.foundation.database import launcher
    from zicht.foundation.documents.tests import bombs

    files = [bombs.corner(), bombs.unpacking(), bombs.entities(), bombs.png(7200, 7200)]
    found, over, chance = Found(), threading.Event(), random.Random(asked.seed)
    with ExitStack() as running:
        running.enter_context(launcher.running())
        (colleague,) = officials(1)
        close_connections()
        serving = running.enter_context(served(port))
        running.callback(over.set)
        crowd = [
            *(Person(port, over, found, report, 0.3) for _ in range(REPORTERS)),
            *(Person(port, over, found, sign_in, 0) for _ in range(SIGNING_IN)),
            Person(port, over, found, offer_file(colleague.cookie, files), 0.1),
            Person(port, over, found, offer_file(colleague.cookie, files), 0.1),
            threading.Thread(target=slow_bodies, args=(port, asked.slow, over, found), daemon=True),
            threading.Thread(target=watch, args=(serving, over, found), daemon=True),
            threading.Thread(target=kill_workers, args=(serving, over, found, chance), daemon=True),
        ]
        for each in crowd:
            each.start()
        time.sleep(asked.seconds)
        over.set()
        for each in crowd:
            each.join(40)
    return {**found.verdict(), "seed": asked.seed, "seconds": asked.seconds, "load": os.getloadavg()[0]}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.storm", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--slow", type=int, default=SLOW)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="zicht-storm-") as home:
        ports = ground.Ports.free()
        ground.prepare(Path(home), ports)
        try:
            found = run(ports.web, asked)
        finally:
            ground.stop(Path(home))
    sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
