"""CSV, in the child: text in rows."""

import csv
import io
from collections.abc import Iterable, Iterator

from zicht.foundation.documents.apart import limits
from zicht.foundation.documents.apart.refusal import Unreadable


def rows(content: bytes, delimiter: str, *encodings: str) -> Iterator[list[str]]:
    """Each row as it stands. Refuses: letters that no encoding has, a quote that is not closed."""
    text = io.StringIO(_decoded(content, encodings), newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("quotes", begins) from error


def within_limits(found: Iterable[list[str]]) -> list[list[str]]:
    """The rows, empty ones as an empty list. Refuses: more rows or columns than a list has."""
    kept: list[list[str]] = []
    filled = 0
    for number, row in enumerate(found, 1):
        if len(row) > limits.COLUMNS:
            raise Unreadable("wide", number)
        full = any(cell.strip() for cell in row)
        filled += full
        if filled > limits.ROWS + 1 or number > limits.LINES:
            raise Unreadable("rows")
        kept.append(row if full else [])
    return kept


def _decoded(content: bytes, encodings: Iterable[str]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("letters")
