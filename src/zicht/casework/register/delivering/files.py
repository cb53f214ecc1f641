"""Tables to take along, as CSV or XLSX. No cell can be run as a formula."""

import csv
import io
from collections.abc import Iterable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(heading: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """Return a table as CSV in UTF-8, marked so that spreadsheets read it right."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: dict[str, tuple[Iterable[str], Iterable[Iterable]]]) -> bytes:
    """Return a workbook with these sheets: {name: (heading, rows)}."""
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(
        kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        for name, (heading, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, list(heading), bold)
            for at, row in enumerate(rows, start=1):
                sheet.write_row(
                    at, 0, [str(cell) if not isinstance(cell, int | float) else cell for cell in row]
                )
            sheet.freeze_panes(1, 0)
    return kept.getvalue()


def _neutral(cell):
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not isinstance(cell, int | float) else text
