"""Intervals from the likelihood: profile likelihood, and the quick log-normal interval.

Profile: Cormack (1992, Biometrics 48:567-576). Log-normal: Chao (1987, Biometrics 43:783-791), with the
variance of Rivest and Levesque (2001, Canadian Journal of Statistics 29:555-572).
"""

import numpy as np
from scipy.special import chdtri, gammaln, ndtri, xlogy

from .resampling import Interval
from .selection import TOP_MODELS, Choice, Chooser, Downhill, Exhaustive
from .solver import fit
from .space import Space, space

POINTS = 240
# In standard errors of the log number not seen.
REACH = 10.0


def lognormal_interval(room: Space, counts: np.ndarray, active: np.ndarray, level: float) -> Interval:
    """Bounds for one model on counts (C,), taking the choice of the model as given."""
    fits = fit(room, counts, active)
    dark, variance = fits.dark[0], fits.variance[0]
    error = np.sqrt(np.log1p(variance + 1 / dark))
    factor = np.exp(ndtri((1 + level) / 2) * error)
    return Interval(float(counts.sum() + dark / factor), float(counts.sum() + dark * factor))


def profile_interval(chooser: Chooser, choice: Choice, counts: np.ndarray, level: float) -> Interval:
    """All totals that some model explains almost as well as the best model explains its best total.

    Under a criterion every model competes at every total, its penalty included, so the choice of the model
    is repeated inside. A chooser without a ranking (stepwise, one fixed model) is profiled on its model
    alone."""
    models, penalties = _competitors(chooser, choice, counts, level)
    fits = fit(chooser.room, counts, models)
    error = np.sqrt(np.log1p(fits.variance + 1 / fits.dark))
    darks = fits.dark[:, None] * np.exp(error[:, None] * np.linspace(-REACH, REACH, POINTS))
    heights = _heights(chooser.room, counts, models, darks) + penalties[:, None]
    excess = heights - heights.min() - chdtri(1, 1 - level)
    edges = [
        _crossings(row, height) for row, height in zip(darks, excess, strict=True) if (height <= 0).any()
    ]
    lower, upper = min(low for low, _ in edges), max(high for _, high in edges)
    return Interval(float(counts.sum() + lower), float(counts.sum() + upper))


def _competitors(
    chooser: Chooser, choice: Choice, counts: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Models that can come within reach (at most the best hundred), with their penalties."""
    if choice.ranking is None or choice.scores is None or not isinstance(chooser, Exhaustive | Downhill):
        return choice.active[:1], np.zeros(1)
    near = choice.scores <= choice.scores[0] + chdtri(1, 1 - level) + 1
    models = choice.ranking[near][:TOP_MODELS]
    weight = np.log(counts.sum()) if chooser.per_parameter is None else chooser.per_parameter
    return models, models.sum(1) * weight


def _heights(room: Space, counts: np.ndarray, models: np.ndarray, darks: np.ndarray) -> np.ndarray:
    """Multinomial -2 log likelihood (A, D) of every model with each of its numbers not seen (A, D)."""
    whole = space(room.k, room.order, complete=True)
    flat = darks.ravel()
    tables = np.column_stack([flat, np.broadcast_to(counts.astype(float), (len(flat), len(counts)))])
    fits = fit(whole, tables, np.repeat(models, darks.shape[1], axis=0))
    total = flat + counts.sum()
    of_total = xlogy(total, total) - total - gammaln(total + 1)
    found: np.ndarray = -2 * (fits.loglik - of_total).reshape(darks.shape)
    return found


def _crossings(darks: np.ndarray, excess: np.ndarray) -> tuple[float, float]:
    """Where the curve passes zero on both sides, between grid points by interpolation; 0 or infinite off
    the grid."""
    inside = np.flatnonzero(excess <= 0)
    first, last = inside[0], inside[-1]
    lower = 0.0 if first == 0 else _between(darks, excess, first, first - 1)
    upper = np.inf if last == len(darks) - 1 else _between(darks, excess, last, last + 1)
    return lower, upper


def _between(darks: np.ndarray, excess: np.ndarray, inside: int, outside: int) -> float:
    share = excess[inside] / (excess[inside] - excess[outside])
    return float(darks[inside] * (darks[outside] / darks[inside]) ** share)
