"""A CSV file as people save it: with or without byte order mark, separated by commas, semicolons or tabs."""

import csv
from pathlib import Path

Row = tuple[int, dict[str, str]]


class FileError(ValueError):
    """The file cannot be read as a table with a header."""


def separator(header: str) -> str:
    """What separates the columns; a Dutch spreadsheet writes semicolons."""
    return next((mark for mark in "\t;" if mark in header), ",")


def read_rows(path: Path) -> tuple[list[str], list[Row]]:
    """Names of the columns, and of every row that is not blank its line number and fields by column.

    Refuses (FileError): a file that cannot be read as UTF-8, no header, two columns of one name, a row
    that does not have as many fields as the header.
    """
    lines = _lines(path)
    if not lines:
        raise FileError(f"{path.name} is empty")
    columns = lines[0][1]
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise FileError(f"{path.name} has two columns '{twice}'")
    for number, fields in lines:
        if len(fields) != len(columns):
            raise FileError(f"{path.name} line {number}: {len(fields)} fields, the header has {len(columns)}")
    return columns, [(number, dict(zip(columns, fields, strict=True))) for number, fields in lines[1:]]


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.reader(text.splitlines(), delimiter=separator(text.partition("\n")[0]))
        rows = [(reader.line_num, [field.strip() for field in row]) for row in reader]
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path.name} is not text in UTF-8") from error
    except csv.Error as error:
        raise FileError(f"{path.name} is not CSV ({error})") from error
    return [(number, fields) for number, fields in rows if any(fields)]
