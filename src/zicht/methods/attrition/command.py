"""``zicht attrition EVENTS.csv``: where signals stop, from a CSV with one row per step of a signal."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from .analysis import Report, analyse
from .events import Event, LogError

BAD_INPUT = 2
COLUMNS = ("signal", "from", "to", "at")


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add ``attrition`` to the commands of ``zicht``."""
    parser = subparsers.add_parser("attrition", help="show where signals get lost and where most is to be won")
    parser.add_argument("events", type=Path, help="CSV with columns signal,from,to,at and attributes; from empty: comes in")
    parser.add_argument("--by", help="attribute column that splits steps into comparable links")
    parser.add_argument("--silent-after", type=float, metavar="DAYS", help="waiting this long counts as lost")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="write JSON instead of text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code: 0 done, 2 bad input (one line on stderr)."""
    try:
        silent = timedelta(days=args.silent_after) if args.silent_after else None
        report = analyse(read_events(args.events, args.by), by=args.by, silent_after=silent, seed=args.seed)
    except (LogError, OSError, UnicodeDecodeError, csv.Error) as problem:
        sys.stderr.write(f"zicht attrition: {problem}\n")
        return BAD_INPUT
    text = json.dumps(asdict(report), ensure_ascii=False) + "\n" if args.json else _text(report)
    sys.stdout.write(text)
    return 0


def read_events(path: Path, by: str | None = None) -> list[Event]:
    """Events of a CSV file. Refuses missing columns, an empty signal or target, and a moment that is not ISO 8601."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        needed = [*COLUMNS, *([by] if by else [])]
        if missing := [c for c in needed if c not in (rows.fieldnames or [])]:
            raise LogError(f"{path.name} has no column '{missing[0]}'")
        return [_event(row, f"{path.name} line {rows.line_num}") for row in rows]


def _event(row: dict, where: str) -> Event:
    if not row["signal"] or not row["to"]:
        raise LogError(f"{where}: signal and to must be filled")
    try:
        at = datetime.fromisoformat(row["at"] or "")
    except ValueError:
        raise LogError(f"{where}: '{row['at']}' is not a date or time (ISO 8601)") from None
    attributes = {k: v or "" for k, v in row.items() if k not in COLUMNS and k is not None}
    return Event(row["signal"], row["from"] or "", row["to"], at, attributes)


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
