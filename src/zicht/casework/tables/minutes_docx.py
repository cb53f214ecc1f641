"""Minutes as DOCX, to work on: A4, in Dutch, real headings, an action list whose heading row comes back on
every page.
"""

import io

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from zicht.casework.tables.minutes import Minutes

HEADS = ("Signaal", "Wat", "Wie", "Voor")
WIDTHS = (Cm(3), Cm(6.5), Cm(4), Cm(2.5))
A4, MARGIN = (Cm(21), Cm(29.7)), Cm(2.5)
LANGUAGE = "nl-NL"


def made(found: Minutes) -> bytes:
    """Return the minutes as DOCX."""
    document = _empty(found.title)
    document.add_paragraph(found.subtitle)
    _facts(document, found.facts)
    for part in found.sections:
        document.add_heading(part["title"], level=1)
        _facts(document, part["facts"])
    document.add_heading("Actielijst", level=1)
    if found.promises:
        _table(document, found.promises)
    else:
        document.add_paragraph("Er zijn geen acties afgesproken.")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _empty(title: str):
    document = Document()
    document.core_properties.title, document.core_properties.language = title, LANGUAGE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    page = document.sections[0]
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    document.add_heading(title, level=0)
    return document


def _facts(document, rows) -> None:
    for label, text in rows:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)


def _table(document, rows) -> None:
    table = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit")))
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = width
    first = table.rows[0]._tr
    first.get_or_add_trPr().append(first.makeelement(qn("w:tblHeader")))
