"""Tables, their meetings and agendas: looking, planning, arranging."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.tables import agenda, forms, queries, words
from zicht.casework.tables.models import ItemDraft, Meeting, TableSeat
from zicht.casework.tables.services import deciding, placing
from zicht.casework.tables.vocabulary import DraftState, ItemState, MeetingState
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt, press
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.ui.telling import tell

MADE = "De tafel staat klaar. Plan nu het eerste overleg."
PLANNED = "Het overleg is gepland."
PLACED = "Op de agenda gezet. Iedereen aan tafel ziet wat de afspraak dekt."
STARTED = "Het overleg is begonnen."
HERE = "U staat bij de aanwezigen."
CONFIRMED = "Het overleg is vastgesteld. Berichten en overdrachten zijn verstuurd."
SHOWN = 60


@access(Permission.TABLE_SIT)
def tables(request):
    """The tables one has a seat at, and what is coming."""
    rows = list(queries.tables())
    coming = Meeting.objects.filter(state__in=queries.WRITABLE).select_related("table").order_by("starts_at")
    audit.record(request.actor, Action.MEETING_READ, "table", "", count=len(rows))
    return render(
        request,
        "tables/list.html",
        {
            "tables": rows,
            "coming": list(coming[:20]),
            "may_chair": request.actor.may(Permission.TABLE_CHAIR),
        },
    )


@access(Permission.TABLE_CHAIR)
def new(request):
    """Make a table under an agreement."""
    organisation = Organisation.objects.select_related("region").get(pk=request.actor.organisation_id)
    possible = placing.possible_agreements([organisation.pk])
    form = forms.TableForm(request.POST or None, organisation=organisation, agreements=possible)

    def act(form):
        said = form.cleaned_data
        return placing.make_table(
            said["name"],
            said["kind"],
            said["agreement"],
            form.chosen,
            weeks=said["weeks"],
            actor=request.actor,
        )

    tried = attempt(form, act)
    if tried.accepted:
        messages.success(request, MADE)
        return redirect("tables:table", tried.result.pk)
    if tried.refusal:
        form.add_error(None, tried.refusal)
    return render(request, "tables/new.html", {"form": form, "possible": possible}, status=tried.status)


@access(Permission.TABLE_SIT)
def table(request, table_id):
    """A table: who sits at it, under which agreement, and its meetings; the chair plans the next."""
    found = queries.access_table(table_id)
    chairs = queries.chairs(found, request.actor)
    if request.method == "POST" and not chairs:
        return HttpResponseNotAllowed(["GET"])
    form = forms.MeetingForm(request.POST or None)
    tried = attempt(
        form, lambda form: placing.plan_meeting(table_id, **form.cleaned_data, actor=request.actor)
    )
    if tried.accepted:
        messages.success(request, PLANNED)
        return redirect("tables:table", table_id)
    if tried.refusal:
        form.add_error(None, tried.refusal)
    seats = (
        TableSeat.objects.filter(table=found).select_related("organisation").order_by("organisation__name")
    )
    audit.record(request.actor, Action.MEETING_READ, "table", table_id)
    context = {
        "table": found,
        "seats": list(seats),
        "meetings": list(found.meetings.all()[:30]),
        "form": form if chairs else None,
        "chairs": chairs,
    }
    return render(request, "tables/table.html", context, status=tried.status)


@access(Permission.TABLE_SIT)
def arrange(request, meeting_id):
    """The agenda: what the rules propose and why; the chair arranges what is on it."""
    meeting = queries.access_meeting(meeting_id)
    proposals = agenda.proposed(meeting.table)
    placed = list(queries.agenda(meeting))
    on_it = {row.signal_id for row in placed}
    waiting = [row for row in proposals if row.signal_id not in on_it and row.state != ItemState.PARKED]
    parked = [row for row in proposals if row.signal_id not in on_it and row.state == ItemState.PARKED]
    audit.record(request.actor, Action.AGENDA_PROPOSED, "meeting", meeting_id, count=len(proposals))
    return render(
        request,
        "tables/agenda.html",
        {
            "meeting": meeting,
            "placed": placed,
            "proposals": waiting[:SHOWN],
            "more": max(0, len(waiting) - SHOWN),
            "parked": parked,
            "chairs": queries.chairs(meeting.table, request.actor),
            "confirmed": meeting.state == MeetingState.CONFIRMED,
        },
    )


@access(Permission.TABLE_SIT)
@require_POST
def place(request, meeting_id):
    """Put the chosen signals on the agenda, each with the reasons of this moment."""
    meeting = queries.access_meeting(meeting_id)
    reasons = {
        str(row.signal_id): [reason.text for reason in row.reasons] for row in agenda.proposed(meeting.table)
    }

    def put(key):
        because = reasons.get(key, ["door u gekozen"])
        return press(lambda: placing.place(meeting_id, key, because, actor=request.actor)).refusal

    refusals = [put(key) for key in request.POST.getlist("signaal")]
    for refusal in sorted({text for text in refusals if text}):
        messages.warning(request, refusal)
    if not all(refusals):
        messages.success(request, PLACED)
    return redirect("tables:agenda", meeting_id)


@access(Permission.TABLE_CHAIR)
@require_POST
def move(request, meeting_id):
    """Put an item one place up or down."""
    meeting = queries.access_meeting(meeting_id)
    keys = [row.item_id for row in queries.agenda(meeting)]
    wanted, step = request.POST.get("punt", ""), -1 if request.POST.get("naar") == "omhoog" else 1
    here = next((place for place, key in enumerate(keys) if str(key) == wanted), None)
    if here is None or not queries.chairs(meeting.table, request.actor):
        return redirect("tables:agenda", meeting_id)
    there = max(0, min(len(keys) - 1, here + step))
    keys.insert(there, keys.pop(here))
    placing.reorder(meeting_id, keys, actor=request.actor)
    return redirect("tables:agenda", meeting_id)


@access(Permission.TABLE_CHAIR)
@require_POST
def start(request, meeting_id):
    tell(request, press(lambda: placing.start(meeting_id, actor=request.actor)), STARTED)
    return redirect("tables:meeting", meeting_id)


@access(Permission.TABLE_SIT)
@require_POST
def join(request, meeting_id):
    placing.join(meeting_id, actor=request.actor)
    messages.success(request, HERE)
    return redirect("tables:meeting", meeting_id)


@access(Permission.TABLE_SIT)
def projector(request, meeting_id):
    """What everyone who is present may see, large; nothing else."""
    meeting = queries.access_meeting(meeting_id)
    shown = words.projected(meeting)
    audit.record(request.actor, Action.MEETING_READ, "meeting", meeting_id, projector=True)
    return render(
        request,
        "tables/projector.html",
        {"meeting": meeting, "shown": shown, "present": words.present(meeting)},
    )


@access(Permission.TABLE_CHAIR)
def confirm(request, meeting_id):
    """Look over what came out of the meeting, and confirm it once."""
    meeting = queries.access_meeting(meeting_id)
    if not queries.chairs(meeting.table, request.actor):
        raise Http404
    if request.method == "POST":
        deciding.confirm(meeting_id, actor=request.actor)
        messages.success(request, CONFIRMED)
        return redirect("tables:meeting", meeting_id)
    views = words.items_of(meeting, request.actor)
    drafts = ItemDraft.objects.filter(meeting=meeting, state=DraftState.WAITING).select_related(
        "signal", "to_organisation"
    )
    audit.record(request.actor, Action.MEETING_READ, "meeting", meeting_id)
    context = {
        "meeting": meeting,
        "views": views,
        "drafts": list(drafts),
        "present": words.present(meeting),
    }
    return render(request, "tables/confirm.html", context)
