"""Outlines for maps: simplified GeoJSON (WGS84) of municipalities, safety regions and police units.

Each feature has the code of the place as `id` and in `properties.code`, beside `properties.name`.
"""

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

    The dictionary is shared between callers: copy it before changing it.
    """
    return read_json(ROOT / "maps" / f"{OUTLINES[kind]}.geojson")
