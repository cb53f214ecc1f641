"""Looking up areas and versions of routes. Routes hold no case data: every colleague may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Avg, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from zicht.chain.routes.models import NATION_AREA, RouteVersion
from zicht.chain.routes.outcome import Version
from zicht.chain.routes.vocabulary import Level
from zicht.foundation.access import SYSTEM, Actor, Permission
from zicht.foundation.accounts.models import Account
from zicht.foundation.organisations.models import (
    Absence,
    FunctionAssignment,
    Municipality,
    Organisation,
    Region,
)
from zicht.foundation.organisations.vocabulary import OrganisationKind

# Organisations without a working area that keep the national route.
NATIONAL_KEEPERS = (OrganisationKind.FALLBACK_DESK, OrganisationKind.COMENSHA)


@dataclass(frozen=True)
class Area:
    """The nation, one region or one municipality."""

    region: Region | None = None
    municipality: Municipality | None = None

    @classmethod
    def of(cls, version: RouteVersion) -> "Area":
        return cls(version.region, version.municipality)

    @classmethod
    def named(cls, name: str) -> "Area":
        """The area as evaluations name it: NL, safety_region:VR09 or GM0344. Raises `Http404`."""
        if name == NATION_AREA:
            return cls()
        kind, _, code = name.rpartition(":")
        return (
            cls(region=get_object_or_404(Region, kind=kind, code=code))
            if kind
            else cls(municipality=municipality(code))
        )

    @cached_property
    def level(self) -> Level:
        if self.municipality:
            return Level.MUNICIPALITY
        return Level.REGION if self.region else Level.NATION

    @property
    def fields(self) -> dict[str, Any]:
        return {"level": self.level.value, "region": self.region, "municipality": self.municipality}

    @property
    def code(self) -> str:
        if self.municipality:
            return self.municipality.code
        return f"{self.region.kind}:{self.region.code}" if self.region else NATION_AREA

    def __str__(self) -> str:
        return str(self.municipality or self.region or "Nederland")


def municipality(code: str) -> Municipality:
    """A municipality that exists today. Raises `Http404`."""
    return get_object_or_404(_today(Municipality.objects.all()), code=code)


def municipalities_in(area: Area) -> dict[str, str]:
    """Codes and names of the municipalities of an area today, by name."""
    if area.municipality:
        return {area.municipality.code: area.municipality.name}
    rows = _within(area.region) if area.region else _today(Municipality.objects.all())
    return dict(rows.values_list("code", "name"))


def _within(region: Region) -> QuerySet[Municipality]:
    return _today(Municipality.objects.filter(pk__in=_today(region.memberships.all()).values("municipality")))


def versions_of(area: Area) -> QuerySet[RouteVersion]:
    """Every version of an area, the newest first."""
    rows = RouteVersion.objects.select_related("region", "municipality")
    return rows.filter(**area.fields).order_by("-number")


def published() -> QuerySet[RouteVersion]:
    """The versions that count now: the nation, then by name."""
    rows = RouteVersion.objects.select_related("region", "municipality").filter(state="published")
    return rows.order_by(Coalesce("region__name", "municipality__name", Value("")))


def in_the_making() -> QuerySet[RouteVersion]:
    """Drafts and checked versions, the newest first."""
    rows = RouteVersion.objects.select_related("region", "municipality")
    return rows.filter(state__in=["draft", "checked"]).order_by("-drafted_at")


def published_above(area: Area) -> list[RouteVersion]:
    """The published versions of the levels above an area: nation, then regions."""
    levels = Q(level=Level.NATION)
    if area.municipality:
        levels |= Q(region__in=_today(area.municipality.memberships.all()).values("region"))
    elif not area.region:
        return []
    rows = RouteVersion.objects.select_related("region", "municipality").filter(levels, state="published")
    return sorted(rows, key=lambda row: (row.level != Level.NATION, row.area))


def by_version(versions: Iterable[Version]) -> dict[Version, RouteVersion]:
    """The stored versions behind the versions that an evaluation names. Raises `Http404` for an unknown
    area."""
    return {
        (level, area, number): get_object_or_404(versions_of(Area.named(area)), number=number)
        for level, area, number in versions
    }


def editable_areas(actor: Actor) -> list[Area]:
    """The areas whose route is the actor's to edit: that of the own organisation, and what lies within it."""
    if not actor.may(Permission.ROUTE_EDIT):
        return []
    organisation = Organisation.objects.select_related("municipality", "region").get(pk=actor.organisation_id)
    if organisation.municipality:
        return [Area(municipality=organisation.municipality)]
    if organisation.region:
        return [
            Area(region=organisation.region),
            *(Area(municipality=place) for place in _within(organisation.region)),
        ]
    return [Area()] if organisation.kind in NATIONAL_KEEPERS else []


def may_edit(area: Area, actor: Actor) -> bool:
    """Whether the route of an area is the actor's to edit; the system itself may install any."""
    return actor == SYSTEM or area in editable_areas(actor)


def place_of(actor: Actor) -> str | None:
    """The municipality whose route an actor most likely wants to see first."""
    organisation = Organisation.objects.filter(pk=actor.organisation_id).select_related("region").first()
    if organisation and organisation.region:
        return next(iter(municipalities_in(Area(region=organisation.region))), None)
    return organisation.municipality_id if organisation else None


def region(code: str) -> Region:
    """A region as named in addresses, such as safety_region:VR09. Raises `Http404`."""
    kind, _, code = code.partition(":")
    return get_object_or_404(Region, kind=kind, code=code)


def region_of(actor: Actor) -> Region | None:
    """The region an actor works in: that of the organisation, or of the chain director of its
    municipality."""
    organisation = Organisation.objects.filter(pk=actor.organisation_id).select_related("region").first()
    if organisation and organisation.municipality_id:
        return regions_with_directors().filter(memberships__municipality=organisation.municipality_id).first()
    return organisation.region if organisation else None


def regions_with_directors() -> QuerySet[Region]:
    """The working regions: those with an organisation of the kind that has a chain director."""
    return Region.objects.filter(organisation__kind=OrganisationKind.ZVH).distinct().order_by("name")


def neighbours(of: Region, count: int = 4) -> list[Region]:
    """The nearest regions of the same kind, by the middle of their municipalities."""
    middles = {
        row.pk: (row, row.longitude or 0.0, row.latitude or 0.0)
        for row in Region.objects.filter(kind=of.kind).annotate(
            longitude=Avg("municipalities__longitude"), latitude=Avg("municipalities__latitude")
        )
    }
    _, here_x, here_y = middles.pop(of.pk)
    # A degree of longitude is about 0.61 of a degree of latitude here.
    near = sorted(middles.values(), key=lambda row: ((row[1] - here_x) * 0.61) ** 2 + (row[2] - here_y) ** 2)
    return [row for row, _, _ in near[:count]]


@dataclass(slots=True)
class Desk:
    """How a function of an organisation is reached: who is at work, and the phone number."""

    phone: str
    names: list[str]


def people_behind(posts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Desk]:
    """The people at work today and the phone number for each (organisation id, function)."""
    wanted, day = set(posts), timezone.localdate()
    phones = Organisation.objects.filter(pk__in={pk for pk, _ in wanted}).values_list("pk", "phone")
    numbers = {str(pk): phone for pk, phone in phones}
    found = {(pk, function): Desk(numbers.get(pk, ""), []) for pk, function in wanted}
    away = Absence.objects.filter(starts_on__lte=day, ends_on__gte=day).values("account")
    rows = FunctionAssignment.objects.filter(organisation__in=numbers, starts_on__lte=day).exclude(
        ends_on__lt=day
    )
    names = rows.exclude(account__in=away).order_by("deputy", "id")
    for pk, function, name in names.values_list("organisation_id", "function", "account__name"):
        if (str(pk), function) in found:
            found[str(pk), function].names.append(name)
    return found


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of accounts by id."""
    return dict(Account.objects.filter(pk__in=[pk for pk in people if pk]).values_list("pk", "name"))


def _today(rows: QuerySet) -> QuerySet:
    day = timezone.localdate()
    return rows.filter(valid_from__lte=day).exclude(valid_until__lte=day)
