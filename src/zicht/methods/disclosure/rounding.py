"""Controlled rounding: every figure becomes a multiple of a base and all sums still hold.

Each cell goes to one of its two neighbouring multiples, up with a chance equal to its distance from the
lower one (so that rounding is fair on average), as nearly as additivity allows. In three or more
dimensions a table that keeps every margin within one base need not exist; then as few margins as possible
go further, and the result says so. Source: Cox (1987), Journal of the American Statistical Association
82:520–524; solved by HiGHS in SciPy.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from .witness import Batch, Room, Tables

MARGIN_PRICE = 1e5
"""Against about 1,000 for a cell that goes the other way than drawn: additivity within one base comes
first."""


def round_to_base(
    sums: csr_matrix, values: np.ndarray, leaf: np.ndarray, base: int, random: np.random.Generator
) -> np.ndarray:
    """Rounded values (cells,): multiples of ``base`` with ``sums @ rounded = 0``. ``leaf``: (cells,) mask.

    Leaves stay strictly within one base of their value; so do margins wherever an additive table allows it.
    """
    low, high = np.floor(values / base), np.ceil(values / base)
    up = random.random(len(values)) < values / base - low
    drawn = np.flatnonzero(leaf & (low < high))
    sign = np.where(up[drawn], 1.0, -1.0)
    batch = Batch(drawn, sign, np.where(up[drawn], high[drawn], low[drawn]))
    least, most = np.where(leaf, low, 0), np.where(leaf, high, np.inf)
    room = Room(low, high, least, most, np.full(len(values), MARGIN_PRICE))
    found: np.ndarray = base * np.rint(Tables(sums, room, whole=True).nearest(batch, random))
    return found
