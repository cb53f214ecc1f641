"""Conditions on a pair of records, written once and run in two places: as Python for one pair, as SQL for
millions.

A condition speaks of feature columns (`features.COLUMNS`). An unknown value makes it false, never true. In
SQL, which DuckDB and Spark share, `l_x` and `r_x` are column x of the two records as a number (texts are
coded), `l_t_x` its text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .features import Row
from .names import at_most


class Condition(Protocol):
    """Something that holds of two records or not."""

    def sql(self) -> str: ...

    def holds(self, a: Row, b: Row) -> bool: ...


@dataclass(frozen=True)
class Same:
    """Column `left` of one record equals column `right` of the other."""

    left: str
    right: str

    def sql(self) -> str:
        return f"(l_{self.left} = r_{self.right})"

    def holds(self, a: Row, b: Row) -> bool:
        value = a[self.left]
        return value is not None and value == b[self.right]


@dataclass(frozen=True)
class Near:
    """Two words of at least four letters that differ by one letter, or by two when both have seven or
    more.
    """

    left: str
    right: str

    def sql(self) -> str:
        a, b = f"l_t_{self.left}", f"r_t_{self.right}"
        shortest = f"least(length({a}), length({b}))"
        limit = f"CASE WHEN {shortest} >= 7 THEN 2 ELSE 1 END"
        return (
            f"({shortest} >= 4 AND abs(length({a}) - length({b})) <= {limit} AND levenshtein({a}, {b}) <="
            f" {limit})"
        )

    def holds(self, a: Row, b: Row) -> bool:
        one, other = a[self.left], b[self.right]
        if one is None or other is None:
            return False
        shortest = min(len(one), len(other))
        return shortest >= 4 and at_most(one, other, 2 if shortest >= 7 else 1)


@dataclass(frozen=True)
class Apart:
    """A number that differs by exactly `by` between the two records."""

    column: str
    by: int

    def sql(self) -> str:
        return f"(abs(l_{self.column} - r_{self.column}) = {self.by})"

    def holds(self, a: Row, b: Row) -> bool:
        one, other = a[self.column], b[self.column]
        return one is not None and other is not None and abs(one - other) == self.by


@dataclass(frozen=True)
class Within:
    """A number that differs by at most `by` between the two records."""

    column: str
    by: int

    def sql(self) -> str:
        return f"(abs(l_{self.column} - r_{self.column}) <= {self.by})"

    def holds(self, a: Row, b: Row) -> bool:
        one, other = a[self.column], b[self.column]
        return one is not None and other is not None and abs(one - other) <= self.by


@dataclass(frozen=True)
class Overlap:
    """Two ranges [low, high] that overlap when each may be off by `slack` in total."""

    low: str
    high: str
    slack: int

    def sql(self) -> str:
        return (
            f"(l_{self.low} <= r_{self.high} + {self.slack} AND r_{self.low} <= l_{self.high} + {self.slack})"
        )

    def holds(self, a: Row, b: Row) -> bool:
        if a[self.low] is None or b[self.low] is None:
            return False
        found: bool = a[self.low] <= b[self.high] + self.slack and b[self.low] <= a[self.high] + self.slack
        return found


@dataclass(frozen=True)
class Both:
    """Both records have one of the columns."""

    columns: tuple[str, ...]

    def sql(self) -> str:
        return (
            "("
            + " AND ".join(
                f"coalesce({', '.join(f'{s}_{c}' for c in self.columns)}) IS NOT NULL" for s in "lr"
            )
            + ")"
        )

    def holds(self, a: Row, b: Row) -> bool:
        return any(a[c] is not None for c in self.columns) and any(b[c] is not None for c in self.columns)


@dataclass(frozen=True)
class Marked:
    """At least one of the records has the column."""

    column: str

    def sql(self) -> str:
        return f"(l_{self.column} IS NOT NULL OR r_{self.column} IS NOT NULL)"

    def holds(self, a: Row, b: Row) -> bool:
        return a[self.column] is not None or b[self.column] is not None


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]

    def sql(self) -> str:
        return "(" + " OR ".join(part.sql() for part in self.parts) + ")"

    def holds(self, a: Row, b: Row) -> bool:
        for part in self.parts:  # noqa: SIM110 - a plain loop is faster, and this is most of the work of scoring a pair
            if part.holds(a, b):
                return True
        return False


@dataclass(frozen=True)
class AllOf:
    parts: tuple[Condition, ...]

    def sql(self) -> str:
        return "(" + (" AND ".join(part.sql() for part in self.parts) or "true") + ")"

    def holds(self, a: Row, b: Row) -> bool:
        for part in self.parts:  # noqa: SIM110
            if not part.holds(a, b):
                return False
        return True


def either(*parts: Condition) -> AnyOf:
    return AnyOf(parts)


def all_of(*parts: Condition) -> AllOf:
    return AllOf(parts)


def shared(
    lefts: Sequence[str], rights: Sequence[str], kind: Callable[[str, str], Condition] = Same
) -> AnyOf:
    """Any column of `lefts` on one side meets any of `rights` on the other, in either direction."""
    pairs = dict.fromkeys([(a, b) for a in lefts for b in rights] + [(b, a) for a in lefts for b in rights])
    return AnyOf(tuple(kind(a, b) for a, b in pairs))
