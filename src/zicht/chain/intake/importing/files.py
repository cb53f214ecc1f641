"""Opening a list: CSV (semicolon, comma or tab; UTF-8 or Windows-1252) or XLSX, recognised by content, never
by name.

Cells come out as text and stay text: a formula is never computed. The file itself is opened in a process of
its own (`documents.apart`). A file that is not such a list is
refused as a whole, with what is wrong and where, so that there is never half a reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zicht.chain.intake.importing.columns import NEEDED, known_as
from zicht.foundation.documents.apart import asking
from zicht.foundation.documents.apart import refusal as apart
from zicht.foundation.documents.apart.words import said
from zicht.foundation.ui.plain_text import cleaned

MOST_BYTES = 10 * 1024 * 1024
MOST_COLUMNS = 60
DELIMITERS = ";,\t"
HEADING = 64 * 1024

TOO_LARGE = "Dit bestand is te groot. Een bestand mag hoogstens 10 MB zijn; verdeel het over meer bestanden."
EMPTY = "Dit bestand is leeg."
NO_ROWS = "Onder de kolomnamen staan geen rijen."
OLD_EXCEL = "Dit is een oud Excel-bestand (.xls). Sla het op als .xlsx of als CSV en kies het opnieuw."
NO_LIST = "Dit is geen CSV- of Excel-bestand. Kies een bestand dat u met een rekenblad hebt opgeslagen."
NO_HEADINGS = (
    "We herkennen de kolommen niet. De eerste rij moet de kolomnamen bevatten, zoals meldnummer, datum en"
    " omschrijving."
)
MISSING = "Deze kolom ontbreekt nog: {}."
TWICE = "De kolom {} staat er twee keer in."
OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


class Unreadable(ValueError):
    """The whole file is refused; the message is for the person."""


@dataclass(frozen=True)
class Line:
    """One row as it stands in the file: its number as a spreadsheet shows it, and text by column name."""

    number: int
    cells: dict[str, str]
    overflow: bool = False


@dataclass(frozen=True)
class Table:
    """An opened list. `ignored`: headings of columns that are not read."""

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes) -> Table:
    """Return the rows of a file. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if not content.strip():
        raise Unreadable(EMPTY)
    try:
        return _table([cleaned(cell) for cell in row] for row in _rows(content))
    except apart.Unreadable as refusal:
        raise Unreadable(said(refusal)) from refusal


def _rows(content: bytes) -> asking.Rows:
    if content[:4] == b"PK\x03\x04":
        return asking.sheet(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    if content.startswith(OTHER_KINDS) or b"\0" in content[:4096]:
        raise Unreadable(NO_LIST)
    return asking.separated(content, _delimiter(content))


def _delimiter(content: bytes) -> str:
    """What separates the names of columns that we know."""
    heading = content[:HEADING].partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    return max(DELIMITERS, key=lambda sign: sum(known_as(cell) is not None for cell in _cells(heading, sign)))


def _cells(heading: str, sign: str) -> list[str]:
    return [cell.strip().strip('"') for cell in heading.split(sign)]


def _table(rows: Iterator[list[str]]) -> Table:
    headings = [cell.strip() for cell in next(rows, [])][:MOST_COLUMNS]
    names = [known_as(heading) for heading in headings]
    _check_headings([name for name in names if name])
    lines = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        lines.append(_line(number, row, names))
    if not lines:
        raise Unreadable(NO_ROWS)
    ignored = tuple(heading for heading, name in zip(headings, names, strict=True) if heading and not name)
    return Table(tuple(name for name in names if name), ignored, tuple(lines))


def _check_headings(names: list[str]) -> None:
    if not names:
        raise Unreadable(NO_HEADINGS)
    for name in NEEDED:
        if name not in names:
            raise Unreadable(MISSING.format(name))
    for name in names:
        if names.count(name) > 1:
            raise Unreadable(TWICE.format(name))


def _line(number: int, row: list[str], names: list[str | None]) -> Line:
    full = [*row, *[""] * (len(names) - len(row))]
    cells = {name: cell.strip() for name, cell in zip(names, full, strict=False) if name}
    return Line(number, cells, overflow=any(cell.strip() for cell in row[len(names) :]))
