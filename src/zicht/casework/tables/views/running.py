"""The running screen of a meeting: one item at a time, texts that save themselves, decisions and what
follows from them.
"""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zicht.casework.register.notifying import telling
from zicht.casework.tables import forms, queries, words
from zicht.casework.tables.services import deciding, writing
from zicht.casework.tables.vocabulary import ItemState, MeetingState
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt, press
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.telling import tell

SAVED = "Bewaard."
PARKED = "Het punt is geparkeerd."
CLOSED = "Het punt is afgesloten."
MERGED = "Een ander schreef tegelijk. Beide teksten staan er nu."
OFFERED = "Een ander schreef op dezelfde plek. Kies hieronder wat blijft; er is niets verloren."


@access(Permission.TABLE_SIT)
def meeting(request, meeting_id):
    """One screen to run the meeting; `?punt=` chooses the item."""
    found = queries.access_meeting(meeting_id)
    views = words.listed(found)
    current = next((view for view in views if str(view.item.pk) == request.GET.get("punt")), None)
    current = current or next(
        (view for view in views if view.item.state == ItemState.OPEN), views[0] if views else None
    )
    audit.record(
        request.actor,
        Action.MEETING_READ,
        "meeting",
        meeting_id,
        item=str(current.item.pk) if current else "",
    )
    present = words.present(found)
    context = {
        "meeting": found,
        "views": views,
        "current": current,
        "present": present,
        "chairs": queries.chairs(found.table, request.actor),
        "confirmed": found.state == MeetingState.CONFIRMED,
        "joined": any(str(request.actor.person_id) in row["accounts"] for row in present),
    }
    if current:
        detail = words.detail(current, request.actor)
        seats = [row["seat"] for row in present]
        context |= (
            detail
            | _forms(current, seats, detail["reports"]["persons"], request.actor)
            | _neighbours(views, current)
        )
    return render(request, "tables/meeting.html", context)


@access(Permission.TABLE_SIT)
@require_POST
def write(request, item_id):
    """Save a text: JSON for the script of the running screen, a page for browsers without one."""
    queries.access_item(item_id)
    form = forms.TextForm(request.POST)
    if not form.is_valid():
        return _as_json({"error": "Deze tekst is te lang."}, 422)
    said = form.cleaned_data
    tried = attempt(form, lambda _: _written(item_id, said, request.actor))
    if tried.refusal:
        return _as_json({"error": tried.refusal}, tried.status)
    done = tried.result
    if request.headers.get("X-Requested-With") == "zicht":
        found = {"number": done.number, "text": done.text, "merged": done.merged, "offer": done.offer}
        return _as_json(found, 409 if done.offer else 200)
    if done.offer:
        context = {
            "item": queries.access_item(item_id),
            "part": said["part"],
            "done": done,
            "mine": said["text"],
            "level": said["level"],
        }
        return render(request, "tables/merge.html", context, status=409)
    messages.success(request, MERGED if done.merged else SAVED)
    return _back_to_meeting(item_id)


@access(Permission.TABLE_SIT)
@require_GET
def versions(request, item_id):
    """Return the newest visible texts of an item, for screens that stand open."""
    item = queries.access_item(item_id)
    rows = list(queries.latest_texts([item.pk]))
    opened = writing.opened_all(rows)
    mine = request.actor.organisation_id
    texts = [
        {
            "part": row.part,
            "owner": str(row.owner_id or ""),
            "own": row.owner_id == mine,
            "number": row.number,
            "text": opened[row.pk],
        }
        for row in rows
        if row.pk in opened
    ]
    audit.record(request.actor, Action.MEETING_READ, "item", item_id, texts=len(texts))
    return _as_json({"version": item.version, "texts": texts})


@access(Permission.TABLE_SIT)
@require_POST
def lead(request, item_id):
    form = forms.LeadForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"lead": "", "lead_reason": "", "seen": None}
    tried = press(
        lambda: deciding.choose_lead(
            item_id, said["lead"], said["lead_reason"], said["seen"], actor=request.actor
        ),
    )
    tell(request, tried, SAVED)
    return _back_to_meeting(item_id)


@access(Permission.TABLE_SIT)
@require_POST
def look(request, item_id):
    form = forms.LookForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        tried = attempt(
            form, lambda _: deciding.look_again(item_id, said["on"], said["seen"], actor=request.actor)
        )
        tell(request, tried, SAVED)
    return _back_to_meeting(item_id)


@access(Permission.TABLE_SIT)
@require_POST
def act(request, item_id):
    """Write down a promise."""
    form = forms.PromiseForm(request.POST, seats=queries.seats(queries.access_item(item_id).table))
    if form.is_valid():
        tried = attempt(form, lambda _: writing.promise(item_id, actor=request.actor, **form.cleaned_data))
        tell(request, tried, SAVED)
    else:
        messages.warning(request, "Vul bij de actie in wat, door wie en voor welke dag.")
    return _back_to_meeting(item_id)


@access(Permission.TABLE_SIT)
@require_POST
def done(request, item_id, promise_id):
    """A promise of the own organisation is kept."""
    writing.keep_promise(promise_id, actor=request.actor)
    messages.success(request, SAVED)
    return _back_to_meeting(item_id)


@access(Permission.REGISTER_NOTIFY)
@require_POST
def reports(request, item_id):
    """Say who reports, or why not (yet)."""
    item = queries.access_item(item_id)
    persons = telling.of_signal(item.signal_id)["persons"]
    victims = [(str(row.victim_id), row.reference) for row in persons if row.reference]
    form = forms.ReportsForm(request.POST, victims=victims, seats=queries.seats(item.table))
    if form.is_valid():
        said = form.cleaned_data
        tried = attempt(
            form,
            lambda _: deciding.say_who_reports(
                item_id,
                said["decision"],
                said["reason"],
                victim_id=said.get("victim") or None,
                organisation=said["organisation"],
                on=said["on"],
                actor=request.actor,
            ),
        )
        tell(request, tried, "Het besluit over melden staat bij het signaal.")
    else:
        messages.warning(request, "Kies wat er met melden gebeurt, en waarom.")
    return _back_to_meeting(item_id)


@access(Permission.TABLE_CHAIR)
@require_POST
def close(request, item_id):
    """Close an item; with a presumed victim only when it is said who reports."""
    form = forms.CloseForm(request.POST)
    presumed = {"yes": True, "no": False}.get(form.data.get("victim_presumed"))
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    tried = press(lambda: deciding.close(item_id, presumed, seen, actor=request.actor))
    tell(request, tried, CLOSED)
    return _back_to_meeting(item_id)


@access(Permission.TABLE_CHAIR)
@require_POST
def draft(request, item_id, meeting_id):
    """Prepare a word to the reporter, or a hand-over."""
    item = queries.access_item(item_id)
    handover = forms.HandoverDraftForm(request.POST, seats=queries.seats(item.table), actor=request.actor)
    if handover.is_valid():
        seat, task = handover.seats[handover.cleaned_data["seat"]], handover.cleaned_data["task"]
        tried = attempt(
            handover,
            lambda _: deciding.draft_handover(
                item_id, meeting_id, seat.organisation, seat.function, task, actor=request.actor
            ),
        )
    else:
        form = forms.FeedbackDraftForm(request.POST)
        phrase = form.cleaned_data["phrase"] if form.is_valid() else "table"
        tried = press(lambda: deciding.draft_feedback(item_id, meeting_id, phrase, actor=request.actor))
    tell(request, tried, "Staat klaar om vast te stellen.")
    return _back_to_meeting(item_id)


@access(Permission.TABLE_CHAIR)
@require_POST
def park(request, item_id):
    tell(request, press(lambda: deciding.park(item_id, actor=request.actor)), PARKED)
    return _back_to_meeting(item_id)


def _forms(view, seats, persons, actor) -> dict:
    item = view.item
    victims = [(str(row.victim_id), row.reference) for row in persons if row.reference]
    return {
        "lead_form": forms.LeadForm(
            auto_id="lead_%s",
            initial={"lead": item.lead, "lead_reason": item.lead_reason, "seen": item.version},
        ),
        "look_form": forms.LookForm(
            auto_id="look_%s", initial={"on": item.next_look_on, "seen": item.version}
        ),
        "promise_form": forms.PromiseForm(seats=seats),
        "reports_form": forms.ReportsForm(victims=victims, seats=seats),
        "close_form": forms.CloseForm(auto_id="close_%s", initial={"seen": item.version}),
        "feedback_form": forms.FeedbackDraftForm(),
        "handover_form": forms.HandoverDraftForm(seats=seats, actor=actor),
    }


def _neighbours(views, current) -> dict:
    place = views.index(current)
    return {
        "number": place + 1,
        "previous": views[place - 1].item.pk if place else None,
        "next": views[place + 1].item.pk if place + 1 < len(views) else None,
    }


def _written(item_id, said: dict, actor) -> writing.Written:
    return writing.write(item_id, said["part"], said["text"], said["seen"], level=said["level"], actor=actor)


def _back_to_meeting(item_id) -> HttpResponse:
    """Return to the item in its meeting."""
    item = queries.access_item(item_id)
    meeting = queries.running_meeting(item.table_id)
    if meeting is None:
        return redirect("tables:table", item.table_id)
    return redirect(f"{reverse('tables:meeting', args=[meeting.pk])}?punt={item_id}")


def _as_json(found: dict, status: int = 200) -> HttpResponse:
    """Return an answer for the running screen."""
    return HttpResponse(json.dumps(found), content_type="application/json", status=status)
