"""Intervals from the likelihood: profile likelihood, and the quick log-normal interval.

Profile: Cormack (1992, Biometrics 48:567-576). Log-normal: Chao (1987, Biometrics 43:783-791), with the
variance of Rivest and Levesque (2001, Canadian Journal of Statistics 29:555-572).
"""

import numpy as np
from scipy.special import chdtri, gammaln, ndtri, xlogy

from .resampling import Interval
from .selection import TOP_MODELS, Choice, Fixed
from .solver import fit
from .space import Space, space

POINTS = 300
REACH = 200.0


def lognormal_interval(room: Space, counts: np.ndarray, active: np.ndarray, level: float) -> Interval:
    """Bounds for one model on counts (C,), taking the choice of the model as given."""
    fits = fit(room, counts, active)
    dark, variance = fits.dark[0], fits.variance[0]
    error = np.sqrt(np.log1p(variance + 1 / dark))
    factor = np.exp(ndtri((1 + level) / 2) * error)
    return Interval(float(counts.sum() + dark / factor), float(counts.sum() + dark * factor))


def profile_interval(chooser, choice: Choice, counts: np.ndarray, level: float) -> Interval:
    """All totals that some model explains almost as well as the best model explains its best total.

    Under a criterion every model competes at every total, its penalty included, so the choice of the model
    is repeated inside. A chooser without a ranking (stepwise, one fixed model) is profiled on its model alone.
    """
    models, penalties = _competitors(chooser, choice, counts, level)
    start = fit(chooser.room, counts, models).dark
    depth = chdtri(1, 1 - level)
    grid = np.geomspace(max(start.min() / REACH, 1e-3), start.max() * REACH, POINTS)
    heights = _heights(chooser.room, counts, models, penalties, grid)
    bottom = _refined_minimum(chooser.room, counts, models, penalties, grid, heights)
    inside = np.flatnonzero(heights <= bottom + depth)
    edges = []
    for index, outside in ((inside[0], inside[0] - 1), (inside[-1], inside[-1] + 1)):
        if not 0 <= outside < POINTS:
            edges.append(0.0 if outside < 0 else np.inf)
            continue
        fine = np.geomspace(grid[index], grid[outside], POINTS)
        within = _heights(chooser.room, counts, models, penalties, fine) <= bottom + depth
        edges.append(fine[np.flatnonzero(within)[-1]])
    return Interval(float(counts.sum() + edges[0]), float(counts.sum() + edges[1]))


def _competitors(chooser, choice: Choice, counts: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Models that can come within reach (at most the best hundred), with their penalties."""
    if choice.ranking is None or isinstance(chooser, Fixed):
        return choice.active[:1], np.zeros(1)
    near = choice.scores <= choice.scores[0] + chdtri(1, 1 - level) + 1
    models = choice.ranking[near][:TOP_MODELS]
    weight = np.log(counts.sum()) if chooser.per_parameter is None else chooser.per_parameter
    return models, models.sum(1) * weight


def _heights(room, counts, models, penalties, darks) -> np.ndarray:
    """Lowest penalised -2 log likelihood over the models at each number not seen (D,)."""
    whole = space(room.k, room.order, complete=True)
    tables = np.column_stack([darks, np.repeat(counts[None].astype(float), len(darks), axis=0)])
    fits = fit(whole, np.tile(tables, (len(models), 1)), np.repeat(models, len(darks), axis=0))
    total = tables.sum(1)
    of_total = xlogy(total, total) - total - gammaln(total + 1)
    deviance = -2 * (fits.loglik.reshape(len(models), -1) - of_total)
    return (deviance + penalties[:, None]).min(0)


def _refined_minimum(room, counts, models, penalties, grid, heights) -> float:
    """The minimum, searched again between the neighbours of the lowest grid point."""
    lowest = int(heights.argmin())
    fine = np.geomspace(grid[max(lowest - 1, 0)], grid[min(lowest + 1, POINTS - 1)], POINTS)
    return float(_heights(room, counts, models, penalties, fine).min())
