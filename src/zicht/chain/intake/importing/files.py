"""Opening a list: CSV (semicolon, comma or tab; UTF-8 or Windows-1252) or XLSX, recognised by content, never
by name.

Cells come out as text and stay text: a formula is never computed. A file that is not such a list is
refused as a whole, with what is wrong and where, so that there is never half a reading.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from zicht.chain.intake.importing.columns import NEEDED, known_as
from zicht.foundation.ui.plain_text import cleaned

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
DELIMITERS = ";,\t"

TOO_LARGE = "Dit bestand is te groot. Een bestand mag hoogstens 10 MB zijn; verdeel het over meer bestanden."
TOO_MANY = "Dit bestand heeft meer dan {} rijen. Verdeel het over meer bestanden."
EMPTY = "Dit bestand is leeg."
NO_ROWS = "Onder de kolomnamen staan geen rijen."
OLD_EXCEL = "Dit is een oud Excel-bestand (.xls). Sla het op als .xlsx of als CSV en kies het opnieuw."
NO_LIST = "Dit is geen CSV- of Excel-bestand. Kies een bestand dat u met een rekenblad hebt opgeslagen."
BROKEN = "Dit Excel-bestand kunnen we niet openen. Sla het opnieuw op en kies het nog eens."
ENCODING = "De letters in dit bestand kunnen we niet lezen. Sla het op als CSV UTF-8."
QUOTES = "Regel {}: een aanhalingsteken is niet goed gesloten. Herstel dat en kies het bestand opnieuw."
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
    rows = _sheet(content) if content[:4] == b"PK\x03\x04" else _text(content)
    return _table(rows)


def _sheet(content: bytes) -> Iterator[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise Unreadable(TOO_LARGE)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        raise Unreadable(BROKEN) from error
    return ([_cell(value) for value in row] for row in rows)


def _cell(value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else cleaned(str(value))


def _text(content: bytes) -> Iterator[list[str]]:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    if content.startswith(OTHER_KINDS) or b"\0" in content[:4096]:
        raise Unreadable(NO_LIST)
    text = _decoded(content)
    return _records(text, max(DELIMITERS, key=lambda sign: _recognised(text, sign)))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return cleaned(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Unreadable(ENCODING)


def _recognised(text: str, delimiter: str) -> int:
    heading = text.partition("\n")[0]
    return sum(known_as(cell) is not None for cell in next(csv.reader([heading], delimiter=delimiter), ()))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(QUOTES.format(begins)) from error


def _table(rows: Iterator[list[str]]) -> Table:
    headings = [cell.strip() for cell in next(rows, [])][:MOST_COLUMNS]
    names = [known_as(heading) for heading in headings]
    _check_headings([name for name in names if name])
    lines = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(lines) == MOST_ROWS:
            raise Unreadable(TOO_MANY.format(MOST_ROWS))
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
