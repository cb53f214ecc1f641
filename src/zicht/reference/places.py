"""Municipalities, regions, postcodes and other names of one dated edition.

An edition is a folder `places/<date>/`. Each file in its `regions/` folder is one kind of region (the file
name is the kind), so regions that are not open data, such as those of the Zorg- en Veiligheidshuizen, can
be added as `regions/zvh.csv` without a change of code. Changes after the edition date are applied by
`zicht.reference.changes`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from zicht.reference.rows import ROOT, read_csv

PLACES = ROOT / "places"
LATEST = "2023-01-01"


@dataclass(frozen=True)
class Municipality:
    """One municipality; the point lies inside its area (WGS84 degrees)."""

    code: str
    name: str
    short_name: str
    search_terms: tuple[str, ...]
    inhabitants: int
    longitude: float
    latitude: float
    centre_shelter: bool
    centre_womens_shelter: bool


@dataclass(frozen=True, order=True)
class Region:
    """A region of some kind; codes are unique within a kind."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True, order=True)
class Membership:
    """A municipality lies in a region; one region of each kind per municipality."""

    municipality: str
    kind: str
    region: str


@dataclass(frozen=True)
class Postcode:
    """A four-digit postcode; `municipality` is None for the few without inhabitants that lie nowhere."""

    pc4: str
    place: str
    municipality: str | None
    also_in: tuple[str, ...]
    share: float | None
    inhabitants: int | None


@dataclass(frozen=True)
class Alias:
    """Another or former name; `municipality` is None where the former municipality was split."""

    name: str
    municipality: str | None
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """The map of the country on one day."""

    on: date
    municipalities: tuple[Municipality, ...]
    regions: tuple[Region, ...]
    memberships: tuple[Membership, ...]
    postcodes: tuple[Postcode, ...]
    aliases: tuple[Alias, ...]

    @cached_property
    def _by_code(self) -> dict[str, Municipality]:
        return {m.code: m for m in self.municipalities}

    @cached_property
    def _region_codes(self) -> dict[tuple[str, str], str]:
        return {(m.municipality, m.kind): m.region for m in self.memberships}

    @cached_property
    def _regions(self) -> dict[tuple[str, str], Region]:
        return {(r.kind, r.code): r for r in self.regions}

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of regions this edition knows, alphabetically."""
        return tuple(sorted({region.kind for region in self.regions}))

    def municipality(self, code: str) -> Municipality:
        """The municipality with this code; KeyError when it does not exist on this day."""
        return self._by_code[code]

    def region(self, kind: str, code: str) -> Region:
        """The region of this kind with this code; KeyError when unknown."""
        return self._regions[kind, code]

    def region_of(self, municipality: str, kind: str) -> Region:
        """The region of this kind in which the municipality lies; KeyError when there is none."""
        return self._regions[kind, self._region_codes[municipality, kind]]

    def members(self, kind: str, code: str) -> tuple[str, ...]:
        """Codes of the municipalities in a region, in order of code."""
        return tuple(sorted(m.municipality for m in self.memberships if (m.kind, m.region) == (kind, code)))


@lru_cache(maxsize=4)
def read_edition(name: str = LATEST) -> Edition:
    """The shipped edition of that date. FileNotFoundError when it is not in the package."""
    return read_folder(PLACES / name, date.fromisoformat(name))


def read_folder(folder: Traversable | Path, on: date) -> Edition:
    """An edition from a folder of one's own with the same files (for a newer division or own region
    kinds)."""
    regions, memberships = _read_regions(folder / "regions")
    return Edition(
        on=on,
        municipalities=tuple(_municipality(row) for row in read_csv(folder / "municipalities.csv")),
        regions=regions,
        memberships=memberships,
        postcodes=tuple(_postcode(row) for row in read_csv(folder / "postcodes.csv")),
        aliases=tuple(_alias(row) for row in read_csv(folder / "aliases.csv")),
    )


def _read_regions(folder: Traversable | Path) -> tuple[tuple[Region, ...], tuple[Membership, ...]]:
    regions: set[Region] = set()
    memberships: list[Membership] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".csv"):
            continue
        kind = path.name.removesuffix(".csv")
        for row in read_csv(path):
            regions.add(Region(kind, row["code"], row["name"]))
            memberships.append(Membership(row["municipality"], kind, row["code"]))
    return tuple(sorted(regions)), tuple(sorted(memberships))


def _municipality(row: dict[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        search_terms=tuple(row["search_terms"].split("|")) if row["search_terms"] else (),
        inhabitants=int(row["inhabitants"]),
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        centre_shelter=row["centre_shelter"] == "1",
        centre_womens_shelter=row["centre_womens_shelter"] == "1",
    )


def _postcode(row: dict[str, str]) -> Postcode:
    return Postcode(
        pc4=row["pc4"],
        place=row["place"],
        municipality=row["municipality"] or None,
        also_in=tuple(row["also_in"].split("|")) if row["also_in"] else (),
        share=float(row["share"]) if row["share"] else None,
        inhabitants=int(row["inhabitants"]) if row["inhabitants"] else None,
    )


def _alias(row: dict[str, str]) -> Alias:
    return Alias(row["name"], row["municipality"] or None, row["kind"], row["note"])
