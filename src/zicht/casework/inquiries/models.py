"""Questions, the pseudonyms they are matched with, and the requests to holders. All under forced row-level
security.
"""

import uuid

from django.db import models

from zicht.casework.inquiries.vocabulary import Kind, Reply
from zicht.chain.agreements.vocabulary import Purpose
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function


class Pseudonym(models.Model):
    """A phone, plate, address or person in a signal or the register, unreadable without both keys. Only
    jobs read these.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    value = models.BinaryField(db_index=True)
    subject_kind = models.CharField(max_length=10, choices=SubjectKind)
    subject_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["value", "subject_id"], name="one_pseudonym_per_subject")
        ]


class IndexedSource(models.Model):
    """A signal, observation or version of a person whose pseudonyms were made."""

    source_id = models.CharField(primary_key=True, max_length=50)


class Inquiry(models.Model):
    """A question to the other regions. What was asked about is not here; see `InquiryValue`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    purpose = models.CharField(max_length=20, choices=Purpose)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["person_id", "purpose", "-at"], name="inquiry_budget")]


class InquiryValue(models.Model):
    """The pseudonym of a question, until the job has matched it."""

    inquiry = models.OneToOneField(Inquiry, primary_key=True, on_delete=models.PROTECT, related_name="asked")
    value = models.BinaryField()


class ContactRequest(models.Model):
    """A holder is asked to contact the asker about a signal or person; the asker sees it once the holder
    says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="requests")
    subject_kind = models.CharField(max_length=10, choices=SubjectKind)
    subject_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    at = models.DateTimeField()
    reply = models.CharField(max_length=10, choices=Reply, blank=True)
    replied_by = models.UUIDField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "subject_id", "organisation", "function"], name="one_request_per_holder"
            )
        ]


class Overrun(models.Model):
    """Someone asked more than the budget allows: seen by the data-protection officer of the organisation
    and of whom the questions met.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    purpose = models.CharField(max_length=20, choices=Purpose)
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "purpose", "organisation", "day"], name="one_overrun_per_day"
            )
        ]
