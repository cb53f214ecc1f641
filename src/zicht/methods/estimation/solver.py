"""Fit many Poisson log-linear models at once.

Newton's method on stacks of models, after the extended maximum likelihood of Fienberg and Rinaldo (2012) as
used by Chan, Silverman and Vincent (2021): an interaction whose margin is zero gets the value minus infinity,
so the cells that contain it have expectation zero and leave the fit; the term still counts as a parameter.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, xlogy

from .space import Space

# Larger stacks wake the threads of the matrix library, which then fight with ours.
CHUNK = 256
MAX_STEPS = 25
TIGHT = 1e-12
# A fit that heads for the edge shrinks its decrement by a factor e per step, a finite one quadratically.
LINEAR_RATE = 0.1


@dataclass
class Fits:
    """Results of M fits. dark (M,): expected number seen by no list; loglik (M,); parameters (M,): number
    of parameters, those at minus infinity included; settled (M,): Newton reached a finite maximum;
    variance (M,): of the intercept; expected (M, C): fitted counts of the observable cells."""

    dark: np.ndarray
    loglik: np.ndarray
    parameters: np.ndarray
    settled: np.ndarray
    variance: np.ndarray
    expected: np.ndarray


def fit(space: Space, counts: np.ndarray, active: np.ndarray) -> Fits:
    """Fit M models. counts (M, C) or (C,); active (M, P) boolean, hierarchical. Nothing is refused here:
    a model whose estimate does not exist comes back with settled False (see `existence`)."""
    active = np.atleast_2d(active)
    counts = np.atleast_2d(np.asarray(counts, dtype=float))
    models = max(len(active), len(counts))
    active = np.broadcast_to(active, (models, active.shape[1]))
    margins = counts @ space.design
    finite = active & (margins > 0)
    kept = ~((active & (margins == 0)).astype(float) @ space.design.T > 0)
    fits = _blank(models, space)
    fits.parameters[:] = active.sum(1)
    wide = np.broadcast_to(counts, (models, counts.shape[1]))
    job = _Job(space, wide, finite, kept, np.broadcast_to(margins, finite.shape), fits)
    _in_parallel(job.run, list(_chunks(finite.sum(1))))
    filled = counts.any(0)
    seen = xlogy(counts[:, filled], fits.expected[:, filled]).sum(1)
    fits.loglik = seen - fits.expected.sum(1) - gammaln(counts + 1).sum(1)
    return fits


def _blank(models: int, space: Space) -> Fits:
    return Fits(
        dark=np.full(models, np.nan),
        loglik=np.full(models, np.nan),
        parameters=np.zeros(models, dtype=int),
        settled=np.zeros(models, dtype=bool),
        variance=np.full(models, np.nan),
        expected=np.zeros((models, len(space.design))),
    )


def _chunks(sizes: np.ndarray) -> Iterator[np.ndarray]:
    """Row numbers of models of one size, so that a chunk is one stack of square matrices."""
    for size in np.unique(sizes):
        rows = np.flatnonzero(sizes == size)
        for start in range(0, len(rows), CHUNK):
            yield rows[start : start + CHUNK]


def _in_parallel(work: Callable[[np.ndarray], None], chunks: list[np.ndarray]) -> None:
    if len(chunks) == 1:
        work(chunks[0])
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, chunks))


@dataclass
class _Job:
    """Shared inputs of one call; `run` fits the models of one chunk and writes them into `fits`."""

    space: Space
    counts: np.ndarray
    finite: np.ndarray
    kept: np.ndarray
    margins: np.ndarray
    fits: Fits

    def run(self, rows: np.ndarray) -> None:
        terms = np.nonzero(self.finite[rows])[1].reshape(len(rows), -1)
        pairs = self.space.union_of[terms[:, :, None], terms[:, None, :]]
        beta, expected = self._start(rows, terms, pairs)
        previous = np.full(len(rows), np.inf)
        todo = np.arange(len(rows))
        for _ in range(MAX_STEPS):
            some, here = rows[todo], terms[todo]
            gradient = np.take_along_axis(self.margins[some] - expected @ self.space.design, here, 1)
            step, variance = self._solve(expected, pairs[todo], gradient)
            decrement = (gradient * step).sum(1)
            beta[todo] += step
            done = ~(decrement > TIGHT)
            self.fits.variance[some] = variance
            self.fits.settled[some] = (
                done & (decrement < LINEAR_RATE * previous[todo]) & np.isfinite(variance)
            )
            previous[todo] = decrement
            todo = todo[~done]
            if not len(todo):
                break
            expected = self._expected(rows[todo], terms[todo], beta[todo])
        self._finish(rows, terms, beta)

    def _start(self, rows: np.ndarray, terms: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """One weighted least-squares step from the data themselves (counts + 0.1)."""
        guess = (self.counts[rows] + 0.1) * self.kept[rows]
        response = guess * np.log(np.where(guess > 0, guess, 1)) - 0.1 * self.kept[rows]
        target = np.take_along_axis(response @ self.space.design, terms, 1)
        beta, _ = self._solve(guess, pairs, target)
        return beta, self._expected(rows, terms, beta)

    def _solve(
        self, weights: np.ndarray, pairs: np.ndarray, target: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Solve information @ x = target for a stack; also the first diagonal element of the inverse."""
        size = target.shape[1]
        sums = weights @ self.space.supersets
        information = np.take_along_axis(sums, pairs.reshape(len(pairs), -1), 1).reshape(pairs.shape)
        diagonal = np.arange(size)
        information[:, diagonal, diagonal] *= 1 + 1e-11
        information[:, diagonal, diagonal] += 1e-30
        sides = np.zeros((len(pairs), size, 2))
        sides[:, :, 0] = target
        sides[:, 0, 1] = 1
        solved = np.linalg.solve(information, sides)
        return solved[:, :, 0], solved[:, 0, 1]

    def _expected(self, rows: np.ndarray, terms: np.ndarray, beta: np.ndarray) -> np.ndarray:
        full = np.zeros((len(rows), len(self.space.terms)))
        np.put_along_axis(full, terms, beta, 1)
        found: np.ndarray = np.exp(np.clip(full @ self.space.design.T, -700, 40)) * self.kept[rows]
        return found

    def _finish(self, rows: np.ndarray, terms: np.ndarray, beta: np.ndarray) -> None:
        self.fits.dark[rows] = np.exp(np.clip(beta[:, 0], -700, 700))
        self.fits.expected[rows] = self._expected(rows, terms, beta)
