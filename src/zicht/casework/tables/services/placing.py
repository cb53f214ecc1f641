"""Making a table, planning a meeting and placing signals on its agenda.

Placing gives every seat the sight that the agreement covers: at most the agreement's level, for its term,
for talking together. A seat of the police gets none on a signal of someone who wants no police. Refusals
(NotPossible): no agreement in force, a party that is not in the agreement, a signal that does not meet its
conditions.
"""

from django.db import connection
from django.http import Http404

from zicht.casework.tables import queries
from zicht.casework.tables.models import AgendaItem, Meeting, MeetingItem, Presence, Table, TableSeat
from zicht.casework.tables.vocabulary import ItemState, MeetingState
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Level, Purpose
from zicht.chain.custody import queries as custody
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation

NO_BASIS = (
    "Zonder geldende afspraak kan deze tafel niet bij elkaar komen. Kies eerst een afspraak waarin iedereen"
    " partij is."
)
NO_PARTY = (
    "Niet iedereen is partij bij deze afspraak: {}. Kies een andere afspraak, of laat deze deelnemer weg."
)
NOT_COVERED = "Deze afspraak geldt niet voor dit signaal: zij is alleen voor {}."
CONDITIONS = {"minor": "minderjarigen", "acute": "acuut gevaar"}
ALREADY_CONFIRMED = "Dit overleg is al vastgesteld. Plan een nieuw overleg."
BECAUSE = "Besproken aan {}, onder de afspraak {}."


@use_case
def make_table(name: str, kind: str, agreement: Agreement, seats, *, actor: Actor, weeks: int = 2) -> Table:
    """Make a table with its seats: (organisation id, function, level). The chair's own seat comes by
    itself, and sees everything."""
    seats = {(organisation, function): level for organisation, function, level in seats}
    seats[actor.organisation_id, "chain_director"] = Level.FULL
    _require_basis(agreement, {organisation for organisation, _ in seats})
    table = Table(
        name=name,
        kind=kind,
        organisation_id=actor.organisation_id,
        agreement=agreement,
        weeks=weeks,
        made_at=clock.now(),
    )
    Table.objects.bulk_create([table])
    TableSeat.objects.bulk_create(
        TableSeat(table=table, organisation_id=organisation, function=function, level=level)
        for (organisation, function), level in seats.items()
    )
    audit.record(actor, Action.TABLE_MADE, "table", table.pk, seats=len(seats))
    return table


@use_case
def plan_meeting(table_id, starts_at, place: str = "", *, actor: Actor) -> Meeting:
    """Plan a meeting. Refuses without an agreement in force to which every seat is a party."""
    table = _own_table(table_id, actor)
    _require_basis(
        table.agreement, set(TableSeat.objects.filter(table=table).values_list("organisation_id", flat=True))
    )
    meeting = Meeting.objects.create(table=table, starts_at=starts_at, place=place)
    audit.record(actor, Action.MEETING_PLANNED, "meeting", meeting.pk)
    return meeting


@use_case
def place(meeting_id, signal_id, because=(), *, actor: Actor) -> AgendaItem:
    """Put a signal that one sees in full on the agenda; every seat gets the sight the agreement covers.
    Twice is once."""
    meeting = queries.access_meeting(meeting_id)
    if meeting.state == MeetingState.CONFIRMED:
        raise NotPossible(ALREADY_CONFIRMED)
    signal = custody.lock_visible(signal_id).signal
    table = meeting.table
    seats = list(TableSeat.objects.filter(table=table).select_related("organisation"))
    _require_basis(table.agreement, {seat.organisation_id for seat in seats})
    _require_conditions(table.agreement, signal)
    _let_see(signal, table, seats, actor)
    item = AgendaItem.objects.filter(table=table, signal=signal).exclude(state=ItemState.CLOSED).first()
    item = item or AgendaItem.objects.create(
        table=table, signal=signal, placed_by=actor.person_id, placed_at=clock.now()
    )
    if not MeetingItem.objects.filter(meeting=meeting, item=item).exists():
        last = MeetingItem.objects.filter(meeting=meeting).count()
        MeetingItem.objects.create(
            meeting=meeting, item=item, signal=signal, position=last + 1, because=list(because)
        )
    if item.state == ItemState.PARKED:
        item.state, item.version = ItemState.OPEN, item.version + 1
        item.save(update_fields=["state", "version"])
    audit.record(actor, Action.ITEM_PLACED, "signal", signal_id, table=str(table.pk))
    return item


@use_case
def reorder(meeting_id, item_ids, *, actor: Actor) -> None:
    """Put the items of a meeting in this order; items that are not named keep their place after them."""
    meeting = queries.access_meeting(meeting_id, lock=True)
    _require_chair(meeting.table, actor)
    placed = {row.item_id: row for row in MeetingItem.objects.filter(meeting=meeting)}
    ordered = [placed[key] for key in item_ids if key in placed]
    ordered += [row for row in placed.values() if row not in ordered]
    for position, row in enumerate(ordered, start=1):
        row.position = position
        row.save(update_fields=["position"])
    audit.record(actor, Action.AGENDA_CHANGED, "meeting", meeting_id)


@use_case
def start(meeting_id, *, actor: Actor) -> Meeting:
    """Begin a meeting; its agreement must be in force still. Twice is once."""
    meeting = queries.access_meeting(meeting_id, lock=True)
    _require_chair(meeting.table, actor)
    if meeting.state == MeetingState.PLANNED:
        _require_basis(meeting.table.agreement, set())
        meeting.state = MeetingState.RUNNING
        meeting.save(update_fields=["state"])
    audit.record(actor, Action.MEETING_STARTED, "meeting", meeting_id)
    return meeting


@use_case
def join(meeting_id, *, actor: Actor) -> Presence:
    """Say that one is present, for the own organisation. Twice is once."""
    meeting = queries.access_meeting(meeting_id)
    here = Presence.objects.filter(meeting=meeting, account_id=actor.person_id).first()
    if here is None:
        seat = TableSeat.objects.filter(
            table=meeting.table, organisation_id=actor.organisation_id, function__in=actor.functions
        ).first()
        if seat is None:
            raise Http404
        here = Presence.objects.create(
            meeting=meeting,
            seat=seat,
            organisation_id=actor.organisation_id,
            account_id=actor.person_id,
            at=clock.now(),
        )
    audit.record(actor, Action.MEETING_JOINED, "meeting", meeting_id)
    return here


def possible_agreements(organisation_ids) -> list[Agreement]:
    """Return the agreements in force under which all these organisations may talk together."""
    return agreements.in_force(organisation_ids, Purpose.CONSULTATION)


def _require_basis(agreement: Agreement, organisation_ids: set) -> None:
    if agreement not in agreements.in_force([], Purpose.CONSULTATION):
        raise NotPossible(NO_BASIS)
    outside = agreements.not_party(agreement, organisation_ids)
    if outside:
        names = Organisation.objects.filter(pk__in=outside).values_list("name", flat=True)
        raise NotPossible(NO_PARTY.format(", ".join(names)))


def _require_conditions(agreement: Agreement, signal: Signal) -> None:
    missing = [
        words
        for name, words in CONDITIONS.items()
        if name in agreement.conditions and not getattr(signal, name)
    ]
    if missing:
        raise NotPossible(NOT_COVERED.format(" en ".join(missing)))


def _let_see(signal: Signal, table: Table, seats: list[TableSeat], actor: Actor) -> None:
    """Give the seats of other organisations their sight; what they had on another basis stays beside it.

    The ground is the one the rule on grants itself uses: what lacks (the wish of who wants no police, a
    giver or receiver that is not one in this agreement) gives this seat nothing."""
    because = BECAUSE.format(table.name, table.agreement.title)[:400]
    grounds = {
        key: _ground(signal, key, table.agreement)
        for key in {seat.organisation_id for seat in seats} - {actor.organisation_id}
    }
    grants = [
        Grant(
            subject_kind=SubjectKind.SIGNAL,
            subject_id=signal.pk,
            organisation_id=seat.organisation_id,
            function=seat.function,
            level=min(seat.level, ground[0]),
            basis=table.agreement.basis,
            purpose=Purpose.CONSULTATION,
            agreement=table.agreement,
            given_by_id=actor.organisation_id,
            because=because,
            granted_on=clock.today(),
            until=ground[1],
        )
        for seat in seats
        if (ground := grounds.get(seat.organisation_id))
    ]
    Grant.objects.bulk_create(grants)
    for grant in grants:
        audit.record(
            actor,
            Action.GRANT_GIVEN,
            "signal",
            signal.pk,
            to=str(grant.organisation_id),
            function=grant.function,
        )


def _ground(signal: Signal, organisation_id, agreement: Agreement) -> tuple | None:
    """Return (level, until) that the agreement allows this organisation for this signal; None when
    something lacks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, until FROM sec.my_sharing_grounds('signal', %s, %s, %s) WHERE agreement = %s AND"
            " cardinality(lacking) = 0",
            [signal.pk, organisation_id, Purpose.CONSULTATION.value, agreement.pk],
        )
        return cursor.fetchone()


def _own_table(table_id, actor: Actor) -> Table:
    table = queries.access_table(table_id)
    _require_chair(table, actor)
    return table


def _require_chair(table: Table, actor: Actor) -> None:
    if not queries.chairs(table, actor):
        raise Http404
