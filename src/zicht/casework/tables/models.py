"""Tables, seats, meetings, agenda items and everything said about them. Case data, under forced row-level
security.
"""

import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from zicht.casework.tables.vocabulary import (
    DraftKind,
    DraftState,
    ItemState,
    LeadApproach,
    LeadReason,
    MeetingState,
    Part,
    TableKind,
)
from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody.vocabulary import Task
from zicht.chain.feedback.vocabulary import Phrase
from zicht.chain.signals.models import Signal
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.vault.fields import DataKey, Derived, Sealed

TABLE_WORDS = Derived("table-words", "signal_id")
"""For what everyone at the table may read."""


@dataclass(frozen=True)
class ByLevel:
    """What only full sight may read stands under the signal's data key, the rest under that of the table."""

    def of(self, row) -> bytes:
        return (DataKey("signal_id") if row.level == Level.FULL else TABLE_WORDS).of(row)


class Table(models.Model):
    """A table under an agreement. `organisation` keeps and chairs it; `rules` changes the agreed days of
    agenda rules.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=TableKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField(default=2)
    rules = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class TableSeat(models.Model):
    """A function of an organisation at a table, and how much it sees of what is placed there."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    level = models.SmallIntegerField(choices=Level)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "organisation", "function"], name="one_seat_per_function"
            )
        ]


class Meeting(models.Model):
    """One meeting of a table. The database refuses one without an agreement in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-starts_at"]


class Presence(models.Model):
    """Who was at a meeting, for which organisation."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(TableSeat, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.UUIDField()
    account_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "account_id"], name="present_once")]


class AgendaItem(models.Model):
    """A signal at a table, until the table closes it. `version` counts changes of its own fields."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="items")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="agenda_items")
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.OPEN)
    version = models.IntegerField(default=1)
    victim_presumed = models.BooleanField(null=True)
    lead = models.CharField(max_length=15, choices=LeadApproach, blank=True)
    lead_reason = models.CharField(max_length=15, choices=LeadReason, blank=True)
    next_look_on = models.DateField(null=True)
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "signal"], condition=~Q(state="closed"), name="one_open_item_per_signal"
            ),
            models.CheckConstraint(
                condition=Q(lead="") | ~Q(lead_reason=""), name="lead_approach_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(victim_presumed__isnull=False, closed_at__isnull=False),
                name="closed_item_says_whether_a_victim",
            ),
        ]


class MeetingItem(models.Model):
    """An item on the agenda of a meeting: where it stands, and why it is here in words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="placements")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    position = models.IntegerField()
    because = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "item"], name="once_on_an_agenda")]


class ItemText(models.Model):
    """One version of what is written at an item: a party's contribution, or the table's assessment or
    decision. Insert only.

    `level` says who may read it: with the core everyone at the table, else only who sees the whole signal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="texts")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=15, choices=Part)
    owner_id = models.UUIDField(null=True)
    number = models.IntegerField()
    level = models.SmallIntegerField(choices=Level)
    text = Sealed(under=ByLevel())
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "part", "owner_id", "number"],
                nulls_distinct=False,
                name="one_version_per_number",
            )
        ]


class ItemAction(models.Model):
    """What was agreed: by which organisation, before which day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    text = Sealed(under=TABLE_WORDS)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="actions")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="actions_due")]


class ItemDraft(models.Model):
    """What comes out of the meeting and waits for the one confirmation of the chair: a word to the
    reporter, a hand-over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="drafts")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=DraftKind)
    phrase = models.CharField(max_length=15, choices=Phrase, blank=True)
    to_organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    to_function = models.CharField(max_length=30, choices=Function, blank=True)
    task = models.CharField(max_length=30, choices=Task, blank=True)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.WAITING)
    refusal = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
