"""The grant: the row on which every look rests."""

import uuid

from django.db import models

from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function


class Grant(models.Model):
    """One right to see one subject. With an `agreement` it rests on that agreement, and ends with it;
    `given_by` shared it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=10, choices=SubjectKind)
    subject_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function, null=True)
    account_id = models.UUIDField(null=True)
    level = models.SmallIntegerField(choices=Level)
    basis = models.CharField(max_length=20, choices=LegalBasis)
    purpose = models.CharField(max_length=20, choices=Purpose)
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=400)
    granted_on = models.DateField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "sharing"
        indexes = [
            models.Index(
                fields=["subject_id", "organisation"],
                condition=models.Q(ended_at__isnull=True),
                name="running_grants",
            ),
            models.Index(
                fields=["organisation", "-granted_on"],
                condition=models.Q(ended_at__isnull=True, subject_kind="signal"),
                name="recent_signal_grants",
            ),
        ]
