"""What was asked today, who asked too much or for something that belongs to nobody, and who may ask more."""

from django.db import models

from zicht.foundation.asking.vocabulary import AlarmKind, MoreFor, Way
from zicht.foundation.organisations.models import Organisation


class Asked(models.Model):
    """One thing that a person asked for on a day, as a keyed digest. Gone the next day."""

    person_id = models.UUIDField()
    day = models.DateField(db_index=True)
    way = models.CharField(max_length=10, choices=Way)
    token = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "day", "token"], name="asked_once_a_day")]


class Decoy(models.Model):
    """A keyed digest of an identifier that belongs to nobody. Digests of one identifier share a `group`."""

    digest = models.BinaryField(primary_key=True)
    group = models.UUIDField()
    organisation_id = models.UUIDField()
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()


class Alarm(models.Model):
    """A person asked more than the budget allows, or for a decoy: for the officers."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=AlarmKind)
    way = models.CharField(max_length=10, choices=Way)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "organisation", "day", "kind", "way"], name="one_alarm_a_day"
            )
        ]


class Allowance(models.Model):
    """A data-protection officer lets a colleague ask more on one day. Never for oneself."""

    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    day = models.DateField()
    more = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=10, choices=MoreFor)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
