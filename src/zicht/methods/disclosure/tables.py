"""Cells of a frequency table with all its margins, and the sums that tie them together.

A cell is named by the categories it fixes, whatever table it appears in: ``(("form", "sexual"), ("year",
"2022"))``. A dimension that is summed out is absent, so the margin of one table and the cell of another
are the same cell. That is what makes tables linked, and what an attacker uses to subtract one from the
other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np

from zicht.methods.codes import Refused

TOTAL = "total"

Cell = tuple[tuple[str, str], ...]
Parents = Mapping[str, str]


class TableError(Refused):
    """The table or its hierarchy cannot be read as counts that add up."""


@dataclass(frozen=True)
class Axis:
    """One dimension: its leaves, every node above them, and which nodes add up to which."""

    name: str
    leaves: tuple[str, ...]
    hierarchies: tuple[tuple[tuple[str, str], ...], ...] = ()

    @classmethod
    def of(cls, name: str, leaves: Sequence[str], hierarchies: Sequence[Parents] = ()) -> Axis:
        """Axis over ``leaves``; each hierarchy maps child to parent, a node without parent falls under the
        total.

        Leaves that only the hierarchy knows are added with count zero. Refuses cycles and leaves that are
        also parents."""
        children = {child for parents in hierarchies for child in parents}
        inner = {parent for parents in hierarchies for parent in parents.values()}
        if wrong := sorted(inner & set(leaves)):
            raise TableError("leaf_is_group", dimension=name, category=wrong[0])
        if TOTAL in leaves or TOTAL in children:
            raise TableError("name_of_margin", dimension=name, total=TOTAL)
        every_leaf = tuple(sorted(set(leaves) | (children - inner)))
        kept = tuple(tuple(sorted((c, p) for c, p in h.items() if p != TOTAL)) for h in hierarchies)
        axis = cls(name, every_leaf, kept)
        _ = axis.members
        return axis

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        inner = {parent for pairs in self.hierarchies for _, parent in pairs}
        return (*self.leaves, *sorted(inner), TOTAL)

    @cached_property
    def sums(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """(parent, children) as node positions; one group of sums per hierarchy, duplicates left out."""
        at = {node: i for i, node in enumerate(self.nodes)}
        found: dict[tuple[int, tuple[int, ...]], None] = {}
        for pairs in self.hierarchies or ((),):
            parents = dict(pairs)
            under: dict[str, list[str]] = {}
            for node in (*self.leaves, *sorted(set(parents.values()))):
                under.setdefault(parents.get(node, TOTAL), []).append(node)
            for parent, nodes in under.items():
                found[at[parent], tuple(at[n] for n in nodes)] = None
        return tuple(found)

    @cached_property
    def members(self) -> np.ndarray:
        """0/1 matrix nodes × leaves: which leaves each node counts."""
        members = np.zeros((len(self.nodes), len(self.leaves)))
        members[: len(self.leaves)] = np.eye(len(self.leaves))
        pending = [s for s in self.sums if s[0] != len(self.nodes) - 1]
        done = set(range(len(self.leaves)))
        while pending:
            ready = [s for s in pending if done.issuperset(s[1])]
            if not ready:
                raise TableError("hierarchy_circle", dimension=self.name)
            for parent, parts in ready:
                members[parent] = members[list(parts)].sum(axis=0)
                done.add(parent)
            pending = [s for s in pending if s not in ready]
        members[-1] = 1
        return members


@dataclass(frozen=True)
class Shape:
    """The dimensions of one table. ``scope`` fixes categories for the whole table (a filter, such as one
    year).
    """

    axes: tuple[Axis, ...]
    scope: Cell = field(default=())

    @property
    def size(self) -> tuple[int, ...]:
        return tuple(len(axis.nodes) for axis in self.axes)

    def cells(self) -> Iterator[Cell]:
        """Every cell with margins, last axis fastest, as in ``values(...).ravel()``."""
        names = [[() if n == TOTAL else ((axis.name, n),) for n in axis.nodes] for axis in self.axes]
        for parts in product(*names):
            yield tuple(sorted(sum(parts, self.scope)))

    def values(self, leaves: np.ndarray) -> np.ndarray:
        """Array over all nodes from an array over the leaves: adds every margin."""
        for position, axis in enumerate(self.axes):
            leaves = np.moveaxis(np.tensordot(axis.members, leaves, axes=(1, position)), 0, position)
        return leaves

    def sums(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """(totals, parts): flat positions, totals of shape (m,), parts of shape (m, children); total = sum
        of parts."""
        ids = np.arange(int(np.prod(self.size))).reshape(self.size)
        for position, axis in enumerate(self.axes):
            ordered = np.moveaxis(ids, position, -1)
            for parent, children in axis.sums:
                if children:
                    yield (
                        ordered[..., parent].ravel(),
                        ordered[..., list(children)].reshape(-1, len(children)),
                    )


def leaf_counts(shape: Shape, table: Mapping[tuple[str, ...], float]) -> np.ndarray:
    """Array over the leaves of ``shape``; combinations that are not in ``table`` count zero."""
    places = [{leaf: i for i, leaf in enumerate(axis.leaves)} for axis in shape.axes]
    counts = np.zeros(tuple(len(axis.leaves) for axis in shape.axes))
    for key, value in table.items():
        if len(key) != len(shape.axes):
            raise TableError("number_of_categories", row=key, expected=len(shape.axes))
        if not np.isfinite(value) or value < 0:
            raise TableError("not_a_count", row=key, found=value)
        counts[tuple(place[c] for place, c in zip(places, key, strict=True))] += value
    return counts


def shape_of(
    table: Mapping[tuple[str, ...], float],
    dimensions: Sequence[str],
    hierarchies: Mapping[str, Parents | Sequence[Parents]] | None = None,
    scope: Mapping[str, str] | None = None,
) -> Shape:
    """Shape with the categories met in ``table``; a dimension may have several hierarchies (police unit
    and safety region)."""
    hierarchies = hierarchies or {}
    if unknown := sorted(set(hierarchies) - set(dimensions)):
        raise TableError("dimension_unknown", dimension=unknown[0])
    if wrong := next((key for key in table if len(key) != len(dimensions)), None):
        raise TableError("number_of_categories", row=wrong, expected=len(dimensions))
    axes = []
    for position, name in enumerate(dimensions):
        given = hierarchies.get(name, ())
        trees = (given,) if isinstance(given, Mapping) else tuple(given)
        axes.append(Axis.of(name, sorted({key[position] for key in table}), [t for t in trees if t]))
    return Shape(tuple(axes), tuple(sorted((scope or {}).items())))
