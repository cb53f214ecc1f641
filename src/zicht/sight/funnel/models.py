"""The facts behind the funnel, one row for each signal (rebuilt as a whole, any time), and what went out
to others.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class SignalFact(models.Model):
    """What became of one signal, without who or what was said.

    `way`: the kinds of organisations that became responsible, stage after stage; kinds of one stage joined
    by "+".
    """

    received_on = models.DateField()
    region_code = models.CharField(max_length=60)
    municipality_code = models.CharField(max_length=6)
    form = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    reporter_kind = models.CharField(max_length=30)
    acute = models.BooleanField()
    minor = models.BooleanField(null=True)
    indicators = ArrayField(models.CharField(max_length=60), default=list)
    way = ArrayField(models.CharField(max_length=80), default=list)
    first_kind = models.CharField(max_length=20)
    holder_kind = models.CharField(max_length=20)
    hours_to_taken_up = models.FloatField(null=True)
    regional_core = models.BooleanField()
    assessed = models.BooleanField()
    suspected = models.BooleanField()
    offered = models.SmallIntegerField()
    accepted = models.SmallIntegerField()
    returned = models.SmallIntegerField()
    decided = models.BooleanField()
    several_at_work = models.BooleanField(default=False)
    left_to_other = models.BooleanField(default=False)
    registered = models.BooleanField()
    outcome = models.CharField(max_length=20)
    hours_to_closed = models.FloatField(null=True)
    overdue = models.BooleanField()
    untouched = models.BooleanField(default=False)
    heard = models.BooleanField()
    counted_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["region_code", "received_on"])]


class PublishedFunnel(models.Model):
    """The signals of a closed month in round numbers, for who is not at work in the region. Never changed
    afterwards.

    `region` and `form`: "" for all; never both filled. `figures`: see `publishing`.
    """

    month = models.DateField()
    region = models.CharField(max_length=60, blank=True)
    form = models.CharField(max_length=20, blank=True)
    figures = models.JSONField()
    published_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "region", "form"], name="a_funnel_is_published_once")
        ]
