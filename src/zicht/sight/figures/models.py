"""The facts behind the figures, one row for each current notification (rebuilt as a whole, any time), and
what was published.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class NotificationFact(models.Model):
    """A notification without who or what was said. `person_key` is a keyed digest, the same for the same
    person.
    """

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


class RawTable(models.Model):
    """The raw figures of one question, worked out when the facts were rebuilt. `form`, `region`: "" for all.

    Keys that count nothing are left out of `cells`; a question that counts nothing at all has no row.
    """

    year = models.SmallIntegerField()
    count = models.CharField(max_length=20)
    by = models.CharField(max_length=20)
    form = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=60, blank=True)
    cells = models.JSONField()
    total = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "count", "form", "region", "year"], name="a_question_has_one_answer"
            )
        ]


class SeenSector(models.Model):
    """In this region ten or more notifications of the last years name this section of the SBI 2008. No
    numbers.
    """

    region_code = models.CharField(max_length=60)
    section = models.CharField(max_length=1)


class PublishedSurvey(models.Model):
    """What professionals answered in a year that has ended, protected, as it went out. Never changed
    afterwards.

    `figures`: for each question a mapping of answer to number, null where withheld.
    """

    year = models.SmallIntegerField(unique=True)
    answers = models.IntegerField()
    figures = models.JSONField()
    published_on = models.DateField()


class PublishedTable(models.Model):
    """One protected table as it went out: figures by key, null where a figure is withheld. Never changed
    afterwards.
    """

    year = models.SmallIntegerField()
    count = models.CharField(max_length=20)
    by = models.CharField(max_length=20)
    form = models.CharField(max_length=20, blank=True)
    cells = models.JSONField()
    total = models.IntegerField(null=True)
    published_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "by", "form"], name="a_table_is_published_once")
        ]
