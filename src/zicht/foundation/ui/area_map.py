"""A map in classes of one colour, light to dark, with a pattern where a number is withheld: readable
without colours too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zicht.foundation.ui import charts
from zicht.reference.maps import SIZE, drawn

CLASSES = ((1, 9), (10, 19), (20, 49), (50, 99), (100, None))
MARGIN = 2.0
WITHHELD, NONE = "withheld", "0"


@dataclass(frozen=True)
class Drawn:
    """One area: `shade` names its class, `text` says what it stands for."""

    path: str
    shade: str
    text: str


@dataclass(frozen=True)
class AreaMap:
    """`view`: the part of the drawing that is shown; `legend`: (shade, text) of the classes that occur;
    `rows`: name and number of every area, for the table.
    """

    view: str
    areas: tuple[Drawn, ...]
    legend: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]


def area_map(kind: str, numbers: Mapping[str, int | None], *, zoomed: bool = False) -> AreaMap:
    """Draw the areas of a kind with a number by code: None is withheld, an absent code counts nothing.

    `zoomed`: only the areas that have a number, filling the drawing."""
    wanted = [area for area in drawn(kind) if area.code in numbers or not zoomed]
    places = [(area, numbers.get(area.code, 0)) for area in wanted]
    areas = tuple(
        Drawn(area.path, _shade(number), f"{area.name}: {charts.cell(number)}") for area, number in places
    )
    used = {area.shade for area in areas}
    legend = tuple((shade, text) for shade, text in _classes() if shade in used)
    view = _around([area.box for area in wanted]) if zoomed and wanted else f"0 0 {SIZE[0]} {SIZE[1]}"
    return AreaMap(view, areas, legend, tuple((area.name, charts.cell(number)) for area, number in places))


def _around(boxes: list[tuple[float, float, float, float]]) -> str:
    left, top = min(box[0] for box in boxes) - MARGIN, min(box[1] for box in boxes) - MARGIN
    right, bottom = max(box[2] for box in boxes) + MARGIN, max(box[3] for box in boxes) + MARGIN
    return f"{left:g} {top:g} {right - left:g} {bottom - top:g}"


def _classes() -> list[tuple[str, str]]:
    found = [(NONE, _("geen"))]
    found += [
        (str(place), f"{low}–{high}" if high else _("%(low)s of meer") % {"low": low})
        for place, (low, high) in enumerate(CLASSES, 1)
    ]
    return [*found, (WITHHELD, str(charts.WITHHELD))]


def _shade(number: int | None) -> str:
    if number is None:
        return WITHHELD
    return next(
        (str(place) for place, (low, _) in reversed(list(enumerate(CLASSES, 1))) if number >= low), NONE
    )
