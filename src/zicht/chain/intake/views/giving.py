"""The quick report and the own signals: parse, call, render. What was typed is never lost."""

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zicht.chain.intake import given as own_signals
from zicht.chain.intake import quick
from zicht.chain.intake.forms import QuickForm
from zicht.chain.intake.services import drafts
from zicht.chain.intake.services import quick as giving
from zicht.chain.intake.uploads import left_behind
from zicht.chain.signals.vocabulary import ReporterKind
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

PAGE = 25
TOO_LARGE = (
    "De foto's zijn samen te groot (meer dan 12 MB) en zijn niet meegekomen. Kies er minder, of kleinere."
)
KEPT = "Uw concept is bewaard. U kunt er later mee verder."
SENT_ALREADY = "Dit signaal was al verstuurd. Er is geen concept van bewaard."
ADD, NEW = "add", "new"
DROPPED = "Het concept is weggegooid."


@access(Permission.SIGNAL_REPORT)
def signal(request):
    """The quick report: an empty form, or what was filled in becomes a signal or a draft."""
    if request.method != "POST":
        kind, place = quick.reporter_kind_of(request), quick.own_place(request.actor)
        return _form(request, QuickForm(reporter_kind=kind, place=place))
    form = QuickForm(request.POST, request.FILES, reporter_kind=ReporterKind.OTHER_PROFESSIONAL)
    if "draft" in request.POST:
        return _kept(request, form)
    if left_behind(request):
        form.add_error("photos", TOO_LARGE)
    if not form.is_valid():
        return _form(request, form, status=422)
    return _sent(request, form)


@access(Permission.SIGNAL_REPORT)
@require_POST
def chips(request):
    """The indicators that fit the role and form chosen now; those already ticked stay."""
    chosen = request.POST.getlist("indicators")
    kind, form = request.POST.get("reporter_kind", ""), request.POST.get("form", "")
    return render(request, "intake/_chips.html", _chips(kind, form, chosen))


@access(Permission.SIGNAL_REPORT)
@require_POST
def autosave(request):
    """Keep what was typed so far; nothing to say (204) when there is nothing to keep or it was submitted
    already."""
    form = QuickForm(request.POST, reporter_kind=ReporterKind.OTHER_PROFESSIONAL)
    if not _kept_now(form, request.actor):
        return HttpResponse(status=204)
    return render(request, "intake/_kept.html")


@access(Permission.SIGNAL_REPORT)
@require_GET
def drafts_list(request):
    """The own drafts."""
    own = drafts.own(request.actor)
    audit.record(request.actor, Action.SIGNALS_LISTED, "draft", count=len(own))
    return render(request, "intake/drafts.html", {"drafts": own, "days": drafts.KEPT_DAYS})


@access(Permission.SIGNAL_REPORT)
@require_GET
def go_on(request, draft_id):
    """Go on with an own draft."""
    draft = drafts.opened(draft_id, request.actor)
    audit.record(request.actor, Action.SIGNAL_READ, "draft", draft_id)
    kind = quick.reporter_kind_of(request)
    return _form(request, QuickForm(reporter_kind=kind, draft=draft), changed_at=draft.changed_at)


@access(Permission.SIGNAL_REPORT)
def discard(request, draft_id):
    """Ask first, then throw an own draft away."""
    if request.method == "POST":
        drafts.drop(draft_id, actor=request.actor)
        messages.success(request, DROPPED)
        return redirect("intake:drafts")
    draft = drafts.opened(draft_id, request.actor)
    audit.record(request.actor, Action.SIGNAL_READ, "draft", draft_id)
    return render(request, "intake/discard.html", {"draft": draft})


@access(Permission.SIGNAL_REPORT)
@require_GET
def given(request, signal_id):
    """An own signal right after it was given, and later: who has it, why, and what came back."""
    found = own_signals.open_given(signal_id, request.actor)
    audit.record(request.actor, Action.SIGNAL_READ, "signal", signal_id, level="own")
    context = {"given": found, "signal": found.signal, **quick.just_arrived(request, signal_id)}
    return render(request, "intake/given.html", context)


@access(Permission.SIGNAL_REPORT)
@require_GET
def offline(request):
    """The empty form that a phone keeps for when there is no network: without a name, a place or a token
    in it."""
    form = QuickForm(reporter_kind=ReporterKind.OTHER_PROFESSIONAL)
    form.initial["key"] = ""
    nobody = {
        "nav": [],
        "acting": None,
        "actor": None,
        "csrf_token": "",
        "messages": [],
        "offline": True,
        "acute_untaken": "",
    }
    return _form(request, form, **nobody)


@access(Permission.SIGNAL_REPORT)
@require_GET
def service_worker(request):
    """The script that keeps that empty form; here, because its address limits what it may touch."""
    return render(request, "intake/dienst.js", content_type="text/javascript")


def _sent(request, form):
    """Store the report. What is much like the own signal of just now is asked first: added to it, or new?"""
    answers, last = form.cleaned_data, quick.just_given(request, form.cleaned_data)
    choice = request.POST.get("just_now", "")
    if last and choice not in (ADD, NEW):
        return _form(request, form, status=422, just_given=True)
    into = last if choice == ADD else ""
    stored = giving.give(answers, into, actor=request.actor)
    quick.remember(request, stored, answers | {"key": into or answers["key"]})
    return redirect("intake:given", stored.id)


def _form(request, form, status=200, **more):
    chosen = form["indicators"].value() or []
    context = _chips(form["reporter_kind"].value(), form["form"].value(), chosen)
    context |= {"form": form, "municipalities": quick.municipality_names(), **more}
    return render(request, "intake/quick.html", context, status=status)


def _chips(kind: str, form: str, chosen) -> dict:
    first, rest = quick.chip_groups(kind, form, chosen)
    return {"first": first, "rest": rest, "chosen": set(chosen)}


def _kept(request, form):
    if _kept_now(form, request.actor):
        messages.success(request, KEPT)
        return redirect("intake:drafts")
    if drafts.has_words(form.typed):
        messages.info(request, SENT_ALREADY)
        return redirect("messages:own")
    form.add_error("what", "Schrijf eerst iets op; dan bewaren we het als concept.")
    return _form(request, form, status=422)


def _kept_now(form, actor) -> bool:
    """Keep what was typed, as it is; False when there is nothing to keep, or the report was submitted
    already."""
    try:
        key = form.fields["key"].clean(form.data.get("key", ""))
    except django_forms.ValidationError:
        return False
    return drafts.has_words(form.typed) and drafts.keep(key, form.typed, actor=actor)
