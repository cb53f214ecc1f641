"""Minutes as files: an accessible PDF (PDF/UA-1) and a DOCX, per reader what that reader may have."""

import io
from pathlib import Path

from django.http import HttpResponse

from zicht.casework.tables import minutes, queries
from zicht.casework.tables.minutes import Minutes
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import service as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.documents import pdf

TEMPLATE = Path(__file__).parent / "templates" / "tables" / "minutes.typ"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADS = ("Signaal", "Wat", "Wie", "Voor")


@access(Permission.TABLE_SIT)
def pdf_minutes(request, meeting_id):
    """The minutes as PDF."""
    found = _minutes(request, meeting_id, "pdf")
    return pdf.download("verslag.pdf", as_pdf(found))


@access(Permission.TABLE_SIT)
def docx_minutes(request, meeting_id):
    """The minutes as DOCX, to work on."""
    found = _minutes(request, meeting_id, "docx")
    response = HttpResponse(as_docx(found), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="verslag.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def as_pdf(found: Minutes) -> bytes:
    """Return the minutes as PDF/UA-1."""
    return pdf.made(TEMPLATE, {
        "title": found.title, "subtitle": found.subtitle, "facts": [list(row) for row in found.facts],
        "sections": [{"title": part["title"], "facts": [list(row) for row in part["facts"]]} for part in found.sections],
        "actions": [list(row) for row in found.actions],
    })  # fmt: skip


def as_docx(found: Minutes) -> bytes:
    """Return the minutes as a DOCX with headings, tables with a heading row, title and language."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.language = found.title, "nl-NL"
    document.add_heading(found.title, level=0)
    document.add_paragraph(found.subtitle)
    _facts(document, found.facts)
    for part in found.sections:
        document.add_heading(part["title"], level=1)
        _facts(document, part["facts"])
    document.add_heading("Actielijst", level=1)
    if not found.actions:
        document.add_paragraph("Er zijn geen acties afgesproken.")
    else:
        _table(document, found.actions)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _facts(document, rows) -> None:
    for label, text in rows:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)


def _table(document, rows) -> None:
    table = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _minutes(request, meeting_id, kind: str) -> Minutes:
    meeting = queries.access_meeting(meeting_id)
    found = minutes.of(meeting, request.actor)
    audit.record(request.actor, Action.MINUTES_READ, "meeting", meeting_id, kind=kind, items=len(found.sections))
    return found
