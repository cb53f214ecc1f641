"""Prints what a command found: JSON for programs, lines for people."""

import json
import sys
from collections.abc import Callable
from typing import Any

from zicht.words import LANGUAGES


def add_json(parser) -> None:
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def add_language(parser) -> None:
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="language of the answer")


def show(found: Any, as_json: bool, lines: Callable[[Any], list[str]]) -> None:
    """Print `found` as one JSON document, or as the lines that `lines` makes of it."""
    if as_json:
        say(json.dumps(found, ensure_ascii=False, default=str))
    else:
        say("\n".join(lines(found)))


def say(text: str) -> None:
    """One or more lines to the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(rows: list[tuple[Any, ...]]) -> list[str]:
    """Rows under each other, the columns as wide as their widest cell; numbers to the right."""
    if not rows:
        return []
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(_cell(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cell(cell: Any, width: int) -> str:
    return str(cell).rjust(width) if isinstance(cell, int | float) else str(cell).ljust(width)
