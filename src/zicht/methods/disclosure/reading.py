"""A table of counts and its hierarchies from CSV files: one row per combination and a column of counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from zicht.methods.csvfile import read_rows

from .margins import is_margin, is_subtotal
from .tables import TOTAL, Parents, TableError

MOST = 1_000_000_000
ENOUGH_ROWS, ENOUGH_CATEGORIES = 3, 3


class Where(NamedTuple):
    """A line of a file."""

    file: str
    line: int


def read_table(path: Path, value: str) -> tuple[dict[tuple[str, ...], float], list[str]]:
    """Counts per combination and the names of the dimensions. Margins ("total", "Eindtotaal") that
    are the sum of their rows are left out.

    Refuses: a margin that is not that sum, a subtotal, no such column, a count that is no whole number, an
    empty category, a combination that appears twice, and a category that is the sum of the others, because a
    reader could then subtract what the protection does not know of."""
    columns, rows = read_rows(path)
    if value not in columns:
        raise TableError("file_without_column", file=path.name, column=value)
    dimensions = [name for name in columns if name != value]
    if not dimensions:
        raise TableError("nothing_besides", file=path.name, column=value)
    table: dict[tuple[str, ...], float] = {}
    margins: list[tuple[Where, tuple[str, ...], float]] = []
    for number, row in rows:
        where = Where(path.name, number)
        key = tuple(_filled(row, name, where) for name in dimensions)
        if subtotal := next((category for category in key if is_subtotal(category)), None):
            raise TableError("subtotal_of_unknown", file=where.file, line=where.line, category=subtotal)
        if any(map(is_margin, key)):
            margins.append((where, key, _count(row[value], where)))
            continue
        if key in table:
            raise TableError("combination_twice", file=where.file, line=where.line, categories=key)
        table[key] = _count(row[value], where)
    if not table:
        raise TableError("no_rows", file=path.name)
    for where, key, count in margins:
        _check_margin(table, where, key, count)
    _refuse_unnamed_margins(table, dimensions)
    return table, dimensions


def _check_margin(
    table: Mapping[tuple[str, ...], float], where: Where, margin: tuple[str, ...], count: float
) -> None:
    fixed = [(place, category) for place, category in enumerate(margin) if not is_margin(category)]
    expected = sum(n for key, n in table.items() if all(key[place] == c for place, c in fixed))
    if count != expected:
        raise TableError(
            "margin_differs",
            file=where.file,
            line=where.line,
            categories=margin,
            found=count,
            expected=expected,
        )


def refuse_children_elsewhere(
    trees: Mapping[str, Parents], table: Mapping[tuple[str, ...], float], dimensions: list[str]
) -> None:
    """Refuses a hierarchy that names a child of which the table has no row: most often a typing error."""
    for place, dimension in enumerate(dimensions):
        parents = trees.get(dimension, {})
        known = {key[place] for key in table} | set(parents.values())
        if unknown := sorted(set(parents) - known):
            raise TableError("child_not_in_table", dimension=dimension, child=unknown[0])


def _refuse_unnamed_margins(table: Mapping[tuple[str, ...], float], dimensions: list[str]) -> None:
    """A category with as many as all others together, in every row of a table where that cannot be chance."""
    for position, name in enumerate(dimensions):
        rows: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
        for key, count in table.items():
            rows[key[:position] + key[position + 1 :]][key[position]] = count
        filled = [row for row in rows.values() if any(row.values())]
        if len(filled) >= ENOUGH_ROWS and min(map(len, filled)) >= ENOUGH_CATEGORIES:
            sums = set.intersection(
                *({c for c, n in row.items() if 2 * n == sum(row.values())} for row in filled)
            )
            if sums:
                raise TableError("sum_of_others", category=min(sums), dimension=name, total=TOTAL)


def read_hierarchies(path: Path) -> dict[str, dict[str, str]]:
    """Dimension → {child: parent}. Refuses missing columns, empty names and a child with two parents."""
    columns, rows = read_rows(path)
    names = ("dimension", "child", "parent")
    if missing := [name for name in names if name not in columns]:
        raise TableError("file_without_column", file=path.name, column=missing[0])
    trees: dict[str, dict[str, str]] = {}
    for number, row in rows:
        where = Where(path.name, number)
        dimension, child, parent = (_filled(row, name, where) for name in names)
        if trees.setdefault(dimension, {}).setdefault(child, parent) != parent:
            raise TableError("two_parents", file=where.file, line=where.line, child=child)
    return trees


def _filled(row: Mapping[str, str], name: str, where: Where) -> str:
    if not row[name]:
        raise TableError("field_empty", file=where.file, line=where.line, column=name)
    return row[name]


def _count(text: str, where: Where) -> float:
    if not (text.isascii() and text.isdigit()):
        raise TableError("count_unreadable", file=where.file, line=where.line, found=text)
    if int(text) > MOST:
        raise TableError("count_too_large", file=where.file, line=where.line, found=text, most=MOST)
    return float(text)
