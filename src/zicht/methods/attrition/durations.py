"""How long signals stay in a step, those that still wait included.

Source: Kaplan & Meier (1958); interval for the median after Brookmeyer & Crowley (1982), log-log transformed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .events import Stay

Z = 1.959964


@dataclass(frozen=True)
class Duration:
    """Days in a step. None: that point is not reached yet because too many still wait."""

    median: float | None
    low: float | None
    high: float | None
    nine_in_ten: float | None
    waiting: int
    n: int


def duration(stays: Sequence[Stay]) -> Duration:
    """Median with 95 % interval and 90th percentile over completed and running stays. Empty: all None."""
    left = np.array([s.left for s in stays], dtype=bool)
    if not left.any():
        return Duration(None, None, None, None, len(stays), len(stays))
    days, staying, spread = _survival(np.array([s.days for s in stays]), left)
    with np.errstate(divide="ignore", invalid="ignore"):
        width = Z * spread / np.abs(np.log(staying))
        lower, upper = staying ** np.exp(width), staying ** np.exp(-width)
    lower, upper = np.nan_to_num(lower, nan=0.0), np.nan_to_num(upper, nan=0.0)
    return Duration(
        _first(days, staying <= 0.5),
        _first(days, lower <= 0.5),
        _first(days, upper <= 0.5),
        _first(days, staying <= 0.1),
        int((~left).sum()),
        len(stays),
    )


def _survival(days: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days of leaving, share still there after each, and Greenwood's standard error of its logarithm."""
    times = np.unique(days[left])
    present = np.array([(days >= t).sum() for t in times])
    leaving = np.array([(left & (days == t)).sum() for t in times])
    with np.errstate(divide="ignore"):
        variance = np.cumsum(leaving / (present * (present - leaving)))
    return times, np.cumprod(1 - leaving / present), np.sqrt(variance)


def _first(days: np.ndarray, reached: np.ndarray) -> float | None:
    return float(days[np.argmax(reached)]) if reached.any() else None
