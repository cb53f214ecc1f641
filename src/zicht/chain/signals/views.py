"""Attachments of a signal: opened under the reader's own rights, each view on record."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from zicht.chain.signals.models import Attachment
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

SHOWN_IN_PAGE = ("image/png", "image/jpeg", "image/webp")


@access(Permission.SIGNAL_READ)
def attachment(request, signal_id, attachment_id):
    """The opened file. An image is shown, anything else is offered as a download under a name that tells
    nothing."""
    found = get_object_or_404(Attachment, pk=attachment_id, signal_id=signal_id)
    content = Attachment.content.read(found)
    audit.record(request.actor, Action.ATTACHMENT_READ, "signal", signal_id, attachment=str(found.id))
    known = found.media_type in SHOWN_IN_PAGE
    response = HttpResponse(content, content_type=found.media_type if known else "application/octet-stream")
    response["Content-Disposition"] = "inline" if known else 'attachment; filename="bijlage"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
