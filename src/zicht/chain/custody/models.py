"""Custody of a signal: its state, its holders, hand-overs with their answers, opinions, closures and
reopenings.
"""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from zicht.chain.custody.vocabulary import (
    CustodyState,
    HandoverAnswer,
    HoldingEnd,
    HoldingRole,
    Opinion,
    OpinionReason,
    ReturnReason,
    Task,
)
from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.vault.fields import DataKey, Derived, Sealed

CORE_WORDS = Derived("core-words", "signal_id")
"""For words that are read with the core alone: what a hand-over asks, why it came back, why a signal was
opened again. Destruction empties them (`sec.destroy_subject`), since no key goes.
"""


class Custody(models.Model):
    """Whether a signal is open; one row for each signal. `version` counts changes, for pages that went
    stale.
    """

    signal = models.OneToOneField(Signal, primary_key=True, on_delete=models.PROTECT, related_name="custody")
    state = models.CharField(max_length=10, choices=CustodyState, default=CustodyState.OPEN)
    version = models.IntegerField(default=1)


class RouteEvaluation(models.Model):
    """How the route chose the holders: facts, versions, steps and reasons, kept so that it can be
    replayed.
    """

    signal = models.OneToOneField(
        Signal, primary_key=True, on_delete=models.PROTECT, related_name="evaluation"
    )
    document = models.JSONField()


class Holding(models.Model):
    """A function of an organisation that is responsible for a signal until `due_at`, or informed about it.

    When the agreed time passes, others get time to help: `due_at` moves on, `overdue_since` keeps the time
    that was agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="holdings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    role = models.CharField(max_length=15, choices=HoldingRole)
    task = models.CharField(max_length=30, choices=Task)
    because = models.CharField(max_length=400)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalation = models.SmallIntegerField(default=0)
    overdue_since = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=15, choices=HoldingEnd, blank=True)
    acute = models.BooleanField(
        null=True, editable=False
    )  # this and the next: of the signal, filled in by the database
    nowhere = models.BooleanField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role=HoldingRole.INFORMED) | Q(due_at__isnull=False),
                name="responsible_has_due_time",
            ),
            models.UniqueConstraint(
                fields=["signal", "organisation", "function"],
                condition=Q(ended_at__isnull=True),
                name="one_current_holding",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "function", "due_at"],
                condition=Q(ended_at__isnull=True),
                name="current_work",
            ),
            models.Index(
                fields=["due_at"], condition=Q(ended_at__isnull=True, role="responsible"), name="current_due"
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(ended_at__isnull=True, role="responsible", acute=True, taken_up_at__isnull=True),
                name="acute_untaken",
            ),
        ]

    @property
    def agreed_until(self) -> datetime | None:
        """The time that was agreed with the holder, also when it has passed and others are helping."""
        return self.overdue_since or self.due_at


class Handover(models.Model):
    """An offer to take over a holding. The sender stays holder until it is accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="handovers")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="handovers")
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_function = models.CharField(max_length=30, choices=Function)
    task = models.CharField(max_length=30, choices=Task)
    reason = Sealed(under=CORE_WORDS, null=True)
    offered_by = models.UUIDField()
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField()

    @property
    def question(self) -> str:
        """What the sender asks, in words."""
        return Handover.reason.read(self)


class HandoverReply(models.Model):
    """The one answer to a hand-over: accepted, returned with a reason, or withdrawn by the sender."""

    handover = models.OneToOneField(
        Handover, primary_key=True, on_delete=models.PROTECT, related_name="reply"
    )
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=HandoverAnswer)
    reason = models.CharField(max_length=20, choices=ReturnReason, blank=True)
    note = Sealed(under=CORE_WORDS, null=True)
    organisation_id = models.UUIDField()
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()

    @property
    def explanation(self) -> str:
        """What the receiver wrote when giving it back."""
        return HandoverReply.note.read(self)


class Assessment(models.Model):
    """An opinion with a reason, beside others; it never filters."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="assessments")
    opinion = models.CharField(max_length=25, choices=Opinion)
    reason = models.CharField(max_length=25, choices=OpinionReason)
    note = Sealed(under=DataKey("signal_id"), null=True)
    organisation_id = models.UUIDField()
    function = models.CharField(max_length=30, choices=Function)
    person_id = models.UUIDField()
    at = models.DateTimeField()


class Closure(models.Model):
    """A signal was closed: outcome, reason, and what the reporter hears."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="closures")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.CharField(max_length=25, choices=OpinionReason)
    note = Sealed(under=DataKey("signal_id"), null=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()


class AlarmCall(models.Model):
    """Somebody called about an acute signal that nobody had taken up yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()


class Reopening(models.Model):
    """A closed signal was opened again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="reopenings")
    reason = Sealed(under=CORE_WORDS, null=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
