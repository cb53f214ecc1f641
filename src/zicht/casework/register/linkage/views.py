"""Registering someone who may be known already: likely persons appear while typing, side by side, with the reasons.

Works without JavaScript: what is typed is sent, looked at and judged on a page in between.
"""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.register import forms, presentation, queries, services, story
from zicht.casework.register.attempts import attempt
from zicht.casework.register.linkage import judging, likeness, wording
from zicht.casework.register.linkage.vocabulary import Judged
from zicht.foundation.access import Permission, access

REGISTERED = "De persoon staat in het register, met kenmerk {}."
LINKED = "Dit signaal hoort nu bij {}. Er is geen tweede persoon gemaakt."
SAID = {
    Judged.SAME: "Uw oordeel is bewaard. CoMensha bekijkt of de twee worden samengevoegd.",
    Judged.DIFFERENT: "Uw oordeel is bewaard: het zijn twee personen.",
    Judged.UNSURE: "Uw twijfel is bewaard. CoMensha kijkt het na.",
}
CHOOSE = "Kies wat u van deze twee personen denkt."
JUDGED = "oordeel-"


@access(Permission.REGISTER_NOTIFY)
def new(request):
    """Register a person, from a signal (`?signaal=`) or without one; who may be the same is shown first."""
    signal = services.visible_signal(_uuid(request.GET.get("signaal")))
    form = forms.IdentityForm(request.POST or None)
    if form.is_bound and form.is_valid() and not request.POST.get("ander"):
        likely = _likely(form.person, request.actor)
        if likely["found"]:
            return render(request, "register/same.html", {"form": form, "signal": signal, **likely})
    said = _judgements(request.POST)
    known = next((key for key, verdict in said.items() if verdict == Judged.SAME), None)
    if form.is_bound and known:
        return _is(request, known, signal)

    def act(form):
        return _registered(request, signal, form, said)

    tried = attempt(form, act)
    if tried.accepted:
        messages.success(request, REGISTERED.format(tried.result.reference))
        return redirect("register:victim", tried.result.pk)
    registered = story.of_signal(signal.pk)["persons"] if signal else []
    context = {"tried": tried, "form": form, "signal": signal, "registered": registered}
    return render(request, "register/new.html", context, status=tried.status)


@access(Permission.REGISTER_NOTIFY)
@require_POST
def likely(request):
    """The piece of the page with likely persons, asked for while typing; an unfinished form gives what it can."""
    form = forms.IdentityForm(request.POST)
    form.is_valid()
    return render(request, "register/_likely.html", _likely(form.person_so_far, request.actor))


@access(Permission.REGISTER_NOTIFY)
@require_POST
def same(request, victim_id):
    """Say that a signal is about a person who is in the register already."""
    return _is(request, victim_id, services.visible_signal(_uuid(request.POST.get("signaal"))))


@access(Permission.REGISTER_READ)
def known(request, victim_id):
    """Who in the register may be the same person as this one."""
    person = queries.access_victim(victim_id)
    context = _likely(queries.identity_of(person), request.actor, other_than=victim_id)
    context["may_act"] = request.actor.may(Permission.REGISTER_NOTIFY)
    return render(request, "register/known.html", {"victim": person, "facts": _facts(person), **context})


@access(Permission.REGISTER_NOTIFY)
@require_POST
def judge(request, victim_id, other_id):
    """Say of two persons in the register whether they are one."""
    verdict = request.POST.get("oordeel")
    one, other = queries.access_victim(victim_id), queries.access_victim(other_id)
    if verdict not in Judged.values or one == other:
        messages.warning(request, CHOOSE)
        return redirect("register:known", victim_id)
    judging.judge(victim_id, other_id, verdict, actor=request.actor)
    messages.success(request, SAID[Judged(verdict)])
    return redirect("register:known", victim_id)


def _likely(person, actor, other_than=None) -> dict:
    found = likeness.find(person, actor, other_than)
    return {"found": found, "comparisons": [wording.side_by_side(person, row) for row in found.visible], "verdicts": Judged}


def _judgements(posted) -> dict:
    """What was said of each shown person: {id: verdict}."""
    said = {name.removeprefix(JUDGED): value for name, value in posted.items() if name.startswith(JUDGED)}
    return {_uuid(key): value for key, value in said.items() if value in Judged.values}


def _registered(request, signal, form, said: dict):
    victim = services.register(signal and signal.pk, form.person, actor=request.actor, submission_key=form.submission_key)
    for other_id, verdict in said.items():
        if judging.latest(victim.pk, other_id) is None:
            judging.judge(victim.pk, other_id, verdict, actor=request.actor)
    return victim


def _is(request, victim_id, signal):
    victim = queries.access_victim(victim_id)
    if signal:
        services.link(victim_id, signal.pk, actor=request.actor)
        messages.success(request, LINKED.format(victim.reference))
    return redirect("register:victim", victim_id)


def _facts(victim):
    return presentation.person_facts(queries.identity_of(victim))


def _uuid(text: str | None) -> uuid.UUID | None:
    """An address that was not copied whole leads nowhere: 404."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error
