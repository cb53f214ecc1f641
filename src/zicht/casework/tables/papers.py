"""Minutes as files: an accessible PDF (PDF/UA-1) and a DOCX, per reader what that reader may have."""

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


@access(Permission.TABLE_SIT)
def pdf_minutes(request, meeting_id):
    """The minutes as PDF."""
    found = _minutes(request, meeting_id, "pdf")
    return pdf.download("verslag.pdf", as_pdf(found))


@access(Permission.TABLE_SIT)
def docx_minutes(request, meeting_id):
    """The minutes as DOCX, to work on."""
    from zicht.casework.tables import minutes_docx  # brings python-docx

    found = _minutes(request, meeting_id, "docx")
    response = HttpResponse(minutes_docx.made(found), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="verslag.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def as_pdf(found: Minutes) -> bytes:
    """Return the minutes as PDF/UA-1."""
    return pdf.made(
        TEMPLATE,
        {
            "title": found.title,
            "subtitle": found.subtitle,
            "facts": [list(row) for row in found.facts],
            "sections": [
                {"title": part["title"], "facts": [list(row) for row in part["facts"]]}
                for part in found.sections
            ],
            "actions": [list(row) for row in found.actions],
        },
    )


def _minutes(request, meeting_id, kind: str) -> Minutes:
    meeting = queries.access_meeting(meeting_id)
    found = minutes.of(meeting, request.actor)
    audit.record(
        request.actor, Action.MINUTES_READ, "meeting", meeting_id, kind=kind, items=len(found.sections)
    )
    return found
