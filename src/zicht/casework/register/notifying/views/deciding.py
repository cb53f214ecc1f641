"""Saying at a signal who reports, or why not (yet)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from zicht.casework.register.notifying import forms as forms_
from zicht.casework.register.notifying import telling as story
from zicht.casework.register.notifying.services import deciding
from zicht.casework.register.persons import queries, services
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt

DECIDED = "Het besluit staat bij het signaal."


@access(Permission.REGISTER_NOTIFY)
def decide(request, signal_id):
    """Say who reports, or why not (yet); for who sees the signal in full."""
    signal = services.visible_signal(signal_id)
    if not queries.fully_seen([signal_id]):
        raise Http404
    found = story.of_signal(signal_id)
    visible = [(str(row.victim_id), row.reference) for row in found["persons"] if row.reference]
    form = forms_.DecisionForm(
        request.POST or None, victims=visible, initial={"victim": request.GET.get("persoon", "")}
    )

    def act(form):
        said = form.cleaned_data
        return deciding.decide(
            signal_id,
            said["decision"],
            said["reason"],
            actor=request.actor,
            victim_id=said.get("victim") or None,
            reporting_organisation=said["organisation"],
            review_on=said["review_on"],
        )

    tried = attempt(form, act)
    if tried.accepted:
        messages.success(request, DECIDED)
        return redirect(_signal_page(signal_id))
    context = {"tried": tried, "form": form, "signal": signal, "back": _signal_page(signal_id), **found}
    return render(request, "register/decide.html", context, status=tried.status)


def _signal_page(signal_id) -> str:
    return reverse("custody:signal", args=[signal_id])
