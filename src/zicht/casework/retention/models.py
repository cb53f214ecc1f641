"""Terms, what was done because a term was over, and each run of the job."""

import uuid

from django.conf import settings
from django.db import models

from zicht.casework.retention.vocabulary import Buried, Category, Step


class RetentionTerm(models.Model):
    """How long a category is kept after it was closed (signals), last reported (persons) or over (planned
    work); basis.

    A change is a new row with its own `valid_from`; the newest that is valid counts.
    `restrict_after_days`: from then on nobody works with it any more, it is only kept.
    """

    category = models.CharField(max_length=12, choices=Category)
    basis = models.CharField(max_length=200)
    restrict_after_days = models.PositiveIntegerField(null=True)
    destroy_after_days = models.PositiveIntegerField()
    confirmed = models.BooleanField(default=False)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "valid_from"], name="one_term_per_category_and_day")
        ]


class TermProposal(models.Model):
    """A term that waits until a second officer of the national organisation agrees. Configurable; not case
    data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    category = models.CharField(max_length=12, choices=Category)
    basis = models.CharField(max_length=200)
    restrict_after_days = models.PositiveIntegerField(null=True)
    destroy_after_days = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True)
                | models.Q(agreed=False)
                | models.Q(judged_by__isnull=False) & ~models.Q(judged_by=models.F("proposed_by")),
                name="two_persons_change_a_term",
            )
        ]


class Tombstone(models.Model):
    """What happened to a subject because its term was over. Never content; insert only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=10, choices=Buried)
    subject_id = models.UUIDField()
    step = models.CharField(max_length=10, choices=Step)
    category = models.CharField(max_length=12, choices=Category)
    basis = models.CharField(max_length=200)
    counted_from = models.DateField()
    due_on = models.DateField()
    done_at = models.DateTimeField()
    again = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["subject_id"])]


class RetentionRun(models.Model):
    """One run of the job: the report of what was restricted and destroyed. Insert only.

    `resisted`: how many could not be, by kind, step and kind of error; no case data.
    """

    at = models.DateTimeField()
    restricted = models.IntegerField()
    destroyed = models.IntegerField()
    failed = models.IntegerField()
    left = models.IntegerField()
    resisted = models.JSONField(default=dict)
