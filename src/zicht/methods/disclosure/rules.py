"""Which cells are sensitive, and how far a reader must stay from their value.

Threshold rule: fewer than ``threshold`` persons. Dominance rules for tables in which a few organisations
contribute: (1, k) and p % on the two largest contributions. Source: Hundepool et al. (2012), Statistical
Disclosure Control, sections 4.2.1–4.2.2 and table 4.2 (required upper protection levels).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .tables import Cell

Interval = tuple[float, float]


def below_threshold(values: Mapping[Cell, float], threshold: int) -> dict[Cell, Interval]:
    """Cells with 0 < count < threshold. A reader must not be able to exclude 0, nor that the count is
    ``threshold``.

    Zeros are published: they say that nobody was counted."""
    return {cell: (0.0, float(threshold)) for cell, value in values.items() if 0 < value < threshold}


@dataclass(frozen=True)
class Dominance:
    """One contributor must not be known to within a share of itself. ``largest``: cell → contributions,
    largest first.

    ``share``: (1, k) rule, sensitive when the largest exceeds k % of the cell. ``prior``: p % rule,
    sensitive when the second largest contributor could estimate the largest to within p %. Cells without
    contributions are not judged.
    """

    largest: Mapping[Cell, tuple[float, ...]]
    share: float | None = None
    prior: float | None = None

    def sensitive(self, values: Mapping[Cell, float]) -> dict[Cell, Interval]:
        """Cells that break a rule, with the interval value ± required protection level (never below zero)."""
        found = {}
        for cell, contributions in self.largest.items():
            if cell in values and (level := self._level(values[cell], contributions)) > 0:
                found[cell] = (max(0.0, values[cell] - level), values[cell] + level)
        return found

    def _level(self, value: float, contributions: tuple[float, ...]) -> float:
        first, second = (*contributions, 0.0, 0.0)[:2]
        by_share = 100 / self.share * first - value if self.share else 0.0
        by_prior = self.prior / 100 * first - (value - first - second) if self.prior else 0.0
        return max(by_share, by_prior)
