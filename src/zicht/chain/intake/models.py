"""Drafts of professionals, and what came from files."""

import uuid

from django.db import models

from zicht.chain.intake.vocabulary import ImportSource, ImportState, RowOutcome
from zicht.chain.signals.models import Signal
from zicht.foundation.vault.fields import Derived, Sealed


class Draft(models.Model):
    """An unfinished quick report of one person, sealed; only that person can open it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.UUIDField()
    organisation_id = models.UUIDField()
    body = Sealed(under=Derived("drafts", "account_id"))
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "-changed_at"])]


class ReceivedPart(models.Model):
    """A part of a report that was stored: a text, a choice or a photo. `digest`: keyed, to know it when the
    same submission comes again.
    """

    digest = models.BinaryField(primary_key=True)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")


class ImportRun(models.Model):
    """One import of a file by an organisation, and how far it is. Counts change only together with the rows
    they count.

    `position` rows of `total` are done: `stored` became a signal, `changed` an observation on a known one,
    `known` were here already, `refused` could not be read (see `ImportProblem`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    source = models.CharField(max_length=40, choices=ImportSource)
    file_digest = models.BinaryField()
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.OFFERED)
    total = models.IntegerField(default=0)
    position = models.IntegerField(default=0)
    stored = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "-at"])]

    @property
    def done(self) -> bool:
        return self.state == ImportState.DONE


class ImportFile(models.Model):
    """The sealed rows of a file until they are read in; only the person who offered it can open it."""

    run = models.OneToOneField(ImportRun, primary_key=True, on_delete=models.PROTECT, related_name="file")
    person_id = models.UUIDField()
    body = Sealed(under=Derived("imports", "run_id"), holds=bytes)


class ImportRow(models.Model):
    """Which signal a row of a file became or added to. `digest`: keyed, to know the same words when they
    come again.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.IntegerField()
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=RowOutcome, default=RowOutcome.STORED)
    digest = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_signal_per_row")]


class ImportProblem(models.Model):
    """Why a row could not be read: its number, the column and the shape of the value, never the value
    itself.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="problems")
    number = models.IntegerField()
    column = models.CharField(max_length=40)
    shape = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["number", "id"]
