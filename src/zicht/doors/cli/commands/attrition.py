"""``zicht attrition EVENTS.csv``: where signals stop, from a CSV with one row per step of a signal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from zicht.methods.csvfile import FileError, read_rows

from .analysis import Report, analyse
from .events import Event, LogError

BAD_INPUT = 2
COLUMNS = ("signal", "from", "to", "at")
LONGEST = 36_500


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add ``attrition`` to the commands of ``zicht``."""
    parser = subparsers.add_parser(
        "attrition", help="show where signals get lost and where most is to be won"
    )
    parser.add_argument(
        "events", type=Path, help="CSV with columns signal,from,to,at and attributes; from empty: comes in"
    )
    parser.add_argument("--by", help="attribute column that splits steps into comparable links")
    parser.add_argument("--silent-after", metavar="DAYS", help="waiting this long counts as lost")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="write JSON instead of text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code: 0 done, 2 bad input (one line on stderr)."""
    try:
        silent = None if args.silent_after is None else _days(args.silent_after)
        report = analyse(read_events(args.events, args.by), by=args.by, silent_after=silent, seed=args.seed)
    except (LogError, FileError) as problem:
        sys.stderr.write(f"zicht attrition: {problem}\n")
        return BAD_INPUT
    text = json.dumps(asdict(report), ensure_ascii=False) + "\n" if args.json else _text(report)
    sys.stdout.write(text)
    return 0


def _days(text: str) -> timedelta:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST):
        raise LogError(f"'{text}' is not a number of days from 1 to {LONGEST}")
    return timedelta(days=int(text))


def read_events(path: Path, by: str | None = None) -> list[Event]:
    """Events of a CSV file. Refuses missing columns, an empty signal or target, and a moment that is not
    ISO 8601.
    """
    columns, rows = read_rows(path)
    if missing := [name for name in (*COLUMNS, *([by] if by else [])) if name not in columns]:
        raise LogError(f"{path.name} has no column '{missing[0]}'")
    return [_event(row, f"{path.name} line {number}") for number, row in rows]


def _event(row: Mapping[str, str], where: str) -> Event:
    if not row["signal"] or not row["to"]:
        raise LogError(f"{where}: signal and to must be filled")
    try:
        at = datetime.fromisoformat(row["at"])
    except ValueError:
        raise LogError(f"{where}: '{row['at']}' is not a date or time (ISO 8601)") from None
    attributes = {name: value for name, value in row.items() if name not in COLUMNS}
    return Event(row["signal"], row["from"], row["to"], at, attributes)


def _text(report: Report) -> str:
    lines = [report.sentence]
    for step in report.steps:
        through, median = step.chance["through"], step.days.median
        days = "-" if median is None else f"{median:.1f}"
        lines.append(
            f"{step.name}: n={through.n}, through {through.mean:.0%} ({through.low:.0%}-{through.high:.0%}), "
            f"median {days} days, waiting {step.days.waiting}"
        )
    lines += [f"note: {warning}" for warning in report.warnings]
    return "\n".join(lines) + "\n"
