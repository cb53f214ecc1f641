"""Places from a dated edition into the database: what is new is added, what ended gets an end date and a
successor.

A municipal merger is such an edition with its changes applied; nothing in the code knows a municipality by
name.
"""

from datetime import date

from zicht.foundation.organisations.models import Membership, Municipality, PlaceName, Postcode, Region
from zicht.foundation.organisations.vocabulary import RegionKind
from zicht.reference.places import Edition

NATION = "NL"


def load_edition(edition: Edition, successors: dict[str, str] | None = None) -> None:
    """Make the database hold `edition`, idempotent. `successors`: code of an ended municipality → code of its
    heir.

    Refuses (KeyError) a successor that is not in the edition."""
    _municipalities(edition)
    _end_missing(edition, successors or {})
    regions = _regions(edition)
    _memberships(edition, regions)
    _names(edition)


def _municipalities(edition: Edition) -> None:
    Municipality.objects.bulk_create(
        [
            Municipality(
                code=place.code,
                name=place.name,
                short_name=place.short_name,
                inhabitants=place.inhabitants,
                longitude=place.longitude,
                latitude=place.latitude,
                valid_from=edition.on,
            )
            for place in edition.municipalities
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "short_name", "inhabitants", "longitude", "latitude"],
    )


def _end_missing(edition: Edition, successors: dict[str, str]) -> None:
    present = {place.code for place in edition.municipalities}
    for gone in Municipality.objects.filter(valid_until__isnull=True).exclude(code__in=present):
        gone.valid_until = edition.on
        gone.successor_id = successors.get(gone.code)
        gone.save(update_fields=["valid_until", "successor"])


def _regions(edition: Edition) -> dict[tuple[str, str], Region]:
    rows = [Region(kind=region.kind, code=region.code, name=region.name) for region in edition.regions]
    rows.append(Region(kind=RegionKind.NATION, code=NATION, name="Nederland"))
    Region.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "code"], update_fields=["name"]
    )
    return {(region.kind, region.code): region for region in Region.objects.all()}


def _memberships(edition: Edition, regions) -> None:
    wanted = {(m.municipality, regions[m.kind, m.region].pk) for m in edition.memberships}
    known = {}
    for membership in Membership.objects.filter(valid_until__isnull=True):
        known[membership.municipality_id, membership.region_id] = membership
    for pair in known.keys() - wanted:
        _end_membership(known[pair], edition.on)
    Membership.objects.bulk_create(
        Membership(municipality_id=code, region_id=region, valid_from=edition.on)
        for code, region in sorted(wanted - known.keys())
    )


def _end_membership(membership: Membership, on: date) -> None:
    membership.valid_until = on
    membership.save(update_fields=["valid_until"])


def _names(edition: Edition) -> None:
    Postcode.objects.bulk_create(
        [
            Postcode(pc4=row.pc4, place=row.place, municipality_id=row.municipality)
            for row in edition.postcodes
            if row.municipality
        ],
        update_conflicts=True,
        unique_fields=["pc4"],
        update_fields=["place", "municipality"],
    )
    PlaceName.objects.all().delete()
    PlaceName.objects.bulk_create(
        PlaceName(name=alias.name, municipality_id=alias.municipality)
        for alias in edition.aliases
        if alias.municipality
    )
