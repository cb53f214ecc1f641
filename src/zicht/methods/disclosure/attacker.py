"""The attacker: reads all publications together and works out what the hidden figures can be.

Subtracting one figure from another is a special case of the linear programmes used here, so every
difference between cells, margins, levels of a hierarchy and earlier tables is tried. Run before every
publication.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from .linked import Knowledge, Linked, guarded
from .publications import Publication
from .tables import Cell
from .witness import TOLERANCE, WHOLE_UP_TO, Goals, Room, Tables

BATCH = 600
FRUITLESS = 3


@dataclass(frozen=True)
class Exposure:
    """A hidden cell that readers can work out more closely than its protection interval allows."""

    cell: Cell
    low: float
    high: float
    needed: tuple[float, float]

    def as_close_as(self, other: Exposure) -> bool:
        """Whether ``other`` already bounded the cell at least this closely."""
        return other.low >= self.low - TOLERANCE and other.high <= self.high + TOLERANCE


@dataclass(frozen=True)
class Attack:
    """What the attacker achieved. ``tested``: protection intervals attacked; ``whole``: reasoned in whole
    numbers.

    ``exposed_before``: cells that earlier publications already gave away, which no protection can undo.
    """

    tested: int
    exposed: tuple[Exposure, ...]
    whole: bool
    seconds: float
    exposed_before: tuple[Exposure, ...] = ()

    @property
    def safe(self) -> bool:
        return not self.exposed


def attack(publications: Sequence[Publication], seed: int = 1, proofs: Iterable[np.ndarray] = ()) -> Attack:
    """Attack every guarded cell of all publications with all publications together.

    Uses only what was published (``known``), never a true value. Refuses publications that contradict each
    other. ``proofs``: tables (cells of ``Linked.of`` the shapes) offered as proof that cells are safe;
    each is checked against the publications and dropped when it does not fit, so they can only save time.
    Every cell reported exposed is bounded exactly; every other one is proved safe by a table that fits all
    figures."""
    started = time.perf_counter()
    linked = Linked.of(p.shape for p in publications)
    knowledge = Knowledge.of(linked, publications)
    goals = Goals.of(guarded(linked, publications))
    whole = _in_whole_numbers(knowledge)
    tables = Tables(linked.sums, readers_room(knowledge), whole)
    for proof in proofs:
        if fits(proof, linked.sums, knowledge, whole):
            goals.open &= ~goals.proved_by(proof)
    prove(tables, goals, np.random.default_rng(seed))
    cells = list(linked.at)
    exposed = [_exposure(tables, goals, int(i), cells) for i in np.flatnonzero(goals.open.any(axis=1))]
    found = tuple(e for e in exposed if e is not None)
    return Attack(len(goals.place), found, whole, time.perf_counter() - started)


def readers_room(knowledge: Knowledge) -> Room:
    """Cells where readers must look for them: within what they know."""
    low, high = knowledge.low, knowledge.high
    return Room(low, high, low, high, np.zeros(len(low)))


def fits(table: np.ndarray, sums: csr_matrix, knowledge: Knowledge, whole: bool) -> bool:
    """Whether a table agrees with everything published and with every sum (and counts whole persons)."""
    inside = (table >= knowledge.low - TOLERANCE) & (table <= knowledge.high + TOLERANCE)
    adds_up = np.abs(sums @ table).max(initial=0) <= TOLERANCE * max(1.0, np.abs(table).max(initial=0))
    return bool(
        inside.all() and adds_up and (not whole or np.allclose(table, np.rint(table), atol=TOLERANCE))
    )


def prove(
    tables: Tables,
    goals: Goals,
    random: np.random.Generator,
    worthwhile: float = 0.02,
    patience: int = FRUITLESS,
) -> list[np.ndarray]:
    """Close goals with tables that fit, many at a time, until tries close too few of those asked. Returns
    the tables."""
    found, fruitless = [], 0
    while goals.open.any() and fruitless < patience:
        before = goals.open.sum()
        batch = goals.draw(random, BATCH)
        table = tables.nearest(batch, random)
        goals.open &= ~goals.proved_by(table)
        found.append(table)
        fruitless = fruitless + 1 if before - goals.open.sum() <= worthwhile * len(batch.place) else 0
    return found


def _exposure(tables: Tables, goals: Goals, i: int, cells: list[Cell]) -> Exposure | None:
    place, low, high = goals.place[i], goals.low[i], goals.high[i]
    reached_low = tables.bound(place, -1) if goals.open[i, 0] else low
    reached_high = tables.bound(place, 1) if goals.open[i, 1] else high
    if reached_low <= low + TOLERANCE and reached_high >= high - TOLERANCE:
        return None
    return Exposure(cells[place], reached_low, reached_high, (low, high))


def _in_whole_numbers(knowledge: Knowledge) -> bool:
    limits = np.r_[knowledge.low, knowledge.high]
    limits = limits[np.isfinite(limits)]
    return bool((knowledge.high > knowledge.low).sum() <= WHOLE_UP_TO) and bool(
        (limits == limits.round()).all()
    )
