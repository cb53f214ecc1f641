"""``zicht attrition EVENTS.csv``: where signals stop, from a CSV with one row per step of a signal."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from zicht import words
from zicht.doors.cli import answer
from zicht.methods.attrition import LogError
from zicht.methods.attrition.analysis import Report, analyse
from zicht.methods.attrition.reading import days, read_events
from zicht.methods.csvfile import FileError
from zicht.words import attrition as told

BAD_INPUT = 2


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
    answer.add_language(parser)
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code: 0 done, 2 bad input (one line on stderr)."""
    try:
        silent = None if args.silent_after is None else days(args.silent_after)
        report = analyse(read_events(args.events, args.by), by=args.by, silent_after=silent, seed=args.seed)
    except (LogError, FileError) as problem:
        sys.stderr.write(f"zicht attrition: {words.say(problem, args.language)}\n")
        return BAD_INPUT
    if args.json:
        answer.say(json.dumps(_as_json(report, args.language), ensure_ascii=False))
    else:
        sys.stdout.write(_text(report, args.language))
    return 0


def _as_json(report: Report, language: words.Language) -> dict[str, Any]:
    """The report with its words; the keys in the order that other programs know."""
    found = asdict(report)
    seconds = found.pop("seconds")
    spoken = words.codes(report.warnings, language)
    return {**found, "sentence": told.sentence(report, language), **spoken, "seconds": seconds}


def _text(report: Report, language: words.Language) -> str:
    notes = [told.note(words.say(warning, language), language) for warning in report.warnings]
    steps = [told.step(step, language) for step in report.steps]
    return "\n".join([told.sentence(report, language), *steps, *notes]) + "\n"
