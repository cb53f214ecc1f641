"""A log of events from a CSV file: one row per step of a signal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from zicht.methods.csvfile import read_rows

from .events import Event, LogError

COLUMNS = ("signal", "from", "to", "at")
LONGEST = 36_500


def days(text: str) -> timedelta:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST):
        raise LogError("days_unreadable", found=text, most=LONGEST)
    return timedelta(days=int(text))


def read_events(path: Path, by: str | None = None) -> list[Event]:
    """Events of a CSV file. Refuses missing columns, an empty signal or target, and a moment that is not
    ISO 8601."""
    columns, rows = read_rows(path)
    if missing := [name for name in (*COLUMNS, *([by] if by else [])) if name not in columns]:
        raise LogError("file_without_column", file=path.name, column=missing[0])
    return [_event(row, path.name, number) for number, row in rows]


def _event(row: Mapping[str, str], file: str, line: int) -> Event:
    if not row["signal"] or not row["to"]:
        raise LogError("signal_and_to", file=file, line=line)
    try:
        at = datetime.fromisoformat(row["at"])
    except ValueError:
        raise LogError("moment_unreadable", file=file, line=line, found=row["at"]) from None
    attributes = {name: value for name, value in row.items() if name not in COLUMNS}
    return Event(row["signal"], row["from"], row["to"], at, attributes)
