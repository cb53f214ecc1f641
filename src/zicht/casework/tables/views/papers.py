"""Minutes as files: an accessible PDF (PDF/UA-1) and a DOCX, per reader what that reader may have."""

from django.http import HttpResponse

from zicht.casework.tables import minutes, minutes_pdf, queries
from zicht.casework.tables.minutes import Minutes
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.documents import pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@access(Permission.TABLE_SIT)
def pdf_minutes(request, meeting_id):
    """The minutes as PDF."""
    found = _minutes(request, meeting_id, "pdf")
    return pdf.download("verslag.pdf", minutes_pdf.made(found))


@access(Permission.TABLE_SIT)
def docx_minutes(request, meeting_id):
    """The minutes as DOCX, to work on."""
    from zicht.casework.tables import minutes_docx  # brings python-docx

    found = _minutes(request, meeting_id, "docx")
    response = HttpResponse(minutes_docx.made(found), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="verslag.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _minutes(request, meeting_id, kind: str) -> Minutes:
    meeting = queries.access_meeting(meeting_id)
    found = minutes.of(meeting, request.actor)
    audit.record(
        request.actor, Action.MINUTES_READ, "meeting", meeting_id, kind=kind, items=len(found.sections)
    )
    return found
