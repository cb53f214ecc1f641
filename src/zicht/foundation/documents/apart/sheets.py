"""XLSX, in the child: first walked through as a stream, then opened.

The library that opens a sheet keeps a place for every cell of the rectangle around all of them: one word in
the last cell (XFD1048576) would ask for half a terabyte. So where cells stand is read first, row by row.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from xml.parsers import expat

from zicht.foundation.documents.apart import limits
from zicht.foundation.documents.apart.refusal import Unreadable

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, KeyError)
PIECE = 1 << 16


class Places:
    """Where the cells of one sheet stand; a cell counts when there is something in it."""

    def __init__(self):
        self.row = self.column = self.rows = self.columns = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """One element of the sheet begins. Refuses: the rectangle around what was seen is too large."""
        kind = name.rpartition(":")[2]
        if kind == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
        elif kind == "c":
            self._move(attributes.get("r", ""))
        elif kind in ("v", "is", "f"):
            self._take_in()

    def _move(self, place: str) -> None:
        found = PLACE.fullmatch(place)
        self.column = _column(found[1]) if found else self.column + 1
        self.row = int(found[2]) if found else self.row

    def _take_in(self) -> None:
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        too_far = self.rows > limits.LINES or self.columns > limits.COLUMNS
        if too_far or self.rows * self.columns > limits.CELLS:
            raise Unreadable("far", f"{_letters(self.column)}{self.row}")


def rows(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet, every cell as text. Refuses: broken, far cells, too much unpacked."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _walk_through(package)
        found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        for row in found.to_python(skip_empty_area=False):
            yield [_text(value) for value in row]
    except (*BROKEN, CalamineError, IndexError) as error:
        raise Unreadable("broken") from error


def _walk_through(package: zipfile.ZipFile) -> None:
    parts, left = package.infolist(), limits.UNPACKED
    if len(parts) > limits.PARTS:
        raise Unreadable("unpacked")
    for part in parts:
        with package.open(part) as file:
            left = _look(file, left)


def _look(file, left: int) -> int:
    """Read one part to its end, whatever size it declares; what is left of what may be unpacked."""
    parser = _parser()
    while piece := file.read(PIECE):
        left -= len(piece)
        if left < 0:
            raise Unreadable("unpacked")
        parser = _fed(parser, piece)
    return left


def _parser():
    parser = expat.ParserCreate()
    parser.StartElementHandler = Places().begin
    parser.StartDoctypeDeclHandler = _refuse  # an entity that holds entities; no sheet needs one
    return parser


def _refuse(*declared) -> None:
    raise Unreadable("broken")


def _fed(parser, piece: bytes):
    """None once a part turned out not to be XML; the library will say what it thinks of it."""
    try:
        if parser:
            parser.Parse(piece)
    except expat.ExpatError:
        return None
    return parser


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _text(value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
