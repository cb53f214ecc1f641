"""A map in classes of one colour, light to dark, with a pattern where a number is withheld: readable without colours too."""

from collections.abc import Mapping
from dataclasses import dataclass

from zicht.foundation.ui import charts
from zicht.reference.maps import SIZE, drawn

CLASSES = ((1, 9), (10, 19), (20, 49), (50, 99), (100, None))
WITHHELD, NONE = "withheld", "0"


@dataclass(frozen=True)
class Drawn:
    """One area: `shade` names its class, `text` says what it stands for."""

    path: str
    shade: str
    text: str


@dataclass(frozen=True)
class AreaMap:
    """`legend`: (shade, text) of the classes that occur; `rows`: name and number of every area, for the table."""

    width: int
    height: int
    areas: tuple[Drawn, ...]
    legend: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]


def area_map(kind: str, numbers: Mapping[str, int | None]) -> AreaMap:
    """Draw the areas of a kind with a number by code: None is withheld, an absent code counts nothing."""
    places = [(area, numbers.get(area.code, 0)) for area in drawn(kind)]
    areas = tuple(Drawn(area.path, _shade(number), f"{area.name}: {charts.cell(number)}") for area, number in places)
    used = {area.shade for area in areas}
    legend = tuple((shade, text) for shade, text in _classes() if shade in used)
    return AreaMap(*SIZE, areas, legend, tuple((area.name, charts.cell(number)) for area, number in places))


def _classes() -> list[tuple[str, str]]:
    found = [(NONE, "geen")]
    found += [(str(place), f"{low}–{high}" if high else f"{low} of meer") for place, (low, high) in enumerate(CLASSES, 1)]
    return [*found, (WITHHELD, "niet getoond")]


def _shade(number: int | None) -> str:
    if number is None:
        return WITHHELD
    return next((str(place) for place, (low, _) in reversed(list(enumerate(CLASSES, 1))) if number >= low), NONE)
