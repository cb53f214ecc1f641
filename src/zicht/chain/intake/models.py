"""Drafts of professionals, and what came from files."""

import uuid

from django.db import models

from zicht.chain.signals.models import Signal


class Draft(models.Model):
    """An unfinished quick report of one person, sealed; only that person can open it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.UUIDField()
    organisation_id = models.UUIDField()
    body = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "-changed_at"])]


class ImportRun(models.Model):
    """One import of a file by an organisation: how many rows came in, were known already, or could not be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    source = models.CharField(max_length=40)
    file_digest = models.BinaryField()
    at = models.DateTimeField()
    stored = models.IntegerField()
    known = models.IntegerField()
    refused = models.IntegerField()


class ImportRow(models.Model):
    """Which signal a row of a file became."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.IntegerField()
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_signal_per_row")]
