"""Audit events, their leaves and seals. Insert only; the web role cannot read them."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class AuditEvent(models.Model):
    """One act: who, for whom, what, on which object, why, with what result. Never content, names or
    addresses.

    On a signal or presumed victim the database itself adds the grant on which the act rested, with its
    basis and purpose.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=1)
    outcome = models.CharField(max_length=10, default="ok")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    functions = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=40)
    channel = models.CharField(max_length=30)
    object_kind = models.CharField(max_length=30)
    object_id = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)
    grant_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "id"]),
            models.Index(fields=["person_id", "id"]),
            models.Index(fields=["organisation_id", "id"], name="audit_of_organisation"),
            BrinIndex(fields=["at"], name="audit_by_day"),
        ]


class AuditSeal(models.Model):
    """One sealed batch: the Merkle root over its leaves, chained to the seal before."""

    number = models.BigIntegerField(primary_key=True)
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    count = models.IntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    head = models.BinaryField()
    sealed_at = models.DateTimeField()


class AuditLeaf(models.Model):
    """The place of an event in its batch, with the hash it had when sealed."""

    event_id = models.BigIntegerField(primary_key=True)
    seal_number = models.BigIntegerField()
    position = models.IntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal_number", "position"], name="one_leaf_per_position")
        ]
