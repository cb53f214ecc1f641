"""Does the estimate exist, and do the data determine it?

After Fienberg and Rinaldo (2012, Annals of Statistics 40:996-1023) for the extended maximum likelihood of
Chan, Silverman and Vincent (2021, JASA 116:1297-1306): drop the cells of interactions with a zero margin;
the rest has a finite maximum unless the likelihood keeps rising in some direction d, that is X d = 0 on
cells with cases, X d <= 0 elsewhere and not all zero. Such directions form a cone, so the linear programme
below has optimum 0 (the estimate exists) or at least 1 (it does not): no tolerance decides between them.
Where a table with the same margins and people in every cell can be shown, there is no such direction
(Stiemke's lemma) and no programme to solve.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .solver import fit
from .space import Space, space

# Far above the rounding of the correction it is compared with, far below a fitted cell of a usual table.
CLEARLY_POSITIVE = 1e-6


@dataclass(frozen=True)
class Verdict:
    exists: bool
    identifiable: bool

    @property
    def sound(self) -> bool:
        return self.exists and self.identifiable


def check(room: Space, counts: np.ndarray, active: np.ndarray) -> Verdict:
    """Exact verdict for one model on counts (C,); depends only on which cells hold cases."""
    return _check(room.k, room.order, np.asarray(counts > 0).tobytes(), np.asarray(active, bool).tobytes())


@lru_cache(maxsize=200_000)
def _check(k: int, order: int, support: bytes, active: bytes) -> Verdict:
    room = space(k, order)
    filled = np.frombuffer(support, bool)
    chosen = np.frombuffer(active, bool)
    margins = filled.astype(float) @ room.design
    kept = ~(room.design[:, chosen & (margins == 0)] > 0).any(1)
    design = room.design[kept][:, chosen & (margins > 0)]
    full_rank = np.linalg.matrix_rank(design) == design.shape[1]
    fitted = fit(room, filled.astype(float), chosen).expected[0, kept]
    exists = _same_margins(design, filled[kept], fitted) or not rises_forever(design, filled[kept])
    return Verdict(exists=exists, identifiable=bool(full_rank))


def _same_margins(design: np.ndarray, filled: np.ndarray, fitted: np.ndarray) -> bool:
    """Whether a fit, once corrected to the exact margins of a table with one case per filled cell, stays
    positive."""
    correction = np.linalg.lstsq(design.T, design.T @ (filled - fitted), rcond=None)[0]
    return bool(fitted.min() > CLEARLY_POSITIVE and np.abs(correction).max() < fitted.min() / 2)


def rises_forever(design: np.ndarray, filled: np.ndarray) -> bool:
    """Whether some direction lowers cells without cases and leaves cells with cases as they are."""
    from scipy.optimize import linprog  # half a second of loading that few tables need

    empty = design[~filled]
    if not len(empty):
        return False
    size, slack = design.shape[1], len(empty)
    result = linprog(
        c=np.r_[np.zeros(size), -np.ones(slack)],
        A_ub=np.hstack([empty, np.eye(slack)]),
        b_ub=np.zeros(slack),
        A_eq=np.hstack([design[filled], np.zeros((filled.sum(), slack))]),
        b_eq=np.zeros(filled.sum()),
        bounds=[(None, None)] * size + [(0, 1)] * slack,
        method="highs",
    )
    found: bool = -result.fun > 0.5
    return found


def identifiable(room: Space, counts: np.ndarray, active: np.ndarray) -> np.ndarray:
    """Rank check for M models. counts (M, C), active (M, P); returns boolean (M,).

    A model whose larger neighbour (every term that has a margin, the same cells dropped) has full rank has
    full rank itself; so one check per set of dropped cells settles nearly all."""
    margins = counts @ room.design
    vanishing = active & (margins == 0)
    known, group = np.unique(
        np.packbits(np.hstack([vanishing, margins > 0]), axis=1), axis=0, return_inverse=True
    )
    answer = np.ones(len(active), dtype=bool)
    for number in range(len(known)):
        rows = np.flatnonzero(group.ravel() == number)
        first = rows[0]
        if not _full_rank(room.k, room.order, vanishing[first].tobytes(), (margins[first] > 0).tobytes()):
            for row in rows:
                finite = active[row] & (margins[row] > 0)
                answer[row] = _full_rank(room.k, room.order, vanishing[row].tobytes(), finite.tobytes())
    return answer


@lru_cache(maxsize=200_000)
def _full_rank(k: int, order: int, vanishing: bytes, terms: bytes) -> bool:
    room = space(k, order)
    kept = ~(room.design[:, np.frombuffer(vanishing, bool)] > 0).any(1)
    design = room.design[kept][:, np.frombuffer(terms, bool)]
    return bool(np.linalg.matrix_rank(design.T @ design, hermitian=True) == design.shape[1])
