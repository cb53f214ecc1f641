"""Quasi-likelihood fits for counts: Poisson for one series, binomial for the share of two; more spread
than chance allows widens the interval, and so does what lingers from one period to the next."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

ROUNDS = 50
CLOSE = 1e-9
MOST_LINGERING = 0.9


Moments = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
"""From the linear predictor to mean and weight."""


@dataclass(frozen=True)
class Fit:
    """`coefficient` and `error` of each column; `freedom`: degrees of freedom; `spread`: residual variance
    against chance.
    """

    coefficient: np.ndarray
    error: np.ndarray
    freedom: int
    spread: float
    lingering: float


def poisson(design: np.ndarray, counts: np.ndarray) -> Fit | None:
    """Fit log(mean) = design · coefficient; None when no finite fit exists."""
    start = np.log(counts + 0.5)
    return _fitted(design, counts, start, lambda line: (np.exp(line), np.exp(line)))


def share(design: np.ndarray, counts: np.ndarray, of: np.ndarray) -> Fit | None:
    """Fit logit(counts / of) = design · coefficient; periods in which nothing was counted say nothing."""
    seen = of > 0
    design, counts, of = design[seen], counts[seen], of[seen]
    start = np.log((counts + 0.5) / (of - counts + 0.5))

    def moments(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        chance = 1 / (1 + np.exp(-line))
        return of * chance, of * chance * (1 - chance)

    return _fitted(design, counts, start, moments)


def _fitted(design: np.ndarray, counts: np.ndarray, line: np.ndarray, moments: Moments) -> Fit | None:
    """Iteratively reweighted least squares (McCullagh & Nelder 1989, section 2.5)."""
    freedom = len(counts) - design.shape[1]
    if freedom < 1 or np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    coefficient = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        mean, weight = moments(np.clip(line, -30, 30))
        weight = np.maximum(weight, 1e-12)
        information = design.T @ (design * weight[:, None])
        wanted = design.T @ (weight * line + counts - mean)
        found = np.linalg.solve(information, wanted)
        line, moved = design @ found, np.abs(found - coefficient).max()
        coefficient = found
        if moved < CLOSE:
            break
    else:
        return None
    mean, weight = moments(line)
    if np.abs(coefficient).max() > 15:
        return None
    residual = (counts - mean) / np.sqrt(weight)
    spread = max(1.0, float(residual @ residual) / freedom)
    lingering = _lingering(residual)
    covariance = (
        np.linalg.inv(design.T @ (design * weight[:, None])) * spread * (1 + lingering) / (1 - lingering)
    )
    return Fit(coefficient, np.sqrt(np.diag(covariance)), freedom, spread, lingering)


def _lingering(residual: np.ndarray) -> float:
    """The correlation of one period's residual with the next, none when negative or no more than chance
    would give."""
    centred = residual - residual.mean()
    total = float(centred @ centred)
    found = float(centred[:-1] @ centred[1:]) / total if total > CLOSE else 0.0
    return min(found, MOST_LINGERING) if found > 1.64 / np.sqrt(len(residual)) else 0.0
