"""Interests that someone has in a signal or person: declared by whoever has one, ended by the officer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zicht.casework.oversight import forms, queries, services
from zicht.casework.oversight.models import ConflictOfInterest
from zicht.casework.register.persons import queries as register
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui import landmarks

PAGES = {"signal": "custody:signal", "victim": "register:victim"}
DECLARED = (
    "Dank u wel. U ziet dit niet meer. Uw functionaris gegevensbescherming weet ervan; uw collega's gaan"
    " ermee verder."
)


@access(Permission.AUDIT_READ)
def conflicts(request):
    """Who declared an interest."""
    rows = list(ConflictOfInterest.objects.order_by("ended_at", "-declared_at")[: queries.LATEST])
    names = queries.names_of(rows)
    for row in rows:
        row.person = names.get(row.account_id, "")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "conflict", "", count=len(rows))
    return render(request, "oversight/conflicts.html", {"rows": rows})


@access(Permission.AUDIT_READ)
def end_conflict(request, conflict_id):
    """Ask first, then let a declared interest end."""
    found = get_object_or_404(
        ConflictOfInterest, pk=conflict_id, ended_at=None, organisation_id=request.actor.organisation_id
    )
    if request.method == "POST":
        services.end_conflict(conflict_id, actor=request.actor)
        messages.success(request, "Het belang is beëindigd.")
        return redirect("oversight:conflicts")
    context = {
        "title": "Belang beëindigen",
        "question": f"{queries.names_of([found]).get(found.account_id, 'De collega')} kan dit dan weer zien.",
        "consequences": [
            "Alleen als de eigen functie er recht op heeft.",
            "Dat u dit deed, staat in het logboek.",
        ],
        "action": "Beëindig het belang",
        "kind": "danger",
        "cancel_url": reverse("oversight:conflicts"),
    }
    return render(request, "ui/confirm.html", context)


@access(Permission.WORK_OWN)
def declare_signal(request, signal_id):
    """Say that one knows somebody in a signal."""
    signal = get_object_or_404(Signal, pk=signal_id)
    return _declare(request, "signal", signal_id, signal.reference)


@access(Permission.WORK_OWN)
def declare_victim(request, victim_id):
    """Say that one knows the person of a file."""
    return _declare(request, "victim", victim_id, register.access_victim(victim_id).reference)


def _declare(request, kind: str, subject_id, reference: str):
    form = forms.ConflictForm(request.POST or None)
    if form.is_valid():
        services.declare(kind, subject_id, form.cleaned_data["reason"], actor=request.actor)
        messages.success(request, DECLARED)
        return redirect(landmarks.address_of("work"))
    audit.record(
        request.actor, Action.SIGNAL_READ if kind == "signal" else Action.VICTIM_READ, kind, subject_id
    )
    return render(
        request,
        "oversight/declare.html",
        {"form": form, "reference": reference, "back": reverse(PAGES[kind], args=[subject_id])},
        status=422 if form.is_bound else 200,
    )
