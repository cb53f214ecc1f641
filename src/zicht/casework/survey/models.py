"""Turns and answers, with nothing that ties one to the other."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.casework.survey.vocabulary import Hindrance, Passed, Seen, Sight


class SurveyTurn(models.Model):
    """A person had a turn this year; not what was answered."""

    account_id = models.UUIDField()
    year = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "year"], name="one_turn_a_year")]


class SurveyAnswer(models.Model):
    """What someone saw and passed on in a year. No person, no organisation, no place, no moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.SmallIntegerField()
    seen = models.CharField(max_length=10, choices=Seen)
    passed = models.CharField(max_length=10, choices=Passed)
    hindrances = ArrayField(models.CharField(max_length=10, choices=Hindrance), default=list)
    sight = models.CharField(max_length=10, choices=Sight)
