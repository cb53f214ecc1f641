"""Reading files in: choose, look, confirm, follow. Nothing is kept of a file that is thrown away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from zicht.chain.intake.importing import columns, services
from zicht.chain.intake.importing.files import TOO_LARGE
from zicht.chain.intake.models import ImportRun
from zicht.chain.intake.uploads import left_behind
from zicht.chain.intake.vocabulary import ImportState
from zicht.doors.exchange import listing
from zicht.doors.exchange.forms import UploadForm
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

LATEST = 10
PROBLEMS = 50
DISCARDED = "Het bestand is weggegooid. Er is niets ingelezen."


@access(Permission.SIGNAL_IMPORT)
def upload(request):
    """Choose a file; below it the latest imports of the own organisation."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and left_behind(request):
        form.add_error("file", TOO_LARGE)
    if form.is_valid():
        offered = services.offer(form.cleaned_data["file"], form.cleaned_data["source"], actor=request.actor)
        return redirect("exchange:run", offered.id)
    latest = ImportRun.objects.filter(organisation_id=request.actor.organisation_id).order_by("-at")[:LATEST]
    context = {"form": form, "runs": latest, "heads": listing.COLUMN_HEADS, "columns": listing.explained()}
    return render(request, "exchange/upload.html", context, status=422 if form.errors else 200)


@access(Permission.SIGNAL_IMPORT)
@require_GET
def template(request):
    """The file to start from."""
    return listing.download("voorbeeld-tiplijn.csv", columns.template())


@access(Permission.SIGNAL_IMPORT)
@require_GET
def run(request, run_id):
    """One import: what would happen, how far it is, or what happened."""
    found = get_object_or_404(ImportRun, pk=run_id)
    if found.state == ImportState.OFFERED:
        return _preview(request, found)
    problems = Paginator(found.problems.all(), PROBLEMS).get_page(request.GET.get("page"))
    context = {"run": found, "problems": problems, "rows": listing.problem_rows(problems)}
    context["problem_heads"] = listing.PROBLEM_HEADS
    return render(request, "exchange/run.html", context)


@access(Permission.SIGNAL_IMPORT)
@require_POST
def confirm(request, run_id):
    services.confirm(run_id, actor=request.actor)
    return redirect("exchange:run", run_id)


@access(Permission.SIGNAL_IMPORT)
@require_POST
def discard(request, run_id):
    services.discard(run_id, actor=request.actor)
    messages.success(request, DISCARDED)
    return redirect("exchange:upload")


@access(Permission.SIGNAL_IMPORT)
@require_GET
def result(request, run_id) -> HttpResponse:
    """Every row with what became of it: the reference of its signal, or why it could not be read."""
    found = get_object_or_404(ImportRun, pk=run_id, state=ImportState.DONE)
    audit.record(request.actor, Action.EXPORTED, "import", run_id)
    return listing.download("ingelezen-rijen.csv", listing.outcome(found))


def _preview(request, found: ImportRun):
    foreseen = services.preview(found)
    audit.record(request.actor, Action.SIGNALS_LISTED, "import", found.id, count=len(foreseen.first))
    problems = [(row.number, problem) for row in foreseen.refused for problem in row.problems]
    context = {
        "run": found,
        "preview": foreseen,
        "before": services.seen_before(found),
        "first": listing.first_rows(foreseen),
        "rows": [listing.problem_cells(number, problem) for number, problem in problems[:PROBLEMS]],
        "problem_heads": listing.PROBLEM_HEADS,
        "first_heads": listing.FIRST_HEADS,
        "more": max(0, len(problems) - PROBLEMS),
    }
    return render(request, "exchange/preview.html", context)
