"""Questions about access with their answers, conflicts of interest, and signals placed to notice who
looks.
"""

import uuid

from django.db import models
from django.db.models import Q

from zicht.casework.oversight.vocabulary import ConflictReason, QuestionKind, QuestionOutcome
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.signals.models import Signal
from zicht.foundation.vault.fields import Derived, Sealed


class AccessQuestion(models.Model):
    """Something about the access of one person on one day that may need a word of explanation.

    Found by a rule (`found_at`), asked by a data-protection officer (`asked_at`), closed with an outcome.
    Whom it is about sees it from the moment it is asked. `text`: what the officer wrote, sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField()
    account_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=QuestionKind)
    day = models.DateField()
    object_kind = models.CharField(max_length=30, blank=True)
    object_id = models.UUIDField(null=True)
    count = models.IntegerField(default=1)
    text = Sealed(under=Derived("access-questions", "id"), null=True)
    found_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=QuestionOutcome, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "kind", "day", "object_id"],
                condition=~Q(kind=QuestionKind.ASKED),
                nulls_distinct=False,
                name="one_question_per_finding",
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "-found_at"]), models.Index(fields=["account_id"])]


class AccessAnswer(models.Model):
    """What the person says to a question, sealed. Insert only."""

    question = models.OneToOneField(
        AccessQuestion, primary_key=True, on_delete=models.PROTECT, related_name="answer"
    )
    account_id = models.UUIDField()
    text = Sealed(under=Derived("access-questions", "question_id"))
    at = models.DateTimeField()


class ConflictOfInterest(models.Model):
    """A person knows somebody in a signal or file; from that moment PostgreSQL shows it to that person no
    more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.UUIDField()
    organisation_id = models.UUIDField()
    subject_kind = models.CharField(max_length=10, choices=SubjectKind)
    subject_id = models.UUIDField()
    reason = models.CharField(max_length=10, choices=ConflictReason)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "subject_id"],
                condition=Q(ended_at__isnull=True),
                name="one_running_conflict",
            )
        ]


class Honeytoken(models.Model):
    """An invented signal that nobody needs for work: opening it makes a question. It never counts in
    figures.
    """

    signal = models.OneToOneField(Signal, primary_key=True, on_delete=models.PROTECT, related_name="+")
    organisation_id = models.UUIDField()
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
