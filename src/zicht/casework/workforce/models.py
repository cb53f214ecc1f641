"""What a municipality filled in."""

from django.db import models

from zicht.foundation.organisations.models import Municipality


class SectorSize(models.Model):
    """People at work in a section of the SBI 2008 in a municipality, on a day, by a source. The newest
    replaces the one before.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=1)
    workers = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "section"], name="one_size_per_sector")
        ]
