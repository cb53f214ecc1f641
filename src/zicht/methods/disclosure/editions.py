"""Two editions of one table: late registrations must not show as the difference between last year's figure
and this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .publications import Publication
from .tables import Axis, Parents, Shape, leaf_counts, shape_of

EDITION = "edition"


def between_editions(
    old: Mapping[tuple[str, ...], float],
    new: Mapping[tuple[str, ...], float],
    dimensions: Sequence[str],
    editions: tuple[str, str],
    threshold: int = 10,
    hierarchies: Mapping[str, Parents | Sequence[Parents]] | None = None,
) -> Publication:
    """The changes from ``old`` to ``new`` as an unpublished table that guards every change of 1 … threshold −
    1.

    Give it to ``protect`` among ``earlier``, next to the old edition; both tables carry
    ``scope={"edition": …}``."""
    both = shape_of({**old, **new}, dimensions, hierarchies)
    change = f"{editions[0]} to {editions[1]}"
    axis = Axis.of(EDITION, [editions[0], change], [{editions[0]: editions[1], change: editions[1]}])
    change_shape = Shape(both.axes, ((EDITION, change),))
    before, after = leaf_counts(both, old), leaf_counts(both, new)
    changes = both.values(after - before).ravel().tolist()
    appeared = both.values(((before == 0) & (after > 0)).astype(float)).ravel().tolist()
    gone = both.values(((before > 0) & (after == 0)).astype(float)).ravel().tolist()
    guarded = {
        c: _interval(d, threshold, came, went)
        for c, d, came, went in zip(change_shape.cells(), changes, appeared, gone, strict=True)
        if 0 < abs(d) < threshold
    }
    lowest = -np.inf if min(changes) < 0 else 0.0
    known = dict.fromkeys(change_shape.cells(), (lowest, np.inf)) if lowest else {}
    return Publication(f"changes {change}", Shape((*both.axes, axis)), known, guarded)


def _interval(change: float, threshold: int, came: float, went: float) -> tuple[float, float]:
    """Zeros are shown, so a category that came or went tells of at least one."""
    if change > 0:
        return min(change, came), float(threshold)
    return -float(threshold), max(change, -went)
