"""Intervals by resampling the cases, with the choice of the model repeated on every resample.

Bootstrap and BCa after Chan, Silverman and Vincent (2021, section 3.3) and DiCiccio and Efron (1996).
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from .selection import Choice, Chooser


@dataclass(frozen=True)
class Interval:
    """Bounds of the total population; upper may be infinite. `without` resamples gave no estimate;
    `below`: the share of resampled totals under the estimate, for bounds that rest on it."""

    lower: float
    upper: float
    without: int = 0
    below: float | None = None


def bootstrap(chooser: Chooser, counts: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Totals (resamples,) on multinomial resamples of the cases; infinite where no estimate exists."""
    cases = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(cases, counts / cases, size=resamples)
    return cases + chooser.choose(drawn).dark


def acceleration(chooser: Chooser, counts: np.ndarray) -> float:
    """BCa acceleration from leaving out one case at a time, weighted by how many cases share the history."""
    filled = np.flatnonzero(counts)
    left_out = np.repeat(counts[None], len(filled), axis=0)
    left_out[np.arange(len(filled)), filled] -= 1
    totals = counts.sum() - 1 + chooser.choose(left_out).dark
    usable = np.isfinite(totals)
    weights = counts[filled][usable]
    if not usable.any():
        return 0.0
    gap = np.average(totals[usable], weights=weights) - totals[usable]
    spread = (weights * gap**2).sum()
    return float((weights * gap**3).sum() / (6 * spread**1.5)) if spread > 0 else 0.0


def percentile_interval(totals: np.ndarray, level: float) -> Interval:
    lower, upper = quantile(totals, (1 - level) / 2), quantile(totals, (1 + level) / 2)
    return Interval(lower, upper, int(np.isinf(totals).sum()))


def bca_interval(totals: np.ndarray, estimate: float, accelerate: float, level: float) -> Interval:
    """Bias-corrected and accelerated bounds from bootstrap totals (B,)."""
    below = np.clip((totals < estimate).mean(), 0.5 / len(totals), 1 - 0.5 / len(totals))
    bias = ndtri(below)
    bounds = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        shifted = bias + ndtri(tail)
        room = 1 - accelerate * shifted
        bounds.append(quantile(totals, float(ndtr(bias + shifted / room)) if room > 0 else 1.0))
    return Interval(bounds[0], bounds[1], int(np.isinf(totals).sum()), float(below))


def quantile(values: np.ndarray, chance: float) -> float:
    """Linear interpolation between order statistics; infinite as soon as it touches an infinite value."""
    ordered = np.sort(values)
    position = chance * (len(ordered) - 1)
    low, high = ordered[math.floor(position)], ordered[math.ceil(position)]
    if low == high or math.isinf(high):
        return float(high)
    return float(low + (position - math.floor(position)) * (high - low))


@dataclass(frozen=True)
class Resampled:
    """One bootstrap with the estimate and acceleration that belong to it, from which both kinds of bounds
    follow.
    """

    totals: np.ndarray
    estimate: float
    accelerate: float

    def interval(self, kind: str, level: float) -> Interval:
        if kind == "percentile":
            return percentile_interval(self.totals, level)
        return bca_interval(self.totals, self.estimate, self.accelerate, level)


def resample(chooser: Chooser, choice: Choice, counts: np.ndarray, boot: int, seed: int) -> Resampled:
    """Repeat the choice on resamples of the observed counts (C,)."""
    again = chooser.resampler(choice)
    totals = bootstrap(again, counts, boot, seed)
    return Resampled(totals, float(counts.sum() + choice.dark[0]), acceleration(again, counts))
