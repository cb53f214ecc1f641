"""The agreement and its parties. No case data; content that was reviewed never changes (a trigger refuses
it).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.chain.agreements.vocabulary import Category, Condition, LegalBasis, Level, Purpose
from zicht.chain.agreements.workflow import State
from zicht.foundation.organisations.models import Organisation, Region
from zicht.foundation.organisations.vocabulary import OrganisationKind


class Agreement(models.Model):
    """Under what parties may share: purposes, categories of data, legal basis with article, level, conditions
    and period.

    `region` narrows kinds of parties to those at work there. `grant_days` is how long a grant under it
    lasts at most. `end_asked_by` wants it to end; a second person ends it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    explanation = models.CharField(max_length=1000)
    basis = models.CharField(max_length=20, choices=LegalBasis)
    article = models.CharField(max_length=200)
    purposes = ArrayField(models.CharField(max_length=20, choices=Purpose))
    categories = ArrayField(models.CharField(max_length=20, choices=Category))
    level = models.SmallIntegerField(choices=Level)
    conditions = ArrayField(models.CharField(max_length=10, choices=Condition), default=list, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grant_days = models.PositiveSmallIntegerField(default=90)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    template = models.SlugField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author_id = models.UUIDField()
    drafted_at = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    started_by = models.UUIDField(null=True)
    started_at = models.DateTimeField(null=True)
    end_asked_by = models.UUIDField(null=True)
    end_asked_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["title", "-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(grant_days__gte=1), name="grant_lasts_a_day"),
        ]

    def __str__(self):
        return self.title


class AgreementParty(models.Model):
    """One organisation, or every organisation of a kind, with what it may do: give, receive or both."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=OrganisationKind, null=True)
    gives = models.BooleanField(default=True)
    receives = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(kind__isnull=True), name="organisation_or_kind"
            ),
            models.UniqueConstraint(
                fields=["agreement", "organisation", "kind"],
                nulls_distinct=False,
                name="party_once_per_agreement",
            ),
        ]

    @property
    def name(self) -> str:
        return str(self.organisation) if self.organisation_id else self.get_kind_display()
