"""Outlines for maps: simplified GeoJSON (WGS84) of municipalities, safety regions and police units.

Each feature has the code of the place as `id` and in `properties.code`, beside `properties.name`.
"""

from dataclasses import dataclass
from functools import lru_cache

from zicht.reference.rows import ROOT, read_json

OUTLINES = {
    "municipality": "municipalities",
    "safety_region": "safety_regions",
    "police_unit": "police_units",
}


@lru_cache(maxsize=3)
def outlines(kind: str) -> dict:
    """The FeatureCollection of `municipality`, `safety_region` or `police_unit`; KeyError for another kind.

    The dictionary is shared between callers: copy it before changing it."""
    return read_json(ROOT / "maps" / f"{OUTLINES[kind]}.geojson")


WEST, NORTH = 3.3, 53.6
DEGREE = 200.0
"""Drawing units per degree of latitude."""
NARROWER = 0.613
"""A degree of longitude against one of latitude at 52.2° north (its cosine)."""
SIZE = (490, 580)
"""Width and height of the drawing that `drawn` fills."""


@dataclass(frozen=True)
class Area:
    """One place as drawn: `path` is the `d` of an SVG path, `box` its left, top, right and bottom."""

    code: str
    name: str
    path: str
    box: tuple[float, float, float, float]


@lru_cache(maxsize=3)
def drawn(kind: str) -> tuple[Area, ...]:
    """The places of a kind as SVG paths in a drawing of `SIZE`, flat (plate carrée at 52.2° north), by
    name."""
    found = [
        Area(f["properties"]["code"], f["properties"]["name"], _path(rings), _box(rings))
        for f in outlines(kind)["features"]
        for rings in [_rings(f["geometry"])]
    ]
    return tuple(sorted(found, key=lambda area: area.name))


def _rings(geometry: dict) -> list[list[tuple[float, float]]]:
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[_point(*position) for position in ring] for shape in shapes for ring in shape]


def _point(longitude: float, latitude: float) -> tuple[float, float]:
    return round((longitude - WEST) * DEGREE * NARROWER, 1), round((NORTH - latitude) * DEGREE, 1)


def _path(rings: list[list[tuple[float, float]]]) -> str:
    return "".join(f"M{'L'.join(f'{x:g} {y:g}' for x, y in ring)}Z" for ring in rings)


def _box(rings: list[list[tuple[float, float]]]) -> tuple[float, float, float, float]:
    across, down = zip(*(point for ring in rings for point in ring), strict=True)
    return min(across), min(down), max(across), max(down)
