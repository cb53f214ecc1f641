"""From pairs to persons, without letting one doubtful pair chain two persons together.

Clusters grow along the strongest pairs first; two clusters join only when all pairs between them, taken
together, speak for one person (average linkage). A pair that was no candidate counts as evidence against;
one pair that speaks against is not heard louder than MOST_AGAINST, because one wrong date is enough for
that.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

Group = tuple[int, ...]
Pairs = tuple[np.ndarray, np.ndarray]

ABSENT, MOST_AGAINST = -8.0, -6.0
# A record that resembles more others than this says nothing about them together.
MOST_OTHERS = 100


def clusters(left: ArrayLike, right: ArrayLike, weight: ArrayLike, cut: float) -> list[Group]:
    """Groups of row numbers (tuples, each of two or more, ordered) from scored pairs.

    `left`, `right`: row numbers, left < right; `weight`: bits, including pairs somewhat below the cut,
    which speak against; `cut`: bits from which a pair speaks for one person. A pair that is not given
    counts as `cut` + ABSENT."""
    bits = np.maximum(np.asarray(weight, float) - cut, MOST_AGAINST)
    links = np.argsort(-bits, kind="stable")[: int((bits >= 0).sum())]
    left, right = np.asarray(left), np.asarray(right)
    groups = _Groups(left, right, bits, np.unique(np.concatenate([left[links], right[links]])))
    for link in links.tolist():
        groups.join(int(left[link]), int(right[link]))
    return groups.found()


def thirds(left: np.ndarray, right: np.ndarray, weight: np.ndarray, cut: float) -> Pairs:
    """(left, right) arrays of pairs that are not given, of which both resemble the same third record: to
    be weighed too."""
    near: dict[int, list[int]] = {}
    given = set(zip(left.tolist(), right.tolist(), strict=True))
    sure = weight >= cut
    for a, b in zip(left[sure].tolist(), right[sure].tolist(), strict=True):
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    found = {
        pair
        for others in near.values()
        if len(others) <= MOST_OTHERS
        for pair in combinations(sorted(others), 2)
    } - given
    pairs = np.array(sorted(found), int).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


class _Groups:
    """Clusters under way: members, and per neighbour the sum and number of the known pairs between them."""

    def __init__(self, left: np.ndarray, right: np.ndarray, bits: np.ndarray, nodes: np.ndarray) -> None:
        self.home: dict[int, int] = {n: n for n in nodes.tolist()}
        self.members = {n: [n] for n in self.home}
        self.between: dict[int, dict[int, tuple[float, int]]] = {n: {} for n in self.home}
        known = np.isin(left, nodes) & np.isin(right, nodes)
        for a, b, w in zip(left[known].tolist(), right[known].tolist(), bits[known].tolist(), strict=True):
            self.between[a][b] = self.between[b][a] = (w, 1)

    def join(self, a: int, b: int) -> None:
        a, b = self.home[a], self.home[b]
        if a == b:
            return
        total, count = self.between[a][b]
        absent = len(self.members[a]) * len(self.members[b]) - count
        if total + absent * ABSENT >= 0:
            self._merge(a, b)

    def _merge(self, a: int, b: int) -> None:
        if len(self.between[a]) < len(self.between[b]):
            a, b = b, a
        for node in self.members[b]:
            self.home[node] = a
        self.members[a] += self.members.pop(b)
        for other, (w, n) in self.between.pop(b).items():
            if other != a:
                w0, n0 = self.between[a].get(other, (0.0, 0))
                self.between[a][other] = self.between[other][a] = (w0 + w, n0 + n)
                del self.between[other][b]
        del self.between[a][b]

    def found(self) -> list[Group]:
        return [tuple(sorted(group)) for group in self.members.values() if len(group) > 1]


def pairs_within(groups: Iterable[Group]) -> Pairs:
    """(left, right) arrays of all pairs inside the groups."""
    both = [(a, b) for group in groups for n, a in enumerate(group) for b in group[n + 1 :]]
    return np.array([a for a, _ in both], int), np.array([b for _, b in both], int)
