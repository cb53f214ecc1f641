"""Figures to take along: CSV, XLSX and ODS, with how they were counted. No cell can be run as a formula."""

import csv
import io
from collections.abc import Callable, Iterable

from django.http import HttpResponse

from zicht.sight.figures.asking import Answer

COLUMNS = ("jaar", "telling", "indeling", "vorm", "regio", "code", "naam", "aantal", "status")
SHOWN, WITHHELD = "getoond", "niet getoond"
FIGURES, TOLD = "Cijfers", "Zo is er geteld"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Lines = Iterable[tuple]


def rows(answer: Answer) -> list[tuple]:
    """Return one line for each cell, and one for the total."""
    question = answer.question
    head = (question.year, answer.count, str(question.by), question.form, question.region)
    lines = [*answer.rows, ("total", "Totaal", answer.total)]
    return [(*head, key, label, value, WITHHELD if value is None else SHOWN) for key, label, value in lines]


def download(kind: str, name: str, lines: Lines, told: list[str]) -> HttpResponse:
    """Return `lines` under the columns as a file of `kind`; sheets also get the sentences of how they were
    counted."""
    content_type, written = KINDS[kind]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(written(lines, told), content_type=content_type, headers=headers)


def as_csv(lines: Lines, told: list[str]) -> bytes:
    """Return CSV in UTF-8, marked so that spreadsheets read it right. How it was counted does not fit in a
    CSV file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([[_neutral(cell) for cell in line] for line in lines])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Lines, told: list[str]) -> bytes:
    """Return a workbook: the figures, and a sheet that says how they were counted."""
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        figures = book.add_worksheet(FIGURES)
        for at, line in enumerate([COLUMNS, *lines]):
            for column, cell in enumerate(line):
                _write(figures, at, column, cell, None if at else bold)
        figures.freeze_panes(1, 0)
        figures.autofit()
        sheet = book.add_worksheet(TOLD)
        sheet.set_column(0, 0, 110)
        for at, sentence in enumerate(told):
            sheet.write_string(at, 0, sentence)
    return kept.getvalue()


def as_ods(lines: Lines, told: list[str]) -> bytes:
    """Return an OpenDocument spreadsheet with the same two sheets."""
    from odfdo import Document

    book, kept = Document("spreadsheet"), io.BytesIO()
    book.body.clear()
    book.meta.language = "nl-NL"
    book.body.append(_ods_sheet(FIGURES, [COLUMNS, *lines]))
    book.body.append(_ods_sheet(TOLD, [(sentence,) for sentence in told]))
    book.save(kept)
    return kept.getvalue()


KINDS: dict[str, tuple[str, Callable[[Lines, list[str]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", as_ods),
}


def _write(sheet, row: int, column: int, cell, style) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    elif cell is not None:
        sheet.write_string(row, column, str(cell), style)


def _ods_sheet(name: str, lines: Lines):
    from odfdo import Cell, Row, Table

    sheet = Table(name)
    for line in lines:
        row = Row()
        for cell in line:
            row.append_cell(Cell(cell if cell is None or isinstance(cell, int) else str(cell)))
        sheet.append_row(row)
    return sheet


def _neutral(cell):
    """A text that a spreadsheet would run gets a quote in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
