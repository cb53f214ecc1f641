"""``zicht protect TABLE.csv``: a protected table from a CSV file with one row per combination and a column
of counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from zicht.methods.csvfile import FileError, read_rows

from .protection import Protected, protect
from .tables import TOTAL, TableError

BAD_INPUT, NOT_SAFE = 2, 3
MARGINS = (TOTAL, "totaal")
MOST = 1_000_000_000
ENOUGH_ROWS, ENOUGH_CATEGORIES = 3, 3


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
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code: 0 protected, 2 bad input (one line on stderr), 3 protected but not safe to publish."""
    try:
        result, dimensions = _protect(args)
    except (TableError, FileError) as problem:
        sys.stderr.write(f"zicht protect: {problem}\n")
        return BAD_INPUT
    report = _report(result, dimensions)
    sys.stdout.write(
        json.dumps(report, ensure_ascii=False) + "\n" if args.json else _text(report, dimensions)
    )
    return 0 if result.safe else NOT_SAFE


def _protect(args: argparse.Namespace) -> tuple[Protected, list[str]]:
    if args.threshold < 2 or (args.base is not None and args.base < 2):
        raise TableError("threshold and base must be at least 2")
    table, dimensions = read_table(args.table, args.value)
    trees = read_hierarchies(args.hierarchy) if args.hierarchy else {}
    result = protect(table, dimensions, args.threshold, trees, args.method, base=args.base, seed=args.seed)
    return result, dimensions


def read_table(path: Path, value: str) -> tuple[dict[tuple[str, ...], float], list[str]]:
    """Counts per combination and the names of the dimensions. Rows that are margins ("total", "totaal") are
    left out.

    Refuses: no such column, a count that is no whole number, an empty category, a combination that appears
    twice, and a category that is the sum of the others, because a reader could then subtract what the
    protection does not know of.
    """
    columns, rows = read_rows(path)
    if value not in columns:
        raise TableError(f"{path.name} has no column '{value}'")
    dimensions = [name for name in columns if name != value]
    if not dimensions:
        raise TableError(f"{path.name} has no column besides '{value}'")
    table: dict[tuple[str, ...], float] = {}
    for number, row in rows:
        where = f"{path.name} line {number}"
        key = tuple(_filled(row, name, where) for name in dimensions)
        if any(category.lower() in MARGINS for category in key):
            continue
        if key in table:
            raise TableError(f"{where}: {', '.join(key)} appears twice")
        table[key] = _count(row[value], where)
    if not table:
        raise TableError(f"{path.name} has no rows")
    _refuse_unnamed_margins(table, dimensions)
    return table, dimensions


def _refuse_unnamed_margins(table: Mapping[tuple[str, ...], float], dimensions: list[str]) -> None:
    """A category with as many as all others together, in every row of a table where that cannot be chance."""
    for position, name in enumerate(dimensions):
        rows: dict[tuple, dict[str, float]] = defaultdict(dict)
        for key, count in table.items():
            rows[key[:position] + key[position + 1 :]][key[position]] = count
        filled = [row for row in rows.values() if any(row.values())]
        if len(filled) >= ENOUGH_ROWS and min(map(len, filled)) >= ENOUGH_CATEGORIES:
            sums = set.intersection(
                *({c for c, n in row.items() if 2 * n == sum(row.values())} for row in filled)
            )
            if sums:
                raise TableError(
                    f"'{min(sums)}' is the sum of the others in '{name}': leave it out or call it '{TOTAL}'"
                )


def read_hierarchies(path: Path) -> dict[str, dict[str, str]]:
    """Dimension → {child: parent}. Refuses missing columns, empty names and a child with two parents."""
    columns, rows = read_rows(path)
    names = ("dimension", "child", "parent")
    if missing := [name for name in names if name not in columns]:
        raise TableError(f"{path.name} has no column '{missing[0]}'")
    trees: dict[str, dict[str, str]] = {}
    for number, row in rows:
        where = f"{path.name} line {number}"
        dimension, child, parent = (_filled(row, name, where) for name in names)
        if trees.setdefault(dimension, {}).setdefault(child, parent) != parent:
            raise TableError(f"{where}: '{child}' has two parents")
    return trees


def _filled(row: Mapping[str, str], name: str, where: str) -> str:
    if not row[name]:
        raise TableError(f"{where}: '{name}' is empty")
    return row[name]


def _count(text: str, where: str) -> float:
    if not (text.isascii() and text.isdigit()):
        raise TableError(f"{where}: '{text}' is not a whole number of 0 or more")
    if int(text) > MOST:
        raise TableError(f"{where}: {text} is more than {MOST}")
    return float(text)


def _report(result: Protected, dimensions: list[str]) -> dict:
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


def _text(report: dict, dimensions: list[str]) -> str:
    lines = ["\t".join([*dimensions, "figure"])]
    for row in report["cells"]:
        figure = "x" if row["figure"] is None else str(row["figure"])
        lines.append("\t".join([*(row[name] for name in dimensions), figure]))
    hidden, cells = report["information_loss"]["hidden"], report["information_loss"]["cells"]
    lines.append(
        f"# {hidden} of {cells} figures hidden (x); safe to publish: {'yes' if report['safe'] else 'NO'}"
    )
    return "\n".join(lines) + "\n"
