"""What the table decides at an item: lead approach, next look, parking, closing; and what follows from it as
drafts.

Refusals (NotPossible): a stale page, a lead approach without a reason, an item with a presumed victim of
whom nobody said who reports, or why not (yet) and when that is looked at again (TB2; the database refuses
the same).
"""

from datetime import date

from django.http import Http404

from zicht.casework.register.models import VictimSignal
from zicht.casework.register.notifying.services import deciding
from zicht.casework.register.vocabulary import DecisionKind
from zicht.casework.tables import queries
from zicht.casework.tables.models import AgendaItem, ItemDraft, Meeting
from zicht.casework.tables.services.writing import CLOSED
from zicht.casework.tables.vocabulary import DraftKind, DraftState, ItemState, LeadApproach, MeetingState
from zicht.chain.custody import services as custody
from zicht.chain.custody.services import handovers
from zicht.chain.feedback.vocabulary import Phrase
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

STALE = (
    "Iemand anders heeft dit punt intussen veranderd. Kijk eerst wat er nieuw is; wat u koos staat er nog."
)
WHY = "Kies ook waarom deze aanpak de beste kaarten heeft."
VICTIM = "Zeg eerst of er een vermoedelijk slachtoffer is."
REGISTERED = "Bij dit signaal staat een vermoedelijk slachtoffer in het register. Kies: ja."
WHO_REPORTS = (
    "Dit punt kan nog niet dicht. Zeg voor elk vermoedelijk slachtoffer wie er meldt en voor welke dag, of"
    " waarom (nog) niet en wanneer u daar weer naar kijkt."
)
REVIEW = "Kies een dag: voor wanneer wordt gemeld, of wanneer kijkt u hier weer naar."
HANDED_OVER = "Afgesproken aan de overlegtafel."


@use_case
def choose_lead(item_id, lead: str, reason: str, seen: int, *, actor: Actor) -> AgendaItem:
    """Say which approach leads, and why (TB4)."""
    item = _locked(item_id, seen)
    if lead not in LeadApproach.values or not reason:
        raise NotPossible(WHY)
    return _changed(item, actor, lead=lead, lead_reason=reason)


@use_case
def look_again(item_id, on: date | None, seen: int, *, actor: Actor) -> AgendaItem:
    """Say when the table looks at this again; None takes the day away."""
    return _changed(_locked(item_id, seen), actor, next_look_on=on)


@use_case
def park(item_id, *, actor: Actor) -> AgendaItem:
    """Set an item aside until the chair places it again. Only the chair."""
    item = _locked(item_id)
    if not queries.chairs(item.table, actor):
        raise Http404
    return _changed(item, actor, state=ItemState.PARKED)


@use_case
def say_who_reports(
    item_id,
    decision: str,
    reason: str,
    *,
    actor: Actor,
    victim_id=None,
    organisation=None,
    on: date | None = None,
):
    """Decide at the table who reports a presumed victim, or why not (yet); always with a day unless it is
    reported already."""
    item = _locked(item_id)
    if decision != DecisionKind.REPORTED and on is None:
        raise NotPossible(REVIEW)
    row = deciding.decide(
        item.signal_id,
        decision,
        reason,
        actor=actor,
        victim_id=victim_id,
        reporting_organisation=organisation,
        review_on=on,
    )
    _changed(item, actor, victim_presumed=True)
    return row


@use_case
def close(item_id, victim_presumed: bool | None, seen: int | None = None, *, actor: Actor) -> AgendaItem:
    """Close an item. Refuses with a presumed victim of whom nobody said who reports, or why not (yet)."""
    item = _locked(item_id, seen)
    if victim_presumed is None:
        raise NotPossible(VICTIM)
    registered = VictimSignal.objects.filter(signal_id=item.signal_id).exists()
    if registered and not victim_presumed:
        raise NotPossible(REGISTERED)
    if victim_presumed and (queries.open_victims(item.signal_id) or not (registered or _decided(item))):
        raise NotPossible(WHO_REPORTS)
    item = _changed(
        item, actor, state=ItemState.CLOSED, victim_presumed=victim_presumed, closed_at=clock.now()
    )
    audit.record(actor, Action.ITEM_CLOSED, "item", item_id)
    return item


@use_case
def draft_feedback(item_id, meeting_id, phrase: str = Phrase.TABLE, *, actor: Actor) -> ItemDraft:
    """Prepare a word to the reporter in a standard sentence; it leaves when the chair confirms. Twice is
    once."""
    item, meeting = _locked(item_id), _writable(meeting_id)
    found, _ = ItemDraft.objects.get_or_create(
        item=item,
        meeting=meeting,
        kind=DraftKind.FEEDBACK,
        defaults={"signal_id": item.signal_id, "phrase": phrase, "made_at": clock.now()},
    )
    audit.record(actor, Action.ITEM_CHANGED, "item", item_id, draft=str(found.pk))
    return found


@use_case
def draft_handover(item_id, meeting_id, organisation, function: str, task: str, *, actor: Actor) -> ItemDraft:
    """Prepare a hand-over of the chair's own holding; it is offered when the chair confirms."""
    item, meeting = _locked(item_id), _writable(meeting_id)
    found = ItemDraft.objects.create(
        item=item,
        meeting=meeting,
        kind=DraftKind.HANDOVER,
        signal_id=item.signal_id,
        to_organisation=organisation,
        to_function=function,
        task=task,
        made_at=clock.now(),
    )
    audit.record(actor, Action.ITEM_CHANGED, "item", item_id, draft=str(found.pk))
    return found


@use_case
def confirm(meeting_id, *, actor: Actor) -> Meeting:
    """Confirm once what came out: drafts become words and offers, minutes become final. What is not
    possible says why. Twice is once."""
    meeting = queries.access_meeting(meeting_id, lock=True)
    if not queries.chairs(meeting.table, actor):
        raise Http404
    if meeting.state != MeetingState.CONFIRMED:
        for draft in ItemDraft.objects.filter(meeting=meeting, state=DraftState.WAITING).select_related(
            "to_organisation"
        ):
            _carry_out(draft, actor)
        meeting.state, meeting.confirmed_at, meeting.confirmed_by = (
            MeetingState.CONFIRMED,
            clock.now(),
            actor.person_id,
        )
        meeting.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    audit.record(actor, Action.MEETING_CONFIRMED, "meeting", meeting_id)
    return meeting


def _carry_out(draft: ItemDraft, actor: Actor) -> None:
    try:
        if draft.kind == DraftKind.FEEDBACK:
            custody.write_to_reporter(draft.signal_id, phrase=draft.phrase, key=draft.pk, actor=actor)
        else:
            to = (draft.to_organisation_id, draft.to_function, draft.task)
            handovers.offer(draft.signal_id, *to, HANDED_OVER, actor=actor)
        draft.state = DraftState.DONE
    except NotPossible as refusal:
        draft.state, draft.refusal = DraftState.REFUSED, str(refusal)[:300]
    draft.save(update_fields=["state", "refusal"])


def _decided(item: AgendaItem) -> bool:
    last = item.signal.registration_decisions.order_by("-at").first()
    if last is None:
        return False
    reports = last.decision in (DecisionKind.REPORTED, DecisionKind.WILL_REPORT)
    return (last.reporting_organisation_id is not None if reports else True) and (
        last.review_on is not None or last.decision == DecisionKind.REPORTED
    )


def _locked(item_id, seen: int | None = None) -> AgendaItem:
    item = queries.access_item(item_id, lock=True)
    if item.state == ItemState.CLOSED:
        raise NotPossible(CLOSED)
    if seen is not None and seen != item.version:
        raise NotPossible(STALE)
    return item


def _writable(meeting_id) -> Meeting:
    meeting = queries.access_meeting(meeting_id)
    if meeting.state == MeetingState.CONFIRMED:
        raise NotPossible("Dit overleg is al vastgesteld.")
    return meeting


def _changed(item: AgendaItem, actor: Actor, **fields) -> AgendaItem:
    for name, value in fields.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=[*fields, "version"])
    audit.record(actor, Action.ITEM_CHANGED, "item", item.pk, fields=sorted(fields))
    return item
