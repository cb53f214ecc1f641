"""Choosing the model. Every chooser takes stacks of tables, so that a bootstrap can repeat the whole choice.

Stepwise with Poisson p-values: Chan, Silverman and Vincent (2021). Search over all hierarchical models and
downhill search by BIC: Silverman, Chan and Vincent (2024, Statistics and Computing 34:44).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import numpy as np
from scipy.special import pdtr, pdtrc

from .existence import identifiable
from .solver import Fits, fit
from .space import Space, space

TOP_MODELS = 100
BLOCK = 40_000


@dataclass
class Choice:
    """For M tables: dark (M,), infinite where no estimate exists; active (M, P) the chosen models.

    For the first table also: `ranking`, the models (A, P) that have an estimate, best first; `refused`,
    how many models have none; `preferred`, the model the criterion would have taken had we not refused it.
    """

    dark: np.ndarray
    active: np.ndarray
    ranking: np.ndarray | None = None
    scores: np.ndarray | None = None
    refused: int = 0
    preferred: np.ndarray | None = field(default=None)


class Chooser(Protocol):
    @property
    def room(self) -> Space:
        """The models to choose from."""

    def choose(self, counts: np.ndarray) -> Choice:
        """Choose a model and estimate for each table of counts (M, C)."""

    def resampler(self, choice: Choice) -> "Chooser":
        """The chooser to repeat on resampled tables."""


def sound_fits(room: Space, counts: np.ndarray, active: np.ndarray) -> tuple[Fits, np.ndarray]:
    """Fits, and which of them exist and are identifiable."""
    fits = fit(room, counts, active)
    counts = np.broadcast_to(counts, (len(fits.dark), counts.shape[-1]))
    active = np.broadcast_to(active, (len(fits.dark), active.shape[-1]))
    return fits, fits.settled & identifiable(room, counts, active)


class _Models:
    """A stack of models that can be a key of the cache."""

    def __init__(self, active: np.ndarray):
        self.active = active
        self.key = hash(active.tobytes())

    def __hash__(self) -> int:
        return self.key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Models) and np.array_equal(self.active, other.active)


@lru_cache(maxsize=2)
def _fits_of_one(room: Space, counts: bytes, models: _Models) -> tuple[Fits, np.ndarray]:
    """BIC and AIC rank the same fits; this keeps those of the last tables."""
    return sound_fits(room, np.frombuffer(counts)[None], models.active)


@dataclass(frozen=True)
class Fixed:
    """One given model; with no interactions this is independence of the lists."""

    room: Space
    interactions: tuple[int, ...] = ()

    def choose(self, counts: np.ndarray) -> Choice:
        active = self.room.active(list(self.interactions))
        fits, sound = sound_fits(self.room, counts, active[None])
        chosen = np.broadcast_to(active, (len(counts), len(active)))
        return Choice(np.where(sound, fits.dark, np.inf), chosen)

    def resampler(self, choice: Choice) -> "Fixed":
        return self


@dataclass(frozen=True)
class Stepwise:
    """Add the term with the smallest Poisson p-value while it is below the threshold.

    The number of cases that hold all lists of a term is Poisson under the current model, with the fitted
    sum as mean; the p-value is the smaller tail. Terms without a sound estimate are passed over.
    """

    room: Space
    threshold: float

    def choose(self, counts: np.ndarray) -> Choice:
        active = np.repeat(self.room.active([])[None], len(counts), axis=0)
        fits, sound = sound_fits(self.room, counts, active)
        dark, expected = np.where(sound, fits.dark, np.inf), fits.expected
        todo = np.arange(len(counts))
        refused = 0
        while len(todo):
            todo, taken, rejected = self._step(counts, active, dark, expected, todo)
            refused += rejected
            todo = todo[taken]
        return Choice(dark, active, refused=refused)

    def _step(
        self, counts: np.ndarray, active: np.ndarray, dark: np.ndarray, expected: np.ndarray, todo: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, int]:
        """Give each table in todo its best acceptable term; tells which tables grew and what was refused."""
        chances = self._p_values(counts[todo], expected[todo], active[todo])
        grown = np.zeros(len(todo), dtype=bool)
        trying, rejected = np.arange(len(todo)), 0
        while True:
            best = chances[trying].argmin(1)
            hopeful = chances[trying, best] < self.threshold
            trying, best = trying[hopeful], best[hopeful]
            if not len(trying):
                return todo, grown, rejected
            wider = active[todo[trying]].copy()
            wider[np.arange(len(trying)), best] = True
            fits, sound = sound_fits(self.room, counts[todo[trying]], wider)
            rows = todo[trying[sound]]
            active[rows], dark[rows], expected[rows] = wider[sound], fits.dark[sound], fits.expected[sound]
            grown[trying[sound]] = True
            chances[trying[~sound], best[~sound]] = 1
            rejected += int((~sound).sum())
            trying = trying[~sound]

    def _p_values(self, counts: np.ndarray, expected: np.ndarray, active: np.ndarray) -> np.ndarray:
        eligible = ~active & parents_present(self.room, active)
        seen, mean = (counts @ self.room.design)[eligible], (expected @ self.room.design)[eligible]
        upper = np.where(seen > 0, pdtrc(np.maximum(seen - 1, 0), mean), 1)
        chances = np.ones(eligible.shape)
        chances[eligible] = np.minimum(pdtr(seen, mean), upper)
        return chances

    def resampler(self, choice: Choice) -> "Stepwise":
        return self


@dataclass(frozen=True)
class Exhaustive:
    """The model with the lowest information criterion among all given models (A, P) that have an estimate.

    per_parameter is 2 for AIC and None for BIC, log(number of cases).
    """

    room: Space
    models: np.ndarray
    per_parameter: float | None = None

    def choose(self, counts: np.ndarray) -> Choice:
        counts = np.asarray(counts, dtype=float)
        parts = [self._choose(block) for block in self._blocks(counts)]
        first = parts[0]
        first.dark = np.concatenate([part.dark for part in parts])
        first.active = np.concatenate([part.active for part in parts])
        return first

    def _blocks(self, counts: np.ndarray) -> Iterator[np.ndarray]:
        size = max(1, BLOCK // len(self.models))
        return (counts[start : start + size] for start in range(0, len(counts), size))

    def _choose(self, counts: np.ndarray) -> Choice:
        tables, models = len(counts), len(self.models)
        if tables == 1:
            fits, sound = _fits_of_one(self.room, counts.tobytes(), _Models(self.models))
        else:
            fits, sound = sound_fits(
                self.room, np.repeat(counts, models, axis=0), np.tile(self.models, (tables, 1))
            )
        scores = score(fits, np.repeat(counts.sum(1), models), self.per_parameter).reshape(tables, models)
        sound = sound.reshape(tables, models)
        allowed = np.where(sound, scores, np.inf)
        best = allowed.argmin(1)
        found = np.isfinite(allowed[np.arange(tables), best])
        dark = np.where(found, fits.dark.reshape(tables, models)[np.arange(tables), best], np.inf)
        order = np.argsort(allowed[0], kind="stable")[: sound[0].sum()]
        wish = np.argmin(np.where(np.isnan(scores[0]), np.inf, scores[0]))
        return Choice(
            dark,
            self.models[best],
            ranking=self.models[order],
            scores=scores[0][order],
            refused=int((~sound[0]).sum()),
            preferred=None if sound[0][wish] else self.models[wish],
        )

    def resampler(self, choice: Choice) -> "Exhaustive":
        """As in the 2024 paper, resamples choose among the best models of the observed table."""
        best = self.models if choice.ranking is None else choice.ranking
        return Exhaustive(self.room, best[:TOP_MODELS], self.per_parameter)


@dataclass(frozen=True)
class Downhill:
    """From independence, move to the neighbouring hierarchical model with the lowest criterion until none is
    lower.

    For tables with too many models to try them all; it can stop in a local minimum.
    """

    room: Space
    per_parameter: float | None = None

    def choose(self, counts: np.ndarray) -> Choice:
        counts = np.asarray(counts, dtype=float)
        active = np.repeat(self.room.active([])[None], len(counts), axis=0)
        fits, sound = sound_fits(self.room, counts, active)
        lowest = np.where(sound, score(fits, counts.sum(1), self.per_parameter), np.inf)
        dark = np.where(sound, fits.dark, np.inf)
        todo, refused, missed = np.arange(len(counts)), 0, []
        while len(todo):
            owner, models = self._neighbours(active, todo)
            fits, sound = sound_fits(self.room, counts[owner], models)
            refused += int((~sound).sum())
            wished = score(fits, counts[owner].sum(1), self.per_parameter)
            scores = np.where(sound, wished, np.inf)
            if len(counts) == 1:
                missed += list(zip(wished[~sound], models[~sound], strict=True))
            order = np.lexsort((scores, owner))
            best = order[np.unique(owner[order], return_index=True)[1]]
            best = best[scores[best] < lowest[owner[best]]]
            todo = owner[best]
            active[todo], lowest[todo], dark[todo] = models[best], scores[best], fits.dark[best]
        better = [pair for pair in missed if pair[0] < lowest[0]]
        preferred = min(better, key=lambda pair: pair[0])[1] if better else None
        return Choice(dark, active, active[:1], lowest[:1], refused, preferred)

    def _neighbours(self, active: np.ndarray, todo: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        current = active[todo]
        can_add = ~current & parents_present(self.room, current)
        can_drop = current & ~children_present(self.room, current)
        can_drop[:, : self.room.n_fixed] = False
        owner, term = np.nonzero(can_add | can_drop)
        models = current[owner].copy()
        models[np.arange(len(owner)), term] ^= True
        return todo[owner], models

    def resampler(self, choice: Choice) -> "Downhill":
        return self


def score(fits: Fits, cases: np.ndarray, per_parameter: float | None) -> np.ndarray:
    """AIC or BIC; a parameter at minus infinity counts as one."""
    weight = np.log(cases) if per_parameter is None else per_parameter
    return -2 * fits.loglik + fits.parameters * weight


def parents_present(room: Space, active: np.ndarray) -> np.ndarray:
    """(M, P): every term one list smaller is in the model."""
    missing = (~active).astype(float) @ _steps(room)
    found: np.ndarray = missing == 0
    return found


def children_present(room: Space, active: np.ndarray) -> np.ndarray:
    """(M, P): some term one list larger is in the model."""
    found: np.ndarray = active.astype(float) @ _steps(room).T > 0
    return found


def _steps(room: Space) -> np.ndarray:
    """(P, P): 1 where the row's term is the column's term with one list left out."""
    terms = room.terms
    size = np.array([int(term).bit_count() for term in terms])
    inside = (terms[:, None] & terms[None, :]) == terms[:, None]
    found: np.ndarray = (inside & (size[:, None] + 1 == size[None, :])).astype(float)
    return found


def hierarchical_models(room: Space) -> np.ndarray:
    """Every hierarchical model (A, P) with all main effects and interactions up to the order of the room."""
    models = room.active([])[None]
    for column in range(room.n_fixed, len(room.terms)):
        wider = models[parents_present(room, models)[:, column]]
        wider[:, column] = True
        models = np.concatenate([models, wider])
    return models


def criterion(k: int, order: int, per_parameter: float | None) -> Exhaustive | Downhill:
    """All models where that is feasible (5 lists, or 6 lists and pairs), downhill search beyond."""
    room = space(k, order)
    if k <= 5 or (k == 6 and order == 2):
        return Exhaustive(room, hierarchical_models(room), per_parameter)
    return Downhill(room, per_parameter)
