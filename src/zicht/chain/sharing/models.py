"""Consent of the person concerned, and break-glass."""

import uuid

from django.db import models

from zicht.chain.agreements.vocabulary import Purpose
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.sharing.vocabulary import ConsentAnswer, Danger, Finding, Manner
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.vault.fields import DataKey, Sealed


class Consent(models.Model):
    """One statement of the person concerned, for one party and one purpose; the latest statement counts.
    Insert only.

    The subject is a presumed victim or, before anyone is registered, the signal (then: the person in it).
    """

    subject_kind = models.CharField(max_length=10, choices=SubjectKind)
    subject_id = models.UUIDField()
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    answer = models.CharField(max_length=10, choices=ConsentAnswer)
    manner = models.CharField(max_length=10, choices=Manner)
    language = models.CharField(max_length=8, default="nl")
    until = models.DateField(null=True)
    key = models.UUIDField(unique=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_id", "party", "purpose", "-id"], name="latest_consent")]


class BreakGlass(models.Model):
    """Sight given because of acute danger, without another basis: narrow, ending by itself, reviewed by
    someone else.

    Its key is the key of the grant it made. `words` is sealed under the subject's data key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=10, choices=SubjectKind)
    subject_id = models.UUIDField(db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    danger = models.CharField(max_length=20, choices=Danger)
    words = Sealed(under=DataKey("subject_id"), null=True)
    by_organisation_id = models.UUIDField()
    by_person_id = models.UUIDField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    review_due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=15, choices=Finding, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["review_due_at"],
                condition=models.Q(reviewed_at__isnull=True),
                name="break_glass_to_review",
            )
        ]
