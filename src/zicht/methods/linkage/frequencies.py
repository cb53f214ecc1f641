"""How common values are in a set of records: overall, and for names among people of one origin."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .engine import Codes, Connection
from .model import FEW, TABLES, Table

# An origin of fewer records is not counted by itself; the shares within one lean on those among all as if it
# had LEAN more records.
ENOUGH, LEAN = 20, 200


def tables(connection: Connection, codes: Codes, extras: Sequence[str] = ()) -> dict[str, Table]:
    """{name: `Table`} of the records in the table `people` of a connection."""
    columns = {**TABLES, **{f"x{n}": f"x{n}" for n in range(len(extras))}}
    return {
        name: _table(connection, list(codes), [c for c, t in columns.items() if t == name])
        for name in dict.fromkeys(columns.values())
    }


def _table(connection: Connection, texts: list[str], columns: list[str]) -> Table:
    """How many records have a value in any of these columns, as a share; for names also within each origin.

    Counted per record, not per word: a name of two words has two chances to meet another. Rare values are
    pooled. Where no rare value was seen, nothing is known of others: each counts as no rarer than the
    rarest seen (a nationality new to the model)."""
    known = " OR ".join(f"{c} IS NOT NULL" for c in columns)
    origins: Counter[int | None] = Counter(
        dict(
            connection.execute(
                f"SELECT coalesce(n1, c), count(*) FROM people WHERE {known} GROUP BY 1"
            ).fetchall()
        )
    )
    source = " UNION ".join(
        f"SELECT id, {c} AS v, coalesce(n1, c) AS o FROM people WHERE {c} IS NOT NULL" for c in columns
    )
    text: Callable[[Any], str] = str if columns == ["y"] else texts.__getitem__
    counts: Counter[str] = Counter()
    inside: dict[int, dict[str, int]] = {}
    total = max(1, origins.total())
    for value, origin, count in connection.execute(
        f"SELECT v, o, count(*) FROM ({source}) GROUP BY v, o"
    ).fetchall():
        counts[text(value)] += count
        if origin is not None and columns[0][0] in "gs":
            inside.setdefault(origin, {})[text(value)] = count
    rare = [count / total for count in counts.values() if count < FEW]
    agree = sum((count / total) ** 2 for count in sorted(counts.values()))
    shares = {value: _rounded(count / total) for value, count in sorted(counts.items()) if count >= FEW}
    other = (
        max(sum(share * share for share in rare) / sum(rare), 1 / total)
        if rare
        else min(shares.values(), default=1 / total)
    )
    within = {
        texts[origin]: _within(found, origins[origin], shares, other)
        for origin, found in inside.items()
        if origins[origin] >= ENOUGH
    }
    return Table(
        shares, other, math.log2(max(agree, 1e-12)), {origin: within[origin] for origin in sorted(within)}
    )


def _within(
    found: Mapping[str, int], total: int, shares: Mapping[str, float], other: float
) -> dict[str, float]:
    """Shares among one origin; "" is the share of a value that fewer than FEW records have. The fewer of
    that origin there are, the more it leans on the shares among all."""

    def leaned(share: float, overall: float) -> float:
        return _rounded((share * total + overall * LEAN) / (total + LEAN))

    rare = [count / total for count in found.values() if count < FEW]
    pooled = sum(share * share for share in rare) / sum(rare) if rare else 1 / total
    listed = {
        value: leaned(count / total, shares.get(value, other))
        for value, count in sorted(found.items())
        if count >= FEW
    }
    return {"": leaned(max(pooled, other), other), **listed}


def _rounded(share: float) -> float:
    return float(f"{share:.6g}")
