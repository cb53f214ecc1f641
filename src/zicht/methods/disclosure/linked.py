"""All cells of several tables as one vector, and what an attacker knows of each after reading them
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from .publications import AT_LEAST_ONE, Publication
from .tables import TOTAL, Cell, Shape, TableError


@dataclass
class Linked:
    """Cells of linked tables; ``sums @ x = 0`` holds for every vector of cell values. sums: (sums, cells)."""

    at: dict[Cell, int]
    places: list[np.ndarray]
    sums: csr_matrix

    @classmethod
    def of(cls, shapes: Iterable[Shape]) -> Linked:
        """Link tables through the cells they share; ``places[i]`` gives the positions of
        ``shapes[i].cells()``.

        A total over fewer categories than another table has becomes a cell of its own, so that a table
        over 2014–2021 is never mistaken for one over 2014–2022."""
        shapes = list(shapes)
        leaves = _all_leaves(shapes)
        at: dict[Cell, int] = {}
        places, rows, columns, weights, count = [], [], [], [], 0
        for shape in shapes:
            here = np.array([at.setdefault(cell, len(at)) for cell in _named(shape, leaves)])
            places.append(here)
            for totals, parts in shape.sums():
                row = count + np.arange(len(totals))
                rows += [row, np.repeat(row, parts.shape[1])]
                columns += [here[totals], here[parts].ravel()]
                weights += [np.full(len(totals), -1.0), np.ones(parts.size)]
                count += len(totals)
        entries = np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))
        return cls(at, places, csr_matrix(entries, shape=(count, len(at))))


@dataclass
class Knowledge:
    """Lowest and highest value of each linked cell as read from the publications, before any reasoning."""

    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, linked: Linked, publications: Sequence[Publication]) -> Knowledge:
        """Publications in the order in which their shapes were linked. Refuses tables that contradict each
        other."""
        low, high = np.zeros(len(linked.at)), np.full(len(linked.at), np.inf)
        for publication, places in zip(publications, linked.places, strict=False):
            for cell, place in zip(publication.shape.cells(), places, strict=True):
                if (limits := publication.known.get(cell)) is None:
                    continue
                signed = limits[0] < 0 and low[place] == 0
                low[place] = limits[0] if signed else max(low[place], limits[0])
                high[place] = min(high[place], limits[1])
                if low[place] > high[place]:
                    raise TableError("contradicts_earlier", publication=publication.name, cell=dict(cell))
        return cls(low, high)


def guarded(linked: Linked, publications: Sequence[Publication]) -> dict[int, tuple[float, float]]:
    """Position → protection interval over all publications; where two guard one cell, both must hold."""
    found: dict[int, tuple[float, float]] = {}
    least = _least(linked, publications)
    for publication, places in zip(publications, linked.places, strict=False):
        if not publication.guarded:
            continue
        for cell, place in zip(publication.shape.cells(), places, strict=True):
            if interval := publication.guarded.get(cell):
                before = found.get(place, interval)
                found[place] = (min(before[0], interval[0]), max(before[1], interval[1]))
    return {
        place: (max(low, min(least[place], high)) if low >= 0 else low, high)
        for place, (low, high) in found.items()
    }


def _least(linked: Linked, publications: Sequence[Publication]) -> np.ndarray:
    """How many of its parts every reader knows not to be zero, per cell: a gap is no zero where zeros are
    shown."""
    least = np.zeros(len(linked.at))
    for publication, places in zip(publications, linked.places, strict=False):
        for cell, place in zip(publication.shape.cells(), places, strict=True):
            least[place] = max(least[place], publication.known.get(cell) == AT_LEAST_ONE)
    parts = linked.sums.maximum(0)
    totals = linked.sums.minimum(0)
    before = np.zeros(0)
    while not np.array_equal(before, least):
        before, under = least.copy(), parts @ least
        rows, columns = totals.nonzero()
        np.maximum.at(least, columns, under[rows])
    return least


def _all_leaves(shapes: Sequence[Shape]) -> dict[str, set[str]]:
    leaves: dict[str, set[str]] = {}
    for axis in (axis for shape in shapes for axis in shape.axes):
        leaves.setdefault(axis.name, set()).update(axis.leaves)
    return leaves


def _named(shape: Shape, leaves: dict[str, set[str]]) -> Iterable[Cell]:
    partial = [a for a in shape.axes if set(a.leaves) != leaves[a.name]]
    if not partial:
        return shape.cells()
    own = {a.name: f"{TOTAL} of {', '.join(a.leaves)}" for a in partial}
    return (
        tuple(sorted((*cell, *((name, label) for name, label in own.items() if name not in dict(cell)))))
        for cell in shape.cells()
    )
