"""``zicht protect TABLE.csv``: a protected table from a CSV file with one row per combination and a column
of counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from zicht import words
from zicht.doors.cli import answer
from zicht.methods.csvfile import FileError
from zicht.methods.disclosure.protection import Protected, protect
from zicht.methods.disclosure.reading import read_hierarchies, read_table, refuse_children_elsewhere
from zicht.methods.disclosure.tables import TOTAL, TableError
from zicht.words import disclosure as told

BAD_INPUT, NOT_SAFE = 2, 3


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add ``protect`` to the commands of ``zicht``."""
    parser = subparsers.add_parser(
        "protect", help="hide or round small numbers in a table so that nobody can be found"
    )
    parser.add_argument("table", type=Path, help="CSV: a column per dimension and a column of counts")
    parser.add_argument("--value", required=True, help="name of the column of counts")
    parser.add_argument(
        "--threshold", type=int, default=10, help="smallest count that may be shown (default 10)"
    )
    parser.add_argument("--hierarchy", type=Path, help="CSV with columns dimension,child,parent")
    parser.add_argument("--method", choices=("suppress", "round"), default="suppress")
    parser.add_argument("--base", type=int, help="round to multiples of this (default: the threshold)")
    parser.add_argument("--seed", type=int, default=1)
    answer.add_language(parser)
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code: 0 protected, 2 bad input (one line on stderr), 3 protected but not safe to publish."""
    try:
        result, dimensions = _protect(args)
    except (TableError, FileError) as problem:
        sys.stderr.write(f"zicht protect: {words.say(problem, args.language)}\n")
        return BAD_INPUT
    report = _report(result, dimensions)
    sys.stdout.write(
        json.dumps(report, ensure_ascii=False) + "\n"
        if args.json
        else _text(report, dimensions, args.language)
    )
    return 0 if result.safe else NOT_SAFE


def _protect(args: argparse.Namespace) -> tuple[Protected, list[str]]:
    if args.threshold < 2 or (args.base is not None and args.base < 2):
        raise TableError("threshold_too_low")
    table, dimensions = read_table(args.table, args.value)
    trees = read_hierarchies(args.hierarchy) if args.hierarchy else {}
    refuse_children_elsewhere(trees, table, dimensions)
    result = protect(table, dimensions, args.threshold, trees, args.method, base=args.base, seed=args.seed)
    return result, dimensions


def _report(result: Protected, dimensions: list[str]) -> dict[str, Any]:
    loss = result.information_loss
    exposed = (*result.attack.exposed, *result.attack.exposed_before)
    return {
        "safe": result.safe,
        "cells": [
            {**_categories(cell, dimensions), "figure": figure} for cell, figure in result.cells.items()
        ],
        "suppressed": {"primary": len(result.primary), "secondary": len(result.secondary)},
        "information_loss": {
            "cells": loss.cells,
            "hidden": loss.hidden,
            "hidden_value_share": loss.hidden_value_share,
            "largest_deviation": loss.largest_deviation,
            "mean_deviation": loss.mean_deviation,
        },
        "attack": {
            "tested": result.attack.tested,
            "whole_numbers": result.attack.whole,
            "exposed": [_categories(e.cell, dimensions) for e in exposed],
        },
        "seconds": round(result.seconds, 3),
    }


def _categories(cell: tuple, dimensions: list[str]) -> dict[str, str]:
    fixed = dict(cell)
    return {name: fixed.get(name, TOTAL) for name in dimensions}


def _text(report: dict[str, Any], dimensions: list[str], language: words.Language) -> str:
    lines = ["\t".join([*dimensions, told.figure(language)])]
    for row in report["cells"]:
        figure = "x" if row["figure"] is None else str(row["figure"])
        lines.append("\t".join([*(row[name] for name in dimensions), figure]))
    hidden, cells = report["information_loss"]["hidden"], report["information_loss"]["cells"]
    lines.append(told.hidden(hidden, cells, report["safe"], language))
    return "\n".join(lines) + "\n"
