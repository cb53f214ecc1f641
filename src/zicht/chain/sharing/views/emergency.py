"""Noodtoegang: open a signal because of acute danger, and look afterwards at what others opened."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from zicht.chain.sharing import forms
from zicht.chain.sharing.models import BreakGlass
from zicht.chain.sharing.services import break_glass
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission, access
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation

OPENED = "U ziet dit signaal nu voor {} uur. Alle houders zien dat, en iemand anders kijkt het na."
REVIEWED = "Nagekeken. Dank u wel."


@access(Permission.SHARE)
def use(request):
    """Open a signal by its number because of acute danger."""
    tried = attempt(
        forms.OpenForm(_sent(request), actor=request.actor),
        lambda form: break_glass.open_for_myself(actor=request.actor, **form.answers),
    )
    if tried.accepted:
        messages.success(request, OPENED.format(break_glass.HOURS))
        return redirect("custody:signal", tried.result.subject_id)
    if tried.refusal:
        audit.record(request.actor, Action.BREAK_GLASS_USED, "signal", "", result="refused")
        tried.form.add_error(None, tried.refusal)
    context = {"form": tried.form, "hours": break_glass.HOURS}
    return render(request, "sharing/open.html", context, status=tried.status)


@access(Permission.BREAK_GLASS_REVIEW)
def to_review(request):
    """What waits for the actor's look."""
    rows = list(break_glass.to_review(request.actor))
    audit.record(request.actor, Action.SIGNALS_LISTED, "break_glass", "", count=len(rows), list="to_review")
    return render(request, "sharing/to_review.html", {"rows": [_shown(row) for row in rows]})


@access(Permission.BREAK_GLASS_REVIEW)
def review(request, break_glass_id):
    """One time that glass was broken: who, why, for whom; and was it right?"""
    row = break_glass.to_review(request.actor).filter(pk=break_glass_id).first()
    if row is None:
        raise Http404
    tried = attempt(
        forms.ReviewForm(_sent(request)),
        lambda form: break_glass.review(row.pk, form.cleaned_data["finding"], actor=request.actor),
    )
    if tried.accepted:
        messages.success(request, REVIEWED)
        return redirect("sharing:to_review")
    if tried.refusal:
        messages.warning(request, tried.refusal)
        return redirect("sharing:to_review")
    audit.record(
        request.actor, Action.SIGNAL_READ, row.subject_kind, row.subject_id, break_glass=str(row.pk), level=0
    )
    context = {"form": tried.form, "words": break_glass.words_of(row), **_shown(row)}
    return render(request, "sharing/review.html", context, status=tried.status)


def _shown(row: BreakGlass) -> dict:
    person = Account.objects.filter(pk=row.by_person_id).values_list("name", flat=True).first()
    return {
        "row": row,
        "person": person or "onbekend",
        "by": Organisation.objects.filter(pk=row.by_organisation_id).first(),
        "signal": Signal.objects.filter(pk=row.subject_id).first(),
    }


def _sent(request):
    return request.POST if request.method == "POST" else None
