"""What was printed."""

from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

SUBJECTS = {"signal_id": "signal", "victim_id": "victim"}


@access(Permission.WORK_OWN)
@require_POST
def printed(request):
    """The browser tells that a page is being printed; what the page was about goes into the log."""
    try:
        parts = resolve(request.POST.get("page", "")).kwargs
    except Resolver404:
        parts = {}
    about = next(((kind, parts[name]) for name, kind in SUBJECTS.items() if name in parts), ("page", ""))
    audit.record(request.actor, Action.PRINTED, *about)
    return HttpResponse(status=204)
