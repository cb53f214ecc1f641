"""Own planned work and the warnings about it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.deconfliction import queries, services, words
from zicht.casework.deconfliction.forms import WorkForm
from zicht.foundation.access import Permission, access
from zicht.foundation.asking.words import USED_UP
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

MOST = 50
PLANNED = (
    "Uw plan staat erin. Zicht heeft nu geen waarschuwing voor u. Dat is geen garantie: een ander kan hier"
    " werken zonder dat het in Zicht staat, of zonder dat u het mag zien."
)
MEETS = "Uw plan staat erin. Er werkt ook een ander aan: bel eerst even, zie hieronder."
ENDED = "Dit plan is weg. Anderen worden er niet meer voor gewaarschuwd."


@access(Permission.SIGNAL_ADD)
def home(request):
    """The warnings first, then what is planned."""
    overlaps = list(queries.warnings(request.actor)[:MOST])
    visible = queries.others(overlaps)
    planned = list(queries.planned(request.actor)[:MOST])
    audit.record(request.actor, Action.OVERLAPS_READ, "overlap", "", count=len(overlaps))
    return render(
        request,
        "deconfliction/home.html",
        {
            "warnings": [words.warning(row, visible.get(row.other_id)) for row in overlaps],
            "planned": [{"work": work, "about": words.of(services.about(work))} for work in planned],
        },
    )


@access(Permission.SIGNAL_ADD)
def plan(request):
    """Plan a visit, inspection, search or action; warnings come at once."""
    form = WorkForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return render(
            request, "deconfliction/plan.html", {"form": form}, status=422 if form.is_bound else 200
        )
    said = form.cleaned_data
    work = services.plan(
        said["kind"], form.about, said["starts_on"], said["ends_on"], actor=request.actor, key=said["key"]
    )
    if work is None:
        context = {"form": form.anew(), "used_up": USED_UP}
        return render(request, "deconfliction/plan.html", context, status=409)
    if work.overlaps.exists():
        messages.warning(request, MEETS)
    else:
        messages.success(request, PLANNED)
    return redirect("deconfliction:home")


@access(Permission.SIGNAL_ADD)
@require_POST
def end(request, work_id):
    """Take own planned work out."""
    services.end(work_id, actor=request.actor)
    messages.success(request, ENDED)
    return redirect("deconfliction:home")


@access(Permission.SIGNAL_ADD)
@require_POST
def seen(request):
    """Mark the warnings as read."""
    services.mark_seen(actor=request.actor)
    return redirect("deconfliction:home")
