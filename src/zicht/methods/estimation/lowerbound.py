"""A lower bound for the population that survives differences between people.

Chao (1989, Biometrics 45:427-438), for sparse data with a different chance on every list: bias-corrected, so
that it also exists when nobody is on exactly two lists.
"""

from .table import CaptureTable


def chao_lower_bound(table: CaptureTable) -> float:
    """Observed plus sum over pairs of lists of (only on i)(only on j), divided by (on exactly two lists) +
    1."""
    k = len(table.lists)
    alone = [int(table.counts[1 << j]) for j in range(k)]
    twice = sum(int(table.counts[1 << i | 1 << j]) for i in range(k) for j in range(i))
    products = (sum(alone) ** 2 - sum(count**2 for count in alone)) / 2
    return table.observed + products / (twice + 1)
