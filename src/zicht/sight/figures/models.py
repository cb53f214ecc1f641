"""The facts behind the figures: one row for each current notification. Rebuilt as a whole, any time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class NotificationFact(models.Model):
    """A notification without who or what was said. `person_key` is a keyed digest, the same for the same person."""

    person_key = models.BigIntegerField()
    notified_on = models.DateField()
    year = models.SmallIntegerField()
    notifier = models.CharField(max_length=20)
    forms = ArrayField(models.CharField(max_length=20))
    continent = models.CharField(max_length=20)
    sex = models.CharField(max_length=10)
    age_group = models.CharField(max_length=10)
    sector = models.CharField(max_length=40)
    municipality_code = models.CharField(max_length=6)
    region_code = models.CharField(max_length=60)
    first_time = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["year", "notifier"])]
