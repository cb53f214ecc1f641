"""The room in which log-linear models live: cells, terms, and the matrix between them.

A term is a bit mask of lists: 0 is the intercept, one bit a main effect, two bits a pair. With 0/1 coding
(cell contains term) every sum the solver needs is a sum over supersets, which makes it one matrix product.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np


@dataclass(frozen=True, eq=False)
class Space:
    """All terms up to `order` for k lists.

    terms (P,): masks, ordered by size and then lexicographically by list.
    design (C, P): 1 where the cell contains the term; C = 2**k - 1, the cell with mask c is row c - 1. A
    complete room also has the cell that no list saw, as first row. supersets (C, U) and union_of (P, P):
    the information between terms a and b is the sum of the expected counts over the cells that contain
    both, column union_of[a, b] of supersets.
    """

    k: int
    order: int
    terms: np.ndarray
    design: np.ndarray
    supersets: np.ndarray
    union_of: np.ndarray

    @property
    def n_fixed(self) -> int:
        """Intercept and main effects, present in every model."""
        return self.k + 1

    def active(self, interactions: np.ndarray | list[int]) -> np.ndarray:
        """Boolean (P,): intercept, main effects and the given interaction masks."""
        return np.isin(self.terms, interactions) | (np.arange(len(self.terms)) < self.n_fixed)

    def interactions(self, active: np.ndarray) -> list[int]:
        return [int(term) for term in self.terms[self.n_fixed :][active[self.n_fixed :]]]


@cache
def space(k: int, order: int, complete: bool = False) -> Space:
    """The space for k lists and interactions of at most `order` lists."""
    order = min(order, k)
    terms = np.array(
        [sum(1 << j for j in group) for size in range(order + 1) for group in combinations(range(k), size)]
    )
    cells = np.arange(0 if complete else 1, 1 << k)
    unions, union_of = np.unique(terms[:, None] | terms[None, :], return_inverse=True)
    return Space(
        k=k,
        order=order,
        terms=terms,
        design=_contains(cells, terms),
        supersets=_contains(cells, unions),
        union_of=union_of.reshape(len(terms), len(terms)),
    )


def _contains(cells: np.ndarray, masks: np.ndarray) -> np.ndarray:
    found: np.ndarray = ((cells[:, None] & masks) == masks).astype(float)
    return found
