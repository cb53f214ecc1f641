"""The country as routes see it now: published routes and who is behind each function, held in memory.

A token in the database changes with every change of routes, organisations, functions or absence; as long
as it is the same, nothing is read again. One small query tells.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connections
from django.utils import timezone

from zicht.chain.routes.document import parse
from zicht.chain.routes.models import RouteVersion
from zicht.chain.routes.outcome import Recipient
from zicht.chain.routes.route import ReportingRoute
from zicht.chain.routes.staffing import Post, recipients, staffed_posts
from zicht.foundation.organisations.models import Membership


@dataclass(slots=True)
class Country:
    """What was true under one token, on one day. Treat it as read only."""

    token: str
    day: date
    posts: tuple[Post, ...]
    regions_of: Mapping[str, tuple[int, ...]]
    published: Mapping[tuple[str, int | str | None], ReportingRoute]
    _recipients: dict[str | None, dict[str, Recipient]] = field(default_factory=dict)

    def routes(self, municipality: str | None) -> tuple[ReportingRoute, ...]:
        """The published routes that count for a place: nation, its regions, the municipality."""
        keys = [
            ("nation", None),
            *(("region", region) for region in self.regions_of.get(municipality, ())),
            ("municipality", municipality),
        ]
        return tuple(self.published[key] for key in keys if key in self.published)

    def routes_of_region(self, region: int) -> tuple[ReportingRoute, ...]:
        """The published routes of the nation and one region."""
        keys = (("nation", None), ("region", region))
        return tuple(self.published[key] for key in keys if key in self.published)

    def recipients(self, municipality: str | None) -> dict[str, Recipient]:
        """Who fills each function for a place; for an unknown place, only the national parties."""
        found = self._recipients.get(municipality)
        if found is None:
            found = recipients(self.posts, municipality, self.regions_of.get(municipality, ()))
            self._recipients[municipality] = found
        return found


_latest: Country | None = None


def country(using: str = "default") -> Country:
    """The country now, from memory when nothing changed since."""
    global _latest
    known, token, day = _latest, _token(using), timezone.localdate()
    if known is None or (known.token, known.day) != (token, day):
        known = _latest = _read(token, day, using)
    return known


def remembered(using: str = "default") -> Country:
    """The country as last seen today, without asking; for callers that have its token checked when they
    store."""
    return _latest if _latest and _latest.day == timezone.localdate() else country(using)


def _token(using: str) -> str:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT token::text FROM routes_freshness")
        return cursor.fetchone()[0]


def _read(token: str, day: date, using: str) -> Country:
    published = (
        RouteVersion.objects.using(using).filter(state="published").select_related("region", "municipality")
    )
    compiled = compile_versions(published, using)
    return Country(
        token,
        day,
        staffed_posts(day, using),
        _regions_of(day, using),
        {(v.level, v.region_id or v.municipality_id): compiled[v.pk] for v in published},
    )


def compile_versions(versions: Iterable[RouteVersion], using: str = "default") -> dict[int, ReportingRoute]:
    """The readable routes of these versions by primary key, each on the higher versions it was written on."""
    rows = {version.pk: version for version in versions}
    missing = {pk for version in rows.values() for pk in version.above} - rows.keys()
    while missing:
        above = (
            RouteVersion.objects.using(using).filter(pk__in=missing).select_related("region", "municipality")
        )
        rows |= {version.pk: version for version in above}
        missing = {pk for version in above for pk in version.above} - rows.keys()
    compiled: dict[int, ReportingRoute] = {}
    for version in sorted(
        rows.values(), key=lambda version: ("nation", "region", "municipality").index(version.level)
    ):
        compiled[version.pk] = read_version(version, [compiled[pk] for pk in version.above])
    return compiled


def read_version(version: RouteVersion, higher: Iterable[ReportingRoute]) -> ReportingRoute:
    """One version as a route on top of `higher`; raises `RouteRefused`."""
    return parse(
        version.document,
        level=version.level,
        area=version.area,
        area_name=version.area_name,
        number=version.number,
        higher=tuple(higher),
    )


def _regions_of(day: date, using: str) -> dict[str, tuple[int, ...]]:
    running = (
        Membership.objects.using(using)
        .filter(valid_from__lte=day)
        .exclude(valid_until__lte=day)
        .order_by("region__kind", "region__code")
        .values_list("municipality_id", "region_id")
    )
    found: dict[str, list[int]] = {}
    for municipality, region in running:
        found.setdefault(municipality, []).append(region)
    return {municipality: tuple(regions) for municipality, regions in found.items()}
