"""Other tables that fit everything published: each one proves how little an attacker can know.

A table that agrees with every published figure and sum, and in which a hidden cell is 0 (or the threshold),
proves that no attacker can exclude that value. One linear programme finds a table that proves this for many
cells at once, which is what makes checking thousands of cells quick; the set of such tables is convex, so
cell by cell suffices.

Source: Fischetti & Salazar (2001), Management Science 47:1008–1027, the attacker's problems; solved by
HiGHS in SciPy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack

from .tables import TableError

TOLERANCE = 1e-6
SHORTFALL = 1e3
WHOLE_UP_TO = 400
"""Free cells up to which tables are sought in whole numbers; above it the attacker reasons in real
numbers."""


@dataclass
class Goals:
    """Protection intervals still to be proved. place, low, high: (k,); open: (k, 2) for the low and the
    high end.
    """

    place: np.ndarray
    low: np.ndarray
    high: np.ndarray
    open: np.ndarray

    @classmethod
    def of(cls, intervals: dict[int, tuple[float, float]]) -> Goals:
        limits = np.array(list(intervals.values()), dtype=float).reshape(-1, 2)
        place = np.array(list(intervals), dtype=int)
        return cls(place, limits[:, 0], limits[:, 1], np.ones((len(place), 2), dtype=bool))

    def proved_by(self, table: np.ndarray) -> np.ndarray:
        """(k, 2): which ends this table reaches."""
        values = table[self.place]
        return np.column_stack([values <= self.low + TOLERANCE, values >= self.high - TOLERANCE])

    def draw(self, random: np.random.Generator, size: int) -> Batch:
        """About ``size`` open high ends, and the low end of the other open cells: the others make room for
        the first."""
        high_only = self.open[:, 1]
        chance = min(0.6, size / max(1, int(high_only.sum())))
        up = high_only & (random.random(len(self.place)) < chance)
        down = self.open[:, 0] & ~up
        if not (up | down).any():
            up = high_only
        return Batch(
            np.r_[self.place[up], self.place[down]],
            np.r_[np.ones(up.sum()), -np.ones(down.sum())],
            np.r_[self.high[up], self.low[down]],
        )


@dataclass
class Batch:
    """Ends asked of one table: sign +1 wants value ≥ goal, −1 wants value ≤ goal."""

    place: np.ndarray
    sign: np.ndarray
    goal: np.ndarray


@dataclass
class Room:
    """Where each cell may lie: within [low, high] for nothing, and for ``cost`` a unit up to [least,
    most].
    """

    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    most: np.ndarray
    cost: np.ndarray


class Tables:
    """All tables that fit the sums and the room, to be searched with different goals.

    sums: (sums, cells), ``sums @ table = 0``. ``whole``: only whole numbers, as for counts of persons.
    """

    def __init__(self, sums: csr_matrix, room: Room, whole: bool = False) -> None:
        free = room.high > room.low
        self.free = np.flatnonzero(free)
        self.paying = np.flatnonzero((room.most > room.high) | (room.least < room.low))
        self.column = np.where(free, np.cumsum(free) - 1, -1)
        self.fixed = np.where(free, 0.0, room.low)
        extra = sums[:, self.paying]
        every = hstack([sums[:, self.free], extra, -extra]).tocsr()
        used = np.diff(every.indptr) > 0
        self.additive, self.rest = every[used], -(sums[used] @ self.fixed)
        self.low = np.r_[room.low[self.free], np.zeros(2 * len(self.paying))]
        above = room.most[self.paying] - room.high[self.paying]
        self.high = np.r_[room.high[self.free], above, room.low[self.paying] - room.least[self.paying]]
        self.cost = np.r_[np.zeros(len(self.free)), np.tile(room.cost[self.paying], 2)]
        self.whole = whole

    def nearest(self, batch: Batch, random: np.random.Generator, worth: float = SHORTFALL) -> np.ndarray:
        """The table that comes nearest to the goals, moving paid cells as little as possible.

        ``worth``: what a unit nearer to a goal may cost; goals that cost more are left for another table.
        Refuses published figures that no table fits: they do not come from one register."""
        reachable = self.column[batch.place] >= 0
        column, sign, goal = self.column[batch.place][reachable], batch.sign[reachable], batch.goal[reachable]
        k, n = len(column), len(self.low)
        rows, columns = np.tile(np.arange(k), 2), np.r_[column, n + np.arange(k)]
        shortfall = csr_matrix((np.r_[sign, np.ones(k)], (rows, columns)), shape=(k, n + k))
        cost = np.r_[self.cost * random.uniform(0.9, 1.1, n), worth * random.uniform(0.5, 1.5, k)]
        reach = [LinearConstraint(shortfall, sign * goal, np.inf)] if k else []
        solution = self._solve(cost, reach)
        if solution is None:
            raise TableError("not_one_register")
        return self._table(solution)

    def bound(self, place: int, sign: float) -> float:
        """Largest (sign +1) or smallest (sign −1) value of one cell over all tables; infinite when nothing
        limits it."""
        if self.column[place] < 0:
            return float(self.fixed[place])
        cost = np.zeros(len(self.low))
        cost[self.column[place]] = -sign
        solution = self._solve(cost, [], gap=0.0)
        return sign * np.inf if solution is None else float(self._table(solution)[place])

    def _solve(self, cost: np.ndarray, reach: list[LinearConstraint], gap: float = 0.1) -> np.ndarray | None:
        if not len(cost):
            return cost
        n, extra = len(self.low), len(cost) - len(self.low)
        sums = hstack([self.additive, csr_matrix((self.additive.shape[0], extra))]).tocsr()
        constraints = [LinearConstraint(sums, self.rest, self.rest), *reach]
        bounds = Bounds(np.r_[self.low, np.zeros(extra)], np.r_[self.high, np.full(extra, np.inf)])
        whole = np.r_[np.full(n, int(self.whole)), np.zeros(extra)]
        found: np.ndarray | None = milp(
            cost, constraints=constraints, bounds=bounds, integrality=whole, options={"mip_rel_gap": gap}
        ).x
        return found

    def _table(self, solution: np.ndarray) -> np.ndarray:
        free, above, below = np.split(
            solution[: len(self.low)], np.cumsum([len(self.free), len(self.paying)])
        )
        table = self.fixed.copy()
        table[self.free] = free
        table[self.paying] += above - below
        return table
