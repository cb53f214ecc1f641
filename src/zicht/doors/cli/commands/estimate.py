"""`zicht estimate FILE.csv`: the estimate as a command, for people and for programs."""

import argparse
import json
import sys
import time
from typing import Any

from zicht import words
from zicht.doors.cli import answer
from zicht.methods.estimation import (
    INTERVALS,
    METHODS,
    CaptureTable,
    EstimationError,
    Result,
    Settings,
    estimate_table,
    read_strata,
)
from zicht.methods.estimation.strata import estimate_strata
from zicht.words import estimation as told

REFUSED = 2
BOUNDS = ("observed", "estimate", "lower", "upper")


def register(subparsers) -> None:
    """Mount `estimate` on the subparsers of a command line; the parsed arguments carry `run`."""
    parser = subparsers.add_parser(
        "estimate",
        help="schat hoeveel mensen niemand ziet, uit overlappende lijsten",
        description="Schat de omvang van een verborgen groep uit lijsten die elkaar gedeeltelijk overlappen.",
    )
    _arguments(parser)
    parser.set_defaults(run=run)


def _arguments(parser: argparse.ArgumentParser) -> None:
    defaults = Settings()
    parser.add_argument("file", metavar="FILE.csv", help="een 0/1-kolom per lijst en een kolom `count`")
    parser.add_argument("--method", choices=METHODS, default=defaults.method)
    parser.add_argument(
        "--order", type=int, default=defaults.order, help="grootste aantal lijsten in een verband"
    )
    parser.add_argument("--threshold", type=float, default=defaults.threshold, help="p-waarde voor stepwise")
    parser.add_argument("--interval", choices=INTERVALS, default=defaults.interval)
    parser.add_argument("--boot", type=int, default=defaults.boot, help="aantal herhalingen")
    parser.add_argument(
        "--seed", type=int, default=defaults.seed, help="startgetal: zelfde getal, zelfde uitkomst"
    )
    parser.add_argument("--level", type=float, default=defaults.level)
    parser.add_argument("--merge", action="append", default=[], metavar="A+B", help="voeg lijsten samen")
    parser.add_argument("--by", default="", metavar="KOLOM,KOLOM", help="schat ook per groep")
    parser.add_argument(
        "--without", default="", metavar="KOLOM,KOLOM", help="kolommen die geen lijst en geen groep zijn"
    )
    answer.add_language(parser)
    answer.add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print the answer. Exit code 0, or 2 with one line on stderr when the input or the data refuse."""
    try:
        settings = Settings(
            args.method, args.order, args.threshold, args.interval, args.boot, args.seed, args.level
        )
        found = _grouped(args, settings) if args.by else _whole(args, settings)
    except EstimationError as error:
        sys.stderr.write(f"zicht estimate: {words.say(error, args.language)}\n")
        return REFUSED
    answer.say(found)
    return 0


def _whole(args: argparse.Namespace, settings: Settings) -> str:
    table = read_strata(args.file, (), _names(args.without))[()]
    result = estimate_table(_merged(table, args), settings)
    return json.dumps(_as_json(result, args), ensure_ascii=False) if args.json else _report(result, args)


def _as_json(result: Result, args: argparse.Namespace) -> dict[str, Any]:
    return {**result.as_dict(), **words.codes(result.warnings, args.language)}


def _report(result: Result, args: argparse.Namespace) -> str:
    return told.report(result, [words.say(w, args.language) for w in result.warnings], args.language)


def _grouped(args: argparse.Namespace, settings: Settings) -> str:
    started = time.perf_counter()
    by = _names(args.by)
    strata = read_strata(args.file, by, _names(args.without))
    found = estimate_strata({key: _merged(table, args) for key, table in strata.items()}, settings)
    found.whole.seconds = round(time.perf_counter() - started, 3)
    if not args.json:
        return f"{_report(found.whole, args)}\n\n{told.group_report(found.groups, args.language)}"
    groups = [
        {
            "group": dict(zip(by, key, strict=True)),
            **{name: getattr(group, name) for name in BOUNDS},
            "alone": found.alone[key],
        }
        for key, group in found.groups.items()
    ]
    return json.dumps({**_as_json(found.whole, args), "groups": groups}, ensure_ascii=False)


def _names(given: str) -> list[str]:
    return [name for name in given.split(",") if name]


def _merged(table: CaptureTable, args: argparse.Namespace) -> CaptureTable:
    return table.merged([group.split("+") for group in args.merge]) if args.merge else table
