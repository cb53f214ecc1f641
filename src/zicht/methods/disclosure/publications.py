"""What has been published, as knowledge an attacker holds: sums that hold, and cells known exactly or within
a range.

The register of publications is a list of these. They carry the protection interval of every cell that was
hidden, never its value, so that a later table can be checked against all earlier ones together. A
publication with its protection intervals is internal; ``known`` is what the public sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Any

from .tables import Axis, Cell, Shape

Range = tuple[float, float]
AT_LEAST_ONE: Range = (1.0, inf)
"""What a reader knows of a gap in a table that shows its zeros."""


@dataclass(frozen=True)
class Publication:
    """One table as published.

    ``known``: cell → (lowest, highest) value the reader knows; equal for an exact figure, wider for a
    rounded one; hidden cells are at least one where zeros are shown, and absent otherwise. ``guarded``:
    cell → protection interval that must stay possible for the reader."""

    name: str
    shape: Shape
    known: Mapping[Cell, Range] = field(default_factory=dict)
    guarded: Mapping[Cell, Range] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain lists and dictionaries, fit for storage as JSON; ``from_dict`` reads them back."""
        axes = [
            {"name": a.name, "leaves": list(a.leaves), "hierarchies": [dict(h) for h in a.hierarchies]}
            for a in self.shape.axes
        ]
        return {
            "name": self.name,
            "axes": axes,
            "scope": dict(self.shape.scope),
            "known": [[dict(cell), _end(low), _end(high)] for cell, (low, high) in self.known.items()],
            "guarded": [[dict(cell), low, high] for cell, (low, high) in self.guarded.items()],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Publication:
        """The publication that ``as_dict`` wrote."""
        axes = tuple(Axis.of(a["name"], a["leaves"], a["hierarchies"]) for a in stored["axes"])
        known = {
            cell_of(c): (-inf if low is None else low, inf if high is None else high)
            for c, low, high in stored["known"]
        }
        guarded = {cell_of(c): (low, high) for c, low, high in stored["guarded"]}
        return cls(stored["name"], Shape(axes, cell_of(stored["scope"])), known, guarded)


def _end(limit: float) -> float | None:
    """JSON has no infinity; a missing end has no limit."""
    return limit if isfinite(limit) else None


def cell_of(categories: Mapping[str, str]) -> Cell:
    """The cell that fixes these categories and sums over everything else."""
    return tuple(sorted(categories.items()))
