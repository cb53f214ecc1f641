"""Signals and what is added beside them. Every table here is insert only and under forced row-level
security.
"""

import uuid
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from zicht.chain.signals.vocabulary import Channel, ExploitationForm, ReporterKind
from zicht.foundation.organisations.models import Municipality
from zicht.foundation.vault.fields import DataKey, Sealed


class Signal(models.Model):
    """The core of a signal: what is needed to route and list it. The story is in `SignalContent`, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    submission_digest = models.BinaryField(unique=True)
    channel = models.CharField(max_length=20, choices=Channel)
    received_on = models.DateField()
    form = models.CharField(max_length=20, choices=ExploitationForm)
    serious_disadvantage = models.BooleanField(default=False)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT)
    minor = models.BooleanField(null=True)
    acute = models.BooleanField(default=False)
    no_police = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="nl")
    reporter_kind = models.CharField(max_length=30, choices=ReporterKind)
    indicators = ArrayField(models.CharField(max_length=60), default=list)
    reporter_id = models.UUIDField(null=True)
    source_organisation_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["received_on"])]

    @cached_property
    def wants_no_police(self) -> bool:
        """The wish that holds now; a page that reads many signals annotates it (`wishes.holding`)."""
        latest = self.wishes.order_by("-pk").first()
        return self.no_police if latest is None else latest.no_police


class SignalContent(models.Model):
    """The sealed story of a signal: what, where, when, and how the reporter can be reached."""

    signal = models.OneToOneField(Signal, primary_key=True, on_delete=models.PROTECT, related_name="content")
    body = Sealed(under=DataKey("signal_id"))


class Attachment(models.Model):
    """A sealed image or document; images are made anew from their pixels, so that no hidden data comes
    along.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="attachments")
    media_type = models.CharField(max_length=40)
    name = Sealed(under=DataKey("signal_id"))
    content = Sealed(under=DataKey("signal_id"), holds=bytes)


class Observation(models.Model):
    """A later addition to a signal: what someone learned, saw or heard."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="observations")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    body = Sealed(under=DataKey("signal_id"))

    class Meta:
        ordering = ["at"]


class Wish(models.Model):
    """Whether the person concerned wants investigators, said after the report came in; the latest counts.

    Said by the reporter with the receipt (then no organisation and no person), or noted by a care
    coordinator who talked with the person. Of its moment only the day is kept. Insert only.
    """

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="wishes")
    no_police = models.BooleanField()
    said_on = models.DateField()
    key = models.UUIDField(unique=True)
    organisation_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)


class SignalLink(models.Model):
    """Two signals about the same event or person; a duplicate is linked, never discarded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "other"], name="one_link_per_pair")]


class SearchEntry(models.Model):
    """The keyed word tokens of a signal for one organisation, so that search stays inside its own rows."""

    organisation_id = models.UUIDField()
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    tokens = ArrayField(models.BigIntegerField())
    received_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "signal"], name="one_search_entry")]
        indexes = [models.Index("organisation_id", F("received_on").desc(), "signal", name="newest_words")]
