"""Afspraken over delen: which there are, what they say, and for those who keep them: draft, review, start,
end.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zicht.chain.agreements import services
from zicht.chain.agreements.forms import AgreementForm, EndForm
from zicht.chain.agreements.library import BY_SLUG, TEMPLATES, TO_CONFIRM
from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Category, Condition, Purpose
from zicht.chain.agreements.workflow import State
from zicht.foundation.access import Permission, access
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts.attempts import Attempt, attempt, press
from zicht.foundation.ui import moments

TONES = {State.DRAFT: "", State.REVIEWED: "info", State.IN_FORCE: "positive", State.ENDED: ""}
KEPT = "De afspraak is bewaard als concept. Een tweede persoon kijkt die na."
REVIEWED = "U hebt de afspraak nagekeken. {} kan die nu laten ingaan."
STARTED = "De afspraak geldt vanaf {}."
ENDED = "De afspraak is beëindigd. Alles wat erop berustte, is meteen gestopt."
ASKED = "Uw vraag is bewaard. De afspraak eindigt als een tweede persoon die beëindigt; tot dan geldt ze."
KEPT_ON = "De afspraak blijft gelden."


@access(Permission.AGREEMENT_READ)
def overview(request):
    """Every agreement: what counts now, what is in the making, what ended."""
    rows = list(Agreement.objects.select_related("region", "organisation"))
    groups = [(State(state).label, [row for row in rows if row.state == state]) for state in _ORDER]
    return render(
        request,
        "agreements/overview.html",
        {"groups": [g for g in groups if g[1]], "may_edit": _may_edit(request)},
    )


_ORDER = (State.IN_FORCE, State.REVIEWED, State.DRAFT, State.ENDED)


@access(Permission.AGREEMENT_READ)
def agreement(request, agreement_id):
    """One agreement, in words."""
    return render(request, "agreements/agreement.html", _shown(request, _agreement(agreement_id)))


@access(Permission.AGREEMENT_EDIT)
def new(request):
    """Begin with a template or with nothing."""
    if request.method == "POST" and request.POST.get("sjabloon") in BY_SLUG:
        row = services.from_template(BY_SLUG[request.POST["sjabloon"]], actor=request.actor)
        messages.success(request, KEPT)
        return redirect("agreements:edit", row.pk)
    return render(request, "agreements/new.html", {"templates": TEMPLATES, "to_confirm": TO_CONFIRM})


@access(Permission.AGREEMENT_EDIT)
def blank(request):
    """Draft an agreement of one's own."""
    return _edited(request, None)


@access(Permission.AGREEMENT_EDIT)
def edit(request, agreement_id):
    """Change what does not count yet."""
    row = _agreement(agreement_id)
    services.require_own(row, request.actor)
    if row.state not in (State.DRAFT, State.REVIEWED):
        return redirect("agreements:agreement", row.pk)
    return _edited(request, row)


@access(Permission.AGREEMENT_EDIT)
@require_POST
def review(request, agreement_id):
    row = _agreement(agreement_id)
    tried = press(lambda: services.review(row.pk, actor=request.actor))
    return _done(request, row, tried, REVIEWED.format(row.organisation))


@access(Permission.AGREEMENT_EDIT)
@require_POST
def start(request, agreement_id):
    row = _agreement(agreement_id)
    tried = press(lambda: services.start(row.pk, actor=request.actor))
    return _done(request, row, tried, STARTED.format(moments.long_date(row.starts_on)))


@access(Permission.AGREEMENT_EDIT)
def end(request, agreement_id):
    """Say why it should end; a second person ends it."""
    row = _agreement(agreement_id)
    services.require_end(row, request.actor)
    tried = attempt(
        EndForm(_sent(request)),
        lambda form: services.ask_to_end(row.pk, actor=request.actor, **form.cleaned_data),
    )
    if tried.accepted or tried.refusal:
        return _done(request, row, tried, ASKED)
    return render(request, "agreements/end.html", {"row": row, "form": tried.form}, status=tried.status)


@access(Permission.AGREEMENT_EDIT)
@require_POST
def judge_end(request, agreement_id):
    """End it as the second person, all sight that rests on it stops; or let it go on."""
    row, ends = _agreement(agreement_id), request.POST.get("answer") == "end"
    act = services.end if ends else services.keep_on
    tried = press(lambda: act(row.pk, actor=request.actor))
    return _done(request, row, tried, ENDED if ends else KEPT_ON)


def _edited(request, row: Agreement | None):
    form = AgreementForm.of(row) if row else AgreementForm()
    if request.method == "POST":
        form = AgreementForm(request.POST)
    if form.is_bound and form.is_valid():
        if row is None:
            row = services.draft(form.cleaned_data, form.parties, actor=request.actor)
        else:
            services.revise(row.pk, form.cleaned_data, form.parties, actor=request.actor)
        messages.success(request, KEPT)
        return redirect("agreements:agreement", row.pk)
    context = {"form": form, "row": row, "to_confirm": TO_CONFIRM}
    return render(request, "agreements/edit.html", context, status=422 if form.is_bound else 200)


def _done(request, row: Agreement, tried: Attempt, done: str):
    if tried.refusal:
        messages.warning(request, tried.refusal)
    else:
        messages.success(request, done)
    return redirect("agreements:agreement", row.pk)


def _agreement(agreement_id) -> Agreement:
    return get_object_or_404(Agreement.objects.select_related("region", "organisation"), pk=agreement_id)


def _may_edit(request) -> bool:
    return request.actor.may(Permission.AGREEMENT_EDIT)


def _shown(request, row: Agreement) -> dict:
    parties = list(row.parties.select_related("organisation"))
    people = {row.author_id, row.reviewed_by, row.started_by, row.end_asked_by, row.ended_by} - {None}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "name"))
    mine, part = row.organisation_id == request.actor.organisation_id, services.takes_part(row, request.actor)
    author = row.author_id == request.actor.person_id
    return {
        "row": row,
        "tone": TONES[State(row.state)],
        "to_confirm": TO_CONFIRM if row.template and not row.reviewed_at else "",
        "gives": sorted(p.name for p in parties if p.gives),
        "receives": sorted(p.name for p in parties if p.receives),
        "purposes": [Purpose(p).label for p in row.purposes],
        "categories": [Category(c).label for c in row.categories],
        "conditions": [Condition(c).label for c in row.conditions],
        "people": [
            ("Opgesteld door", names.get(row.author_id)),
            ("Nagekeken door", names.get(row.reviewed_by, "nog niemand")),
            ("Laten ingaan door", names.get(row.started_by, "nog niemand")),
        ],
        "may_edit": mine and _may_edit(request),
        "may_review": part and not author and _may_edit(request),
        "may_end": services.may_end(row, request.actor) and _may_edit(request),
        "end_asked": names.get(row.end_asked_by),
        "asked_by_me": row.end_asked_by == request.actor.person_id,
    }


def _sent(request):
    return request.POST if request.method == "POST" else None
