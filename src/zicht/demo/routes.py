"""Which reporting routes apply in the demonstration country: the national one and fictional regional and
local ones.

No existing region is described: what the region documents agree is an example of how routes may differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.vocabulary import Level
from zicht.demo.names import DATA
from zicht.demo.organisations import working_region_kind
from zicht.reference.places import read_edition
from zicht.reference.rows import read_json

# area: document; the documents without a slash are the examples that come with the routes
REGIONS = {
    "VR07": "region_short_lines",
    "VR09": "region_short_lines",
    "VR12": "region_airport",
    "VR24": "region_airport",
    "VR17": "routes/region_port.json",
    "VR19": "routes/region_port.json",
    "VR10": "routes/region_seasonal_work.json",
    "VR23": "routes/region_seasonal_work.json",
}
MUNICIPALITIES = {"GM0228": "municipality_ambassadors", "GM0344": "municipality_ambassadors"}


@dataclass(frozen=True)
class DemonstrationRoute:
    """A route document and whose it is, to be published as the first version there."""

    level: str
    area: str
    area_name: str
    document: dict[str, Any]


def demonstration_routes() -> Iterator[DemonstrationRoute]:
    """The national route first, then regions, then municipalities, as they must be published."""
    edition = read_edition()
    yield DemonstrationRoute(Level.NATION, "NL", "Nederland", default_document("nation"))
    for code, document in REGIONS.items():
        name = edition.region(working_region_kind(edition), code).name
        yield DemonstrationRoute(Level.REGION, code, name, _read(document))
    for code, document in MUNICIPALITIES.items():
        yield DemonstrationRoute(
            Level.MUNICIPALITY, code, edition.municipality(code).short_name, _read(document)
        )


def _read(document: str) -> dict[str, Any]:
    return read_json(DATA.joinpath(*document.split("/"))) if "/" in document else default_document(document)
