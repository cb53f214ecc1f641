"""A CSV file as people save it: with or without byte order mark, separated by commas, semicolons or tabs."""

import csv
import io
import re
import unicodedata
from pathlib import Path

from zicht.methods.codes import Refused

Row = tuple[int, dict[str, str]]


class FileError(Refused):
    """The file cannot be read as a table with a header."""


def separator(header: str) -> str:
    """What separates the columns; a Dutch spreadsheet writes semicolons."""
    return next((mark for mark in "\t;" if mark in header), ",")


def read_rows(path: Path) -> tuple[list[str], list[Row]]:
    """Names of the columns, and of every row that is not blank its line number and fields by column.

    Refuses (FileError): a file that cannot be read as UTF-8, no header, two columns of one name, a row
    that does not have as many fields as the header."""
    lines = _lines(path)
    if not lines:
        raise FileError("file_empty", file=path.name)
    lines = _without_empty_end(lines, path.name)
    columns = lines[0][1]
    if "" in columns:
        position = columns.index("") + 1
        raise FileError("file_column_nameless", file=path.name, line=lines[0][0], position=position)
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise FileError("file_column_twice", file=path.name, column=twice)
    for number, fields in lines:
        if len(fields) != len(columns):
            raise FileError(
                "file_number_of_fields", file=path.name, line=number, found=len(fields), expected=len(columns)
            )
    return columns, [(number, dict(zip(columns, fields, strict=True))) for number, fields in lines[1:]]


def _without_empty_end(lines: list[tuple[int, list[str]]], file: str) -> list[tuple[int, list[str]]]:
    """Leave out the nameless empty columns that a spreadsheet saves at the end; refuses a filled one."""
    columns = lines[0][1]
    named = max((place for place, name in enumerate(columns, 1) if name), default=0)
    filled = ((number, row) for number, row in lines if any(row[named : len(columns)]))
    if found := next(filled, None):
        raise FileError("file_column_nameless", file=file, line=found[0], position=named + 1)
    return [(number, row[:named] + row[len(columns) :]) for number, row in lines]


def _one_form(field: str) -> str:
    """The field in one Unicode form (NFC), on one line: a line break in a cell keeps two words apart."""
    return re.sub(r"\s*[\n\u2028\u2029]\s*", " ", unicodedata.normalize("NFC", field).strip())


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=None), delimiter=separator(text.partition("\n")[0]))
        rows = [(reader.line_num, [_one_form(field) for field in row]) for row in reader]
    except OSError as error:
        raise FileError("file_unreadable", file=str(path), reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise FileError("file_not_utf8", file=path.name) from error
    except csv.Error as error:
        raise FileError("file_not_csv", file=path.name, reason=str(error)) from error
    return [(number, fields) for number, fields in rows if any(fields)]
