"""The effect of something that began in a period on counts per period, or why it cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

import numpy as np
from scipy.special import stdtr, stdtrit

from zicht.methods.codes import Refused

from . import fitting

FEWEST_BEFORE, FEWEST_AFTER = 6, 3
FEWEST_COUNTED = 20
"""In the group that was changed, before and after together; fewer and the approximations do not hold."""
WIDEST = 10.0
"""An interval in which the ends differ by more than this factor says nothing of use."""
OTHER_COURSE = 0.05
"""Chance under which the two groups were already on another course before it began."""


class EffectError(Refused):
    """The series cannot be read: other lengths, negative counts, a start outside them."""


class Verdict(StrEnum):
    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"


class Doubt(StrEnum):
    """Why an effect cannot be told."""

    FEW_PERIODS = "few_periods"
    FEW_COUNTED = "few_counted"
    NO_FIT = "no_fit"
    OTHER_COURSE = "other_course"
    WIDE = "wide"
    NONE_VISIBLE = "none_visible"


@dataclass(frozen=True)
class Effect:
    """`ratio`: how many times as much as without it, with `lower` and `upper` at `level`; None where no fit
    exists.

    `reasons`: why it cannot be told. `spread`: variance against pure chance; `before` and `after`: counted
    in the group.
    """

    verdict: Verdict
    ratio: float | None
    lower: float | None
    upper: float | None
    level: float
    reasons: tuple[Doubt, ...]
    before: int
    after: int
    spread: float | None
    compared: bool


def effect_of(
    counts: Sequence[int], start: int, comparison: Sequence[int] | None = None, *, level: float = 0.95
) -> Effect:
    """Return the effect on `counts` (one number per period) of something that began in period `start` (from
    0).

    With `comparison` (the same periods in a group where nothing began): the change of the odds between
    both groups, which is the ratio of the counts' ratios. Without: the jump against the own log-linear
    trend. Raises EffectError."""
    own, other = _checked(counts, start, comparison)
    before, after = int(own[:start].sum()), int(own[start:].sum())
    reasons = _too_little(own, other, start)
    fit = None if reasons else _fit(own, other, start)
    if fit is None:
        return Effect(
            Verdict.CANNOT_TELL,
            None,
            None,
            None,
            level,
            tuple(reasons or [Doubt.NO_FIT]),
            before,
            after,
            None,
            other is not None,
        )
    half = stdtrit(fit.freedom, 0.5 + level / 2) * fit.error[1]
    lower, upper = exp(fit.coefficient[1] - half), exp(fit.coefficient[1] + half)
    reasons = _doubts(own, other, start, lower, upper)
    verdict = Verdict.CANNOT_TELL if reasons else Verdict.MORE if lower > 1 else Verdict.LESS
    return Effect(
        verdict,
        exp(fit.coefficient[1]),
        lower,
        upper,
        level,
        tuple(reasons),
        before,
        after,
        fit.spread,
        other is not None,
    )


def _fit(own: np.ndarray, other: np.ndarray | None, start: int) -> fitting.Fit | None:
    period = np.arange(len(own))
    since = (period >= start).astype(float)
    if other is not None:
        return fitting.share(np.column_stack([np.ones_like(since), since]), own, own + other)
    return fitting.poisson(np.column_stack([np.ones_like(since), since, (period - start) / len(own)]), own)


def _checked(
    counts: Sequence[int], start: int, comparison: Sequence[int] | None
) -> tuple[np.ndarray, np.ndarray | None]:
    own = np.asarray(counts, dtype=float)
    other = None if comparison is None else np.asarray(comparison, dtype=float)
    for series in (own, other):
        if series is not None and (
            series.ndim != 1
            or len(series) != len(own)
            or not np.isfinite(series).all()
            or series.min(initial=0) < 0
        ):
            raise EffectError("not_one_series")
    if not 0 <= start <= len(own):
        raise EffectError("start_outside")
    return own, other


def _too_little(own: np.ndarray, other: np.ndarray | None, start: int) -> list[Doubt]:
    found = [Doubt.FEW_PERIODS] if start < FEWEST_BEFORE or len(own) - start < FEWEST_AFTER else []
    few = own.sum() < FEWEST_COUNTED or (other is not None and other.sum() < FEWEST_COUNTED)
    return found + ([Doubt.FEW_COUNTED] if few else [])


def _doubts(own: np.ndarray, other: np.ndarray | None, start: int, lower: float, upper: float) -> list[Doubt]:
    found = [Doubt.OTHER_COURSE] if other is not None and _another_course(own[:start], other[:start]) else []
    if upper > WIDEST * lower:
        found.append(Doubt.WIDE)
    return found + ([Doubt.NONE_VISIBLE] if lower <= 1 <= upper else [])


def _another_course(own: np.ndarray, other: np.ndarray) -> bool:
    """Whether the share of the group was already rising or falling before it began."""
    period = np.arange(len(own)) / len(own)
    fit = fitting.share(np.column_stack([np.ones_like(period), period]), own, own + other)
    if fit is None or fit.error[1] == 0:
        return False
    return bool(2 * stdtr(fit.freedom, -abs(fit.coefficient[1] / fit.error[1])) < OTHER_COURSE)
