"""Having a file read by a child: what the rest of Zicht calls."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from zicht.foundation.documents.apart import limits
from zicht.foundation.documents.apart.refusal import Unreadable

Rows = list[list[str]]
SOURCE = Path(__file__).parents[4]
KEPT = ("PYTHONPYCACHEPREFIX", "LD_LIBRARY_PATH")
GRACE = 2
ENCODINGS = ("utf-8-sig", "cp1252")
_one_at_a_time = threading.BoundedSemaphore()


def picture(content: bytes) -> bytes:
    """Return a new JPEG made from the pixels alone. Refuses (Unreadable): too many pixels, no picture."""
    return _asked("picture", content)


def sheet(content: bytes) -> Rows:
    """Return the rows of the first sheet of an XLSX file as text. Refuses (Unreadable): broken, too much."""
    return json.loads(_asked("sheet", content))


def separated(content: bytes, delimiter: str, encodings: Iterable[str] = ENCODINGS) -> Rows:
    """Return the rows of a CSV file; the first encoding that fits. Refuses (Unreadable), with the line."""
    return json.loads(_asked("separated", content, delimiter, *encodings))


def _asked(*question) -> bytes:
    if not _one_at_a_time.acquire(timeout=limits.SECONDS):
        raise Unreadable("busy")
    try:
        return _understood(*_read(*question))
    finally:
        _one_at_a_time.release()


def _read(kind: str, content: bytes, *more: str) -> tuple[int, bytes]:
    """The code with which the child ended, and what it wrote. In and out through memory, never a disk."""
    with _in_memory("in", content) as given, _in_memory("out") as told:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "zicht.foundation.documents.apart.child", kind, *more],
            stdin=given,
            stdout=told,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
        )
        code = _ended(child)
        told.seek(0)
        return code, told.read(limits.OUTPUT + 1)


def _in_memory(name: str, content: bytes = b""):
    file = os.fdopen(os.memfd_create(name), "w+b")
    file.write(content)
    file.seek(0)
    return file


def _environment() -> dict[str, str]:
    """Where Python finds its code, and nothing else: no keys, no addresses, no passwords."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}


def _ended(child: subprocess.Popen) -> int:
    try:
        return child.wait(limits.SECONDS + GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _understood(code: int, told: bytes) -> bytes:
    """The answer. A child that was ended by a limit, or said nothing that can be understood: too much."""
    head, end, answer = told.partition(b"\n")
    if code or not end or len(told) > limits.OUTPUT:
        raise Unreadable("too_much")
    if head != b"read":
        raise Unreadable(*json.loads(answer))
    return answer
