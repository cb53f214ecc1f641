"""Versions of reporting routes. No case data; a published version never changes (a trigger refuses it)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.chain.routes import workflow
from zicht.chain.routes.vocabulary import LEVELS, Level
from zicht.foundation.organisations.models import Municipality, Region

NATION_AREA = "NL"


class RouteVersion(models.Model):
    """One version of the route of the nation, a region or a municipality.

    `revised_by` wrote the present text.
    `above` names the versions of the higher levels it was read on, so that it can be read again in the
    same way.
    """

    level = models.CharField(max_length=12, choices=list(LEVELS.items()))
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in workflow.LABELS.items()],
        default=workflow.State.DRAFT.value,
    )
    document = models.JSONField()
    above = ArrayField(models.BigIntegerField(), default=list, blank=True)
    author_id = models.UUIDField()
    revised_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    checked_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    valid_from = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["level", "region__name", "municipality__name", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="nation", region__isnull=True, municipality__isnull=True)
                | Q(level="region", region__isnull=False, municipality__isnull=True)
                | Q(level="municipality", region__isnull=True, municipality__isnull=False),
                name="route_level_fits_area",
            ),
            models.UniqueConstraint(
                fields=["level", "region", "municipality", "number"],
                nulls_distinct=False,
                name="one_route_version_per_number",
            ),
            models.UniqueConstraint(
                fields=["level", "region", "municipality"],
                condition=Q(state="published"),
                nulls_distinct=False,
                name="one_published_route_per_area",
            ),
        ]

    def __str__(self):
        return f"{self.area_name}, versie {self.number}"

    @property
    def area(self) -> str:
        """The area as it stands in evaluations: NL, safety_region:VR09 or GM0344."""
        if self.region_id:
            return f"{self.region.kind}:{self.region.code}"
        return self.municipality_id or NATION_AREA

    @property
    def area_name(self) -> str:
        if self.level == Level.REGION:
            return f"de regio {self.region.name}"
        return f"de gemeente {self.municipality.name}" if self.level == Level.MUNICIPALITY else "Nederland"

    @property
    def title(self) -> str:
        document = self.document
        return str(document.get("title") or "Zonder titel") if isinstance(document, dict) else "Zonder titel"

    @property
    def editable(self) -> bool:
        return self.state in (workflow.State.DRAFT, workflow.State.CHECKED)
