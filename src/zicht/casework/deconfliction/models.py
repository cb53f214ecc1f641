"""Work, what it is about in digests, and the warnings where work of two organisations meets. Case data,
under row-level security.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.casework.deconfliction.vocabulary import WorkKind
from zicht.chain.signals.models import Signal
from zicht.chain.signals.vocabulary import KeyKind
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.vault.fields import OwnKey, Sealed


class Work(models.Model):
    """A function of an organisation works on something, from a day until a day (without one: until it is
    ended).

    `body` (what it is about, for who planned it) is sealed under a data key of its own, `wrapped` under
    the root key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=WorkKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=30, choices=Function)
    account_id = models.UUIDField(null=True)
    signal = models.ForeignKey(Signal, null=True, on_delete=models.PROTECT, related_name="work")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    wrapped = models.BinaryField(null=True)
    body = Sealed(under=OwnKey("wrapped"), null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="work_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["signal", "organisation", "function"],
                condition=Q(kind="signal", ended_at__isnull=True),
                name="one_work_per_holding",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "starts_on"],
                condition=Q(ended_at__isnull=True),
                name="current_work_of",
            )
        ]


class WorkKey(models.Model):
    """A keyed digest of an address, telephone number, number plate, company or person that work is about."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=10, choices=KeyKind)
    digest = models.BinaryField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "digest"], name="one_digest_per_work")]


class Overlap(models.Model):
    """A warning to one side: own work meets work of another organisation. Written by the database, for
    both sides at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="overlaps")
    other = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    kinds = ArrayField(models.CharField(max_length=10, choices=KeyKind))
    organisation_id = models.UUIDField()
    function = models.CharField(max_length=30, choices=Function)
    other_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    other_function = models.CharField(max_length=30, choices=Function)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "other"], name="one_warning_per_pair")]
        indexes = [models.Index(fields=["organisation_id", "-found_at"], name="own_warnings")]
