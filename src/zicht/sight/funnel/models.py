"""The facts behind the funnel: one row for each signal. Rebuilt as a whole, any time."""

from django.db import models


class SignalFact(models.Model):
    """What became of one signal, without who or what was said."""

    received_on = models.DateField()
    region_code = models.CharField(max_length=60)
    municipality_code = models.CharField(max_length=6)
    form = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    reporter_kind = models.CharField(max_length=30)
    acute = models.BooleanField()
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
    registered = models.BooleanField()
    outcome = models.CharField(max_length=20)
    hours_to_closed = models.FloatField(null=True)
    overdue = models.BooleanField()
    heard = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["region_code", "received_on"])]
