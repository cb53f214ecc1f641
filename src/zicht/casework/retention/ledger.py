"""The ledger of what was destroyed, outside the database and outside every backup of it:
`ZICHT_HOME/retention/destroyed.jsonl`.

One line for each subject, each authenticated together with the line before it, so that a changed, removed
or added line is noticed. It holds ids, never content. Keep it with the keys, not with the backups.
"""

import contextlib
import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from pathlib import Path

from zicht.foundation.database.launcher import home
from zicht.foundation.vault.keys import root_key

FIRST = "0" * 64


class LedgerChanged(ValueError):
    """A line of the ledger is not as it was written."""


def add(entries: list[tuple[str, str, str]]) -> None:
    """Append (kind, id, day) for each subject that is about to be destroyed; on disk before this returns."""
    if not entries:
        return
    with _opened() as file:
        last = FIRST
        for line in _lines(file):
            last = line["mark"]
        for kind, subject_id, day in entries:
            last = _mark(last, kind, subject_id, day)
            file.write(json.dumps({"kind": kind, "id": subject_id, "on": day, "mark": last}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read() -> list[tuple[str, str]]:
    """Return (kind, id) of everything destroyed so far. Raises LedgerChanged."""
    if not path().exists():
        return []
    with _opened() as file:
        return [(line["kind"], line["id"]) for line in _lines(file)]


def path() -> Path:
    return home() / "retention" / "destroyed.jsonl"


@contextlib.contextmanager
def _opened() -> Iterator:
    """The file, for one process at a time; a line that was cut off by a crash is dropped, since nothing
    was destroyed for it."""
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        text = file.read()
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            file.truncate(len(whole.encode()))
        file.seek(0)
        yield file


def _lines(file) -> Iterator[dict]:
    last = FIRST
    for number, text in enumerate(file.readlines(), start=1):
        try:
            line = json.loads(text)
            expected = _mark(last, line["kind"], line["id"], line["on"])
        except (ValueError, KeyError) as error:
            raise LedgerChanged(f"Regel {number} van het vernietigingsregister is niet leesbaar.") from error
        if not hmac.compare_digest(expected, line["mark"]):
            raise LedgerChanged(f"Regel {number} van het vernietigingsregister is gewijzigd.")
        last = line["mark"]
        yield line


def _mark(before: str, *parts: str) -> str:
    return hmac.new(
        root_key("audit"), "|".join(("destroyed", before, *parts)).encode(), hashlib.sha256
    ).hexdigest()
