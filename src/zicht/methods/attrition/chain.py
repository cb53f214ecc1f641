"""A Markov chain over the observed steps, drawn from its posterior, and the chance to reach an outcome.

Each step's destinations have a Dirichlet posterior (prior: one signal spread evenly over the destinations
seen), so few signals give wide intervals. Sources: Kemeny & Snell (1960), Finite Markov Chains, chapter
III (absorbing chains); Gelman et al. (2013), Bayesian Data Analysis, section 3.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

PRIOR = 1.0


@dataclass(frozen=True)
class Estimate:
    """Mean and central 95 % interval; ``n``: signals it rests on."""

    mean: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, draws: np.ndarray, n: int) -> Estimate:
        low, high = np.quantile(draws, (0.025, 0.975))
        return cls(float(draws.mean()), float(low), float(high), int(n))


@dataclass(frozen=True)
class Chain:
    """Posterior draws of the chain. states: names; counts: (states, states); draws: (draws, states,
    states).
    """

    states: tuple[str, ...]
    counts: np.ndarray
    draws: np.ndarray

    @classmethod
    def of(cls, counts: Mapping[tuple[str, str], float], draws: int, random: np.random.Generator) -> Chain:
        """``counts``: (from, to) → times seen; a pair with count 0 is a step that could be taken but never
        was."""
        states = tuple(sorted({state for pair in counts for state in pair}))
        at = {state: i for i, state in enumerate(states)}
        seen = np.zeros((len(states), len(states)))
        possible = np.zeros_like(seen, dtype=bool)
        for (source, target), count in counts.items():
            seen[at[source], at[target]] += count
            possible[at[source], at[target]] = True
        return cls(states, seen, dirichlet(seen, possible, draws, random))

    def at(self, names: Iterable[str]) -> np.ndarray:
        """Mask (states,) of these names."""
        names = set(names)
        return np.array([state in names for state in self.states])

    def chance(self, goal: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """(draws, states): chance ever to reach a state of ``goal`` (mask), 1 in the goal itself."""
        draws = self.draws if rows is None else rows
        inner = self.towards(goal)
        chance = np.zeros(draws.shape[:2])
        chance[:, goal] = 1
        if inner.any():
            leaving = draws[:, inner][:, :, goal].sum(axis=2)
            chance[:, inner] = (visits(draws, inner) @ leaving[..., None])[..., 0]
        return np.minimum(chance, 1)  # sums of shares may pass one in the last digit

    def towards(self, goal: np.ndarray) -> np.ndarray:
        """States outside ``goal`` from which it can be reached."""
        steps, reach = self.draws[0] > 0, goal.copy()
        for _ in self.states:
            reach |= (steps[:, reach]).any(axis=1)
        found: np.ndarray = reach & ~goal
        return found


def visits(draws: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """(draws, k, k): expected visits to each inner state before leaving them, the fundamental matrix (I −
    Q)⁻¹."""
    return np.linalg.inv(np.eye(inner.sum()) - draws[:, inner][:, :, inner])


def dirichlet(
    counts: np.ndarray, possible: np.ndarray, draws: int, random: np.random.Generator
) -> np.ndarray:
    """(draws, …, states): posterior draws of each row; a row without possible destinations stays zero."""
    spread = possible.sum(axis=-1, keepdims=True)
    shape = np.where(possible, counts + PRIOR / np.maximum(spread, 1), 0)
    drawn = random.standard_gamma(np.broadcast_to(shape, (draws, *shape.shape)))
    total = drawn.sum(axis=-1, keepdims=True)
    found: np.ndarray = np.divide(drawn, total, out=np.zeros_like(drawn), where=total > 0)
    return found


def tally(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """(from, to) → times seen."""
    counts: dict[tuple[str, str], float] = {}
    for pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def weights(starts: Mapping[str, float], states: Sequence[str]) -> np.ndarray:
    """(states,): share of signals that come in at each state."""
    share = np.array([starts.get(state, 0) for state in states], dtype=float)
    return share / share.sum() if share.sum() else share
