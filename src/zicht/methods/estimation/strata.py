"""Estimates by year, sex, age, region or form: what a covariate changes.

As in the Dutch studies (Van der Heijden, Cruyff, Van Dijk and others; van der Heijden et al. 2012, Annals
of Applied Statistics 6:831-852) every list may reach each group to a different degree, while the way lists
depend on each other is shared. A group too small for an estimate of its own borrows that dependence from
the others.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import gammaln, ndtri, xlogy

from . import cautions
from .answer import SEPARATE, Result, Settings
from .errors import EstimationError, NoEstimate
from .estimate import estimate_table, spread
from .existence import rises_forever
from .resampling import Interval
from .space import Space, space
from .table import CaptureTable

MAX_STEPS = 60
SMALL = 1e-10

Key = tuple[str, ...]


@dataclass(frozen=True)
class Joint:
    """The shared model: dark figure per group, its covariance on the log scale, log likelihood,
    parameters.
    """

    dark: np.ndarray
    covariance: np.ndarray
    loglik: float
    parameters: int

    def bic(self, cases: int) -> float:
        return -2 * self.loglik + self.parameters * math.log(cases)


@dataclass(frozen=True)
class Stratified:
    """The whole, from the shared model, and each group: shared estimate with bounds, and its own estimate
    or None.
    """

    whole: Result
    groups: dict[Key, Result]
    alone: dict[Key, float | None]


def estimate_strata(strata: Mapping[Key, CaptureTable], settings: Settings) -> Stratified:
    """Estimate the groups together. Bounds take the chosen model as given (log-normal). Refuses
    (NoEstimate) when even the model without interactions has no estimate, for instance when a group has no
    overlap at all."""
    if settings.interval != "none":
        settings = replace(settings, interval="chao")
    tables = list(strata.values())
    room = space(len(tables[0].lists), min(settings.order, 2))
    counts = np.array([table.cells for table in tables])
    model, joint = _downhill(room, counts)
    labels = [tables[0].label(mask) for mask in room.interactions(room.active(model))]
    groups = {
        key: _as_result(table.observed, joint, np.arange(len(tables)) == row, labels, settings)
        for row, (key, table) in enumerate(strata.items())
    }
    whole = _as_result(int(counts.sum()), joint, np.ones(len(tables), bool), labels, settings)
    alone = {key: _alone(table, settings) for key, table in strata.items()}
    return Stratified(_with_spread(whole, tables, alone, settings), groups, alone)


def _alone(table: CaptureTable, settings: Settings) -> float | None:
    try:
        return estimate_table(table, replace(settings, interval="none"), with_spread=False).estimate
    except EstimationError:
        return None


def _with_spread(
    whole: Result, tables: list[CaptureTable], alone: dict[Key, float | None], settings: Settings
) -> Result:
    """Beside the whole: every method on the groups taken together as one, and the sum of separate
    estimates."""
    pooled = CaptureTable(tables[0].lists, np.sum([table.counts for table in tables], axis=0))
    try:
        own = estimate_table(pooled, replace(settings, interval="none"), with_spread=False).estimate
    except EstimationError:
        own = None
    whole.spread = {settings.method: own, **spread(pooled, settings)}
    parts = [part for part in alone.values() if part is not None]
    whole.spread[SEPARATE] = sum(parts) if len(parts) == len(alone) else None
    whole.warnings = [
        cautions.GIVEN_MODEL,
        *cautions.about_table(pooled, []),
        *cautions.about_answer(whole),
    ]
    return whole


def _as_result(
    observed: int, joint: Joint, chosen: np.ndarray, labels: list[str], settings: Settings
) -> Result:
    """Sum of the chosen groups' dark figures with log-normal bounds (delta method)."""
    dark = joint.dark * chosen
    total = dark.sum()
    variance = dark @ joint.covariance @ dark + total
    factor = math.exp(ndtri((1 + settings.level) / 2) * math.sqrt(math.log1p(variance / total**2)))
    found = Interval(observed + total / factor, observed + total * factor)
    asked = settings.interval != "none"
    lower, upper = (float(found.lower), float(found.upper)) if asked else (None, None)
    return Result(observed, float(observed + total), lower, upper, labels, settings)


def _downhill(room: Space, counts: np.ndarray) -> tuple[list[int], Joint]:
    """Add or drop one shared pair at a time as long as BIC falls; pairs without an estimate are passed
    over."""
    cases = int(counts.sum())
    model: list[int] = []
    best = fit_jointly(room, counts, model)
    if best is None:
        raise NoEstimate("groups_overlap_little")
    pairs = [int(term) for term in room.terms[room.n_fixed :]]
    while True:
        tries = [sorted({*model} ^ {pair}) for pair in pairs]
        fits = [
            (joint.bic(cases), tried, joint) for tried in tries if (joint := fit_jointly(room, counts, tried))
        ]
        if not fits or min(fits, key=lambda fit: fit[0])[0] >= best.bic(cases):
            return model, best
        _, model, best = min(fits, key=lambda fit: fit[0])


def fit_jointly(room: Space, counts: np.ndarray, pairs: list[int]) -> Joint | None:
    """Own intercept and list effects for every group, shared pairs. counts (S, C); None when no estimate
    exists."""
    groups = len(counts)
    own = np.kron(np.eye(groups), room.design[:, : room.n_fixed])
    shared = np.tile(room.design[:, room.active(pairs)][:, room.n_fixed :], (groups, 1))
    design, seen = np.hstack([own, shared]), counts.ravel().astype(float)
    gone = seen @ design == 0
    kept = ~(design[:, gone] > 0).any(1)
    reduced = design[kept][:, ~gone]
    if np.linalg.matrix_rank(reduced) < reduced.shape[1] or rises_forever(reduced, seen[kept] > 0):
        return None
    beta, information = _newton(reduced, seen[kept])
    expected = np.exp(reduced @ beta)
    loglik = float((xlogy(seen[kept], expected) - expected - gammaln(seen[kept] + 1)).sum())
    intercepts = np.flatnonzero(~gone)
    rows = np.searchsorted(intercepts, np.arange(groups) * room.n_fixed)
    covariance = np.linalg.inv(information)[np.ix_(rows, rows)]
    return Joint(np.exp(beta[rows]), covariance, loglik, design.shape[1])


def _newton(design: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Maximum of the Poisson likelihood, which the caller knows to exist."""
    guess = seen + 0.1
    beta = np.linalg.lstsq(design * np.sqrt(guess)[:, None], np.log(guess) * np.sqrt(guess), rcond=None)[0]
    for _ in range(MAX_STEPS):
        expected = np.exp(np.clip(design @ beta, -700, 40))
        information = design.T @ (design * expected[:, None])
        gradient = design.T @ (seen - expected)
        step = np.linalg.solve(information, gradient)
        beta = beta + step
        if gradient @ step < SMALL:
            return beta, information
    raise NoEstimate("does_not_settle")
