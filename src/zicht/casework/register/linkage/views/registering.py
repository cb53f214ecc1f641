"""Registering someone who may be known already: likely persons appear while typing, side by side, with the
reasons.

Works without JavaScript: what is typed is sent, looked at and judged on a page in between.
"""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.register.linkage import likeness, words
from zicht.casework.register.linkage.services import judging
from zicht.casework.register.notifying import telling as story
from zicht.casework.register.persons import forms, queries, services
from zicht.casework.register.persons import words as person_words
from zicht.casework.register.vocabulary import Judged
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.acts.once import submitted_id
from zicht.foundation.asking.words import USED_UP

REGISTERED = "De persoon staat in het register, met kenmerk {}."
LINKED = "Dit signaal hoort nu bij {}. Er is geen tweede persoon gemaakt."
SAID = {
    Judged.SAME: "Uw oordeel is bewaard. CoMensha bekijkt of de twee worden samengevoegd.",
    Judged.DIFFERENT: "Uw oordeel is bewaard: het zijn twee personen.",
    Judged.UNSURE: "Uw twijfel is bewaard. CoMensha kijkt het na.",
}
CHOOSE = "Kies wat u van deze twee personen denkt."
CHOOSE_EACH = (
    "Kies hieronder nog of het dezelfde persoon is. Twijfelt u, kies dan ‘Ik weet het niet’. Wat u invulde,"
    " is bewaard."
)
JUDGED = "oordeel-"


@access(Permission.REGISTER_NOTIFY)
def new(request):
    """Register a person, from a signal (`?signaal=`) or without one; who may be the same is shown first."""
    signal = services.visible_signal(_uuid(request.GET.get("signaal")))
    form = forms.IdentityForm(request.POST or None)
    said = _judgements(request.POST)
    known = next((key for key, verdict in said.items() if verdict == Judged.SAME), None)
    if form.is_bound and known:
        return _is(request, known, signal)
    if form.is_bound and form.is_valid():
        to_choose = _to_choose(request, form, said)
        if to_choose:
            return render(
                request,
                "register/same.html",
                {"form": form, "signal": signal, **to_choose},
                status=422 if to_choose["choose"] else 200,
            )

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
    """The piece of the page with likely persons, asked for while typing; an unfinished form gives what it
    can."""
    form = forms.IdentityForm(request.POST)
    form.is_valid()
    found = _likely(form.person_so_far, request.actor, elsewhere=False)
    return render(request, "register/_likely.html", found)


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


def _likely(person, actor, other_than=None, *, elsewhere=True) -> dict:
    found = likeness.find(person, actor, other_than, elsewhere=elsewhere)
    return {
        "used_up": USED_UP,
        "found": found,
        "comparisons": [words.side_by_side(person, row) for row in found.visible],
        "verdicts": Judged,
    }


def _to_choose(request, form, said: dict) -> dict | None:
    """Who is likely and still to be looked at, with what was chosen so far; None when one can go on.

    Asked once, everyone likely is shown. Asked again, whoever is much alike needs a choice: without one a
    second person would come into the register in silence. The person that this very form made before (a
    double click) is left out."""
    own = submitted_id(request.actor.organisation_id, form.submission_key)
    shown_before = bool(request.POST.get("ander"))
    likely = _likely(form.person, request.actor, other_than=own)
    rows = [
        (row, said.get(row.likeness.victim.pk), shown_before and row.needs_choice)
        for row in likely["comparisons"]
    ]
    open_choices = any(needed and not chosen for _, chosen, needed in rows)
    if open_choices if shown_before else likely["found"]:
        return {**likely, "choices": rows, "choose": CHOOSE_EACH if open_choices else ""}
    return None


def _judgements(posted) -> dict:
    """What was said of each shown person: {id: verdict}."""
    said = {name.removeprefix(JUDGED): value for name, value in posted.items() if name.startswith(JUDGED)}
    return {_uuid(key): value for key, value in said.items() if value in Judged.values}


def _registered(request, signal, form, said: dict):
    victim = services.register(
        signal and signal.pk, form.person, actor=request.actor, submission_key=form.submission_key
    )
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
    return person_words.person_facts(queries.identity_of(victim))


def _uuid(text: str | None) -> uuid.UUID | None:
    """An address that was not copied whole leads nowhere: 404."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error
