"""Decomposable graphs on the lists, and averaging the estimate over all of them.

Madigan and York (1997, Biometrika 84:19-31), with the prior choices of the R package dga: hyper-Dirichlet
with weight 2**-k per cell, all graphs but the saturated one equally likely, prior 1/N on the population.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import gammaln

from .errors import NoEstimate
from .table import CaptureTable

MAX_LISTS = 6
GRID = 400
FINE = 200_000
WEIGHTY = 1e-9
BATCH = 4096


@dataclass(frozen=True)
class Posterior:
    """Probabilities (T,) of the totals (T,), and the graph (edges as masks of two lists) with most weight."""

    totals: np.ndarray
    chance: np.ndarray
    best_graph: tuple[int, ...]
    best_weight: float

    def quantile(self, level: float) -> float:
        return float(self.totals[np.searchsorted(np.cumsum(self.chance), level)])


def average(table: CaptureTable) -> Posterior:
    """Posterior of the total over all decomposable graphs, with the number missing from 1 up to 20,000 or
    ten times the observed number, whichever is more. Refuses (NoEstimate) more than 6 lists."""
    density = _Density(table)
    coarse, width = _grid(table, _coarse_points(table))
    weights = density.graph_weights(coarse, width)
    weights = np.exp(weights - weights.max())
    weighty = np.flatnonzero(weights > WEIGHTY * weights.sum())
    missing, width = _grid(table, FINE)
    chance = density.mixture(weighty, missing, width)
    best = int(weights.argmax())
    return Posterior(
        table.observed + missing, chance, density.edges(best), float(weights[best] / weights.sum())
    )


def quick_median(table: CaptureTable) -> float:
    """The posterior median from the coarse grid alone, good to about a percent."""
    density = _Density(table)
    coarse, width = _grid(table, _coarse_points(table))
    chance = density.mixture(np.arange(len(density.signs)), coarse, width)
    return float(table.observed + np.interp(0.5, np.cumsum(chance) - chance / 2, coarse))


def _coarse_points(table: CaptureTable) -> int:
    """More cases make a narrower posterior, which takes a finer grid to see."""
    return int(np.clip(GRID * np.sqrt(table.observed / 20_000), GRID, 15 * GRID))


def _grid(table: CaptureTable, points: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers missing and how many whole numbers each stands for: every one if they fit, else evenly on a
    log scale."""
    most = max(20_000, 10 * table.observed)
    if most <= points:
        return np.arange(1.0, most + 1), np.ones(most)
    numbers = np.unique(np.geomspace(1, most, points).round())
    return numbers, np.gradient(numbers)


class _Density:
    """Log posterior of (graph, number missing): a signed sum over complete sets of lists."""

    def __init__(self, table: CaptureTable):
        k = len(table.lists)
        if k > MAX_LISTS:
            raise NoEstimate("bma_too_many_lists", most=MAX_LISTS, lists=k)
        self.k, self.table = k, table
        self.masks, self.signs = decomposable_graphs(k)
        self.histories = np.arange(1 << k)
        self.fixed = np.array([self._seen_part(subset) for subset in range(1 << k)])

    def _alpha(self, subset: int) -> float:
        """Prior weight of one cell in the margin of the lists in `subset`."""
        return 2.0 ** -int(subset).bit_count()

    def _seen_part(self, subset: int) -> float:
        """Log gamma terms of the margin's cells other than the all-zero one, which does not depend on N."""
        margin = np.bincount(self.histories & subset, weights=self.table.counts, minlength=1 << self.k)
        cells = np.unique(self.histories & subset)[1:]
        alpha = self._alpha(subset)
        return float((gammaln(alpha + margin[cells]) - gammaln(alpha)).sum())

    def _subset_terms(self, missing: np.ndarray) -> np.ndarray:
        """(2**k, T): log marginal factor of every set of lists."""
        rows = []
        for subset in range(1 << self.k):
            zero = self.table.counts[(self.histories & subset) == 0].sum()
            alpha = self._alpha(subset)
            rows.append(self.fixed[subset] + gammaln(alpha + zero + missing) - gammaln(alpha))
        return np.array(rows)

    def _common(self, missing: np.ndarray) -> np.ndarray:
        """Multinomial coefficient and prior 1/N; the Dirichlet totals sit in the empty set's sign."""
        found: np.ndarray = gammaln(self.table.observed + missing) - gammaln(missing + 1)
        return found

    def log_density(self, graphs: np.ndarray, missing: np.ndarray) -> np.ndarray:
        found: np.ndarray = self.signs[graphs] @ self._subset_terms(missing) + self._common(missing)
        return found

    def graph_weights(self, missing: np.ndarray, width: np.ndarray) -> np.ndarray:
        """Log weight of every graph, up to one constant."""
        everyone = np.arange(len(self.signs))
        return np.concatenate(
            [_log_sum(self.log_density(some, missing) + np.log(width)) for some in _batches(everyone)]
        )

    def mixture(self, graphs: np.ndarray, missing: np.ndarray, width: np.ndarray | float = 1.0) -> np.ndarray:
        """Posterior probabilities of the numbers missing, over the given graphs."""
        logs = np.full(len(missing), -np.inf)
        for some in _batches(graphs, max(1, BATCH * GRID // len(missing))):
            logs = np.logaddexp(logs, _log_sum(self.log_density(some, missing).T))
        chance = np.exp(logs - logs.max()) * width
        found: np.ndarray = chance / chance.sum()
        return found

    def edges(self, graph: int) -> tuple[int, ...]:
        return tuple(int(mask) for mask in _pair_masks(self.k)[self.masks[graph]])


def _batches(graphs: np.ndarray, size: int = BATCH) -> Iterator[np.ndarray]:
    return (graphs[start : start + size] for start in range(0, len(graphs), size))


def _log_sum(values: np.ndarray) -> np.ndarray:
    peak = values.max(1)
    found: np.ndarray = peak + np.log(np.exp(values - peak[:, None]).sum(1))
    return found


def _pair_masks(k: int) -> np.ndarray:
    return np.array([1 << i | 1 << j for i in range(k) for j in range(i + 1, k)])


@cache
def decomposable_graphs(k: int) -> tuple[np.ndarray, np.ndarray]:
    """All decomposable graphs on k lists but the saturated one.

    Returns edges (G, pairs) boolean and signs (G, 2**k): +1 for the margins that multiply into the density
    and -1 for those that divide it. Found by taking away, as long as there is one, a list whose remaining
    neighbours are all each other's neighbours; a graph where none is left to take is not decomposable."""
    pairs = _pair_masks(k)
    chosen = (np.arange(1 << len(pairs))[:, None] >> np.arange(len(pairs)) & 1).astype(bool)
    around = np.zeros((len(chosen), k), dtype=np.int64)
    for column, mask in enumerate(pairs):
        for j in range(k):
            if mask >> j & 1:
                around[:, j] |= np.where(chosen[:, column], mask ^ (1 << j), 0)
    signs = np.zeros((len(chosen), 1 << k))
    left = np.full(len(chosen), (1 << k) - 1)
    for _ in range(k):
        simplicial = np.stack([_is_simplicial(around, left, j) for j in range(k)], axis=1)
        rows = np.flatnonzero(simplicial.any(1))
        taken = simplicial[rows].argmax(1)
        rest = around[rows, taken] & left[rows]
        signs[rows, rest | 1 << taken] += 1
        signs[rows, rest] -= 1
        left[rows] &= ~(1 << taken)
    proper = (left == 0) & ~chosen.all(1)
    return chosen[proper], signs[proper]


def _is_simplicial(around: np.ndarray, left: np.ndarray, j: int) -> np.ndarray:
    """Whether the neighbours of j that are left are complete among themselves."""
    mine = around[:, j] & left
    complete = (left >> j & 1).astype(bool)
    for other in range(around.shape[1]):
        inside = (mine >> other & 1).astype(bool)
        complete &= ~inside | ((mine & ~(around[:, other] | 1 << other)) == 0)
    return complete
