"""Figures to take along: CSV and XLSX, with how they were counted. No cell can be run as a formula."""

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from zicht.sight.figures.asking import Answer
from zicht.sight.figures.counting import how_counted

COLUMNS = ("jaar", "telling", "indeling", "vorm", "regio", "code", "naam", "aantal", "status")
SHOWN, WITHHELD = "getoond", "niet getoond"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(answer: Answer) -> bytes:
    """Return the answer as CSV in UTF-8, marked so that spreadsheets read it right."""
    return csv_of(rows(answer))


def csv_of(lines: Iterable[tuple]) -> bytes:
    """Return lines under the columns as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([[_neutral(cell) for cell in line] for line in lines])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(answer: Answer) -> bytes:
    """Return the answer as a workbook: the figures, and a sheet that says how they were counted."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        figures = book.add_worksheet("Cijfers")
        for at, line in enumerate([COLUMNS, *rows(answer)]):
            for column, cell in enumerate(line):
                _write(figures, at, column, cell, None if at else bold)
        figures.freeze_panes(1, 0)
        figures.autofit()
        told = book.add_worksheet("Zo is er geteld")
        told.set_column(0, 0, 110)
        for at, sentence in enumerate(how_counted(answer)):
            told.write_string(at, 0, sentence)
    return kept.getvalue()


def rows(answer: Answer) -> list[tuple]:
    """Return one line for each cell, and one for the total."""
    question = answer.question
    head = (question.year, answer.count, str(question.by), question.form, question.region)
    lines = [*answer.rows, ("total", "Totaal", answer.total)]
    return [(*head, key, label, value, WITHHELD if value is None else SHOWN) for key, label, value in lines]


def _write(sheet, row: int, column: int, cell, style) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    elif cell is not None:
        sheet.write_string(row, column, str(cell), style)


def _neutral(cell):
    """A text that a spreadsheet would run gets a quote in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
