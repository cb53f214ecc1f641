"""Places and organisations. Nothing here is case data."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from zicht.foundation.organisations.vocabulary import Function, OrganisationKind, RegionKind


class Municipality(models.Model):
    """A municipality as it stood from `valid_from` until `valid_until` (CBS code, for example GM0228)."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=80)
    inhabitants = models.PositiveIntegerField(default=0)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Region(models.Model):
    """A region of some kind; the kind is data, so that a new division needs no code."""

    kind = models.CharField(max_length=20, choices=RegionKind)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    municipalities = models.ManyToManyField(Municipality, through="Membership", related_name="regions")

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_region_per_code")]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A municipality belongs to a region, from a day until a day."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "municipality", "valid_from"], name="one_membership_per_start"
            )
        ]


class Postcode(models.Model):
    """A four-digit postcode and the municipality that holds most of it."""

    pc4 = models.CharField(primary_key=True, max_length=4)
    place = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="postcodes")


class PlaceName(models.Model):
    """A former or other name under which people know a municipality."""

    name = models.CharField(max_length=80, db_index=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="other_names")


class Organisation(models.Model):
    """A party in the chain, with its kind and working area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    phone = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) | Q(region__isnull=True), name="one_working_area"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def area(self) -> str:
        """The working area in words; an organisation without one works for the whole country."""
        return str(self.municipality or self.region or "Nederland")


class FunctionAssignment(models.Model):
    """A person has a function in an organisation, as first person or as deputy, from a day until a day."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    function = models.CharField(max_length=30, choices=Function)
    deputy = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "function"])]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation", "function"],
                condition=Q(ends_on__isnull=True),
                name="one_current_assignment",
            )
        ]


class Absence(models.Model):
    """A person is away from a day up to and including a day; the deputy is at work for them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"
            )
        ]
