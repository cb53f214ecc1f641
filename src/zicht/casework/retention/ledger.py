"""The ledger of what was destroyed, outside the database and outside every backup of it:
`ZICHT_HOME/retention/destroyed.jsonl`.

A subject has a line before it is destroyed (`begun`) and one when that is committed (`done`) or is known not
to have happened (`void`). Whatever breaks in between, no destroyed subject is missing here, and what only was
begun is not taken for destroyed. Each line is authenticated together with the line before it, so that a
changed, removed or added line is noticed. It holds ids, never content. Keep it with the keys, not with the
backups.
"""

import contextlib
import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from zicht.foundation.database.launcher import home
from zicht.foundation.vault.keys import root_key

FIRST = "0" * 64


class LedgerChanged(ValueError):
    """A line of the ledger is not as it was written."""


class State(StrEnum):
    """What is known of the destruction of a subject."""

    BEGUN = "begun"
    DONE = "done"
    VOID = "void"


def add(state: State, entries: list[tuple[str, str, str]]) -> None:
    """Append (kind, id, day) for each subject, in this state; on disk before this returns."""
    if not entries:
        return
    with _opened() as file:
        last = FIRST
        for line in _lines(file):
            last = line["mark"]
        for kind, subject_id, day in entries:
            last = _mark(last, kind, subject_id, day, state)
            line = {"kind": kind, "id": subject_id, "on": day, "state": state, "mark": last}
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read(*states: State) -> list[tuple[str, str, str]]:
    """Return (kind, id, day) of the subjects whose newest line has one of `states`. Raises LedgerChanged."""
    if not path().exists():
        return []
    with _opened() as file:
        newest = {line["id"]: line for line in _lines(file)}
    return [(row["kind"], row["id"], row["on"]) for row in newest.values() if row["state"] in states]


def path() -> Path:
    return home() / "retention" / "destroyed.jsonl"


@contextlib.contextmanager
def _opened() -> Iterator:
    """The file, for one process at a time; a line that was cut off by a crash is dropped: nothing
    was begun for it, or what was begun is still on its own line."""
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
            expected = _mark(last, line["kind"], line["id"], line["on"], line["state"])
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
