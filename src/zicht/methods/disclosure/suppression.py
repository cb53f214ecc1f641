"""Complementary suppression: which safe cells must also stay hidden so that the sensitive ones cannot be
worked out.

Sensitive cells are hidden first. Whatever then still follows by subtraction or bounds is repaired by the
cheapest table that gives the reader enough doubt; the cells in which that table differs are hidden too. A
last pass keeps only the tables that are needed. Works on any set of sums, so hierarchies, margins, linked
and earlier tables are one case. Source: Kelly, Golden & Assad (1992), Networks 22:397–417; Fischetti &
Salazar (2001) for the linear programmes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from .attacker import prove
from .linked import Knowledge
from .witness import SHORTFALL, TOLERANCE, Goals, Room, Tables

REPAIRS_AT_ONCE = 8
REPAIRED_SHARE = 0.2
FIRST_WORTH, DEARER = 8.0, 2.0
"""The cheapest doubt is bought first; the price goes up when little is left at the old one."""
ZEROS_WORTH = 100.0
"""Zeros stay published unless doubt costs more than this."""
WORTHWHILE = 0.25
"""Share of the ends asked that a table must prove for another try to be worth more than hiding further
cells."""
SECOND_HAND = 0.01
"""Price of hiding a cell that already is hidden, so that fewer cells turn out to be needed."""


@dataclass
class Puzzle:
    """Protect ``goals`` given what readers know. values, ours, weight: (cells,); ``ours``: cells this
    table may hide.
    """

    sums: csr_matrix
    knowledge: Knowledge
    values: np.ndarray
    ours: np.ndarray
    weight: np.ndarray
    goals: Goals
    whole: bool

    def tables(self, sensitive: np.ndarray, hidden: np.ndarray, offered: np.ndarray | bool = False) -> Tables:
        """Tables that agree with the figures outside ``hidden``; ``offered`` cells may be hidden too, at
        their weight."""
        known = self.ours & ~sensitive
        low = np.where(known, self.values, self.knowledge.low)
        high = np.where(known, self.values, self.knowledge.high)
        paid = known & (hidden | offered)
        least, most = np.where(paid, self.knowledge.low, low), np.where(paid, self.knowledge.high, high)
        cost = np.where(hidden, SECOND_HAND, 1.0) * self.weight
        return Tables(self.sums, Room(low, high, least, most, cost), self.whole)

    def hidden_by(self, table: np.ndarray) -> np.ndarray:
        """Cells of ours in which ``table`` differs from the true figures: it proves nothing unless they
        are hidden."""
        found: np.ndarray = self.ours & (np.abs(table - self.values) > TOLERANCE)
        return found


def choose(
    puzzle: Puzzle, sensitive: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Cells to hide, sensitive ones included, as a mask (cells,), and the tables that prove that this
    suffices.

    Goals that stay open cannot be reached by hiding."""
    goals, hidden, worth = puzzle.goals, sensitive.copy(), FIRST_WORTH
    found = prove(puzzle.tables(sensitive, hidden), goals, random, WORTHWHILE, 1)
    while goals.open.any() and worth <= SHORTFALL:
        before = goals.open.sum()
        batch = goals.draw(random, max(REPAIRS_AT_ONCE, int(REPAIRED_SHARE * before)))
        offered = (puzzle.values > 0) | (worth > ZEROS_WORTH)
        table = puzzle.tables(sensitive, hidden, offered).nearest(batch, random, worth)
        goals.open &= ~goals.proved_by(table)
        hidden |= puzzle.hidden_by(table)
        found.append(table)
        if goals.open.any():
            found += prove(puzzle.tables(sensitive, hidden), goals, random, WORTHWHILE, 1)
        worth *= 1 if before - goals.open.sum() > WORTHWHILE * len(batch.place) else DEARER
    return sensitive | _needed(puzzle, found), found


def _needed(puzzle: Puzzle, tables: list[np.ndarray]) -> np.ndarray:
    """Cells hidden by a small set of tables that together still prove all that all of them prove."""
    hidden = np.zeros(len(puzzle.values), dtype=bool)
    if not tables:
        return hidden
    proofs = [puzzle.goals.proved_by(t) for t in tables]
    moved = [puzzle.hidden_by(t) for t in tables]
    left = np.any(proofs, axis=0)
    while left.any():
        price = [1 + (move & ~hidden) @ puzzle.weight for move in moved]
        gains = [(proof & left).sum() / p for proof, p in zip(proofs, price, strict=True)]
        best = int(np.argmax(gains))
        hidden |= moved[best]
        left &= ~proofs[best]
    return hidden
