"""The model as SQL: features to candidates, outcomes and weights. One text for DuckDB and Spark.

Tables it reads: `people` (`id`, feature columns as numbers, `t_<column>` texts, k1..k3, `a_<column>`
adjustments), `keys` (`id`, `tag`, `key`), `pairs` (`l`, `r` with l < r).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from .blocking import SLOTS, TEMPLATES, Template
from .comparisons import Comparison, Level
from .model import Model


def templates(extras: Sequence[str] = ()) -> tuple[Template, ...]:
    """The blocking templates, and one on each extra field by itself."""
    return (*TEMPLATES, *(Template(f"x{n}", (f"x{n}",), most=30) for n in range(len(extras))))


def keys(extras: Sequence[str] = (), hash_of: str = "hash") -> str:
    """All (id, tag, key) rows; `hash_of` is the engine's 64-bit hash function. `tag` is the number of the
    template."""
    return " UNION ALL ".join(
        part for n, template in enumerate(templates(extras)) for part in _key_rows(n, template, hash_of)
    )


def _key_rows(n: int, template: Template, hash_of: str) -> Iterator[str]:
    for columns in product(*(SLOTS.get(slot, (slot,)) for slot in template.slots)):
        parts = [f"cast({column} AS bigint)" for column in columns]
        if template.crossing:
            parts[:2] = [f"least({parts[0]}, {parts[1]})", f"greatest({parts[0]}, {parts[1]})"]
        known = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        yield f"SELECT id, {n} AS tag, {hash_of}({n}, {', '.join(parts)}) AS key FROM people WHERE {known}"


def candidates(extras: Sequence[str] = ()) -> str:
    """Distinct pairs (l, r) that share a key which is not too common; each template has its own limit."""
    limit = (
        "CASE tag " + " ".join(f"WHEN {n} THEN {t.most}" for n, t in enumerate(templates(extras))) + " END"
    )
    return f"""
WITH spoken AS (SELECT DISTINCT id, tag, key FROM keys),
fit AS (SELECT key FROM spoken GROUP BY key, tag HAVING count(*) BETWEEN 2 AND {limit}),
chosen AS (SELECT s.id, s.key FROM spoken s JOIN fit f ON s.key = f.key)
SELECT DISTINCT a.id AS l, b.id AS r FROM chosen a JOIN chosen b ON a.key = b.key AND a.id < b.id"""


def sides(columns: Iterable[str], pairs: str = "pairs", kept: Iterable[str] = ()) -> str:
    """SELECT of the pairs with the columns of both records as l_<column> and r_<column>, and the `kept`
    columns of the pair."""
    chosen = ", ".join(f"{side}.{column} AS {side}_{column}" for side in "lr" for column in columns)
    own = "".join(f", p.{column}" for column in kept)
    return (
        f"SELECT p.l, p.r{own}, {chosen} FROM {pairs} p JOIN people l ON l.id = p.l JOIN people r ON r.id"
        " = p.r"
    )


def outcomes(model: Model, source: str) -> str:
    """SELECT of everything in `source` and o_<comparison>: the level of each comparison, or NULL."""
    columns = []
    for c in model.comparisons:
        cases = " ".join(f"WHEN {level.when.sql()} THEN {n}" for n, level in enumerate(c.levels))
        columns.append(f"CASE WHEN {c.known.sql()} THEN CASE {cases} END END AS o_{c.name}")
    return f"SELECT *, {', '.join(columns)} FROM ({source})"


def adjustment(level: Level) -> str:
    """Bits for the value that both records share: the rarest of each group, summed over the groups."""
    return " + ".join(_rarest(group) for group in level.shared)


def _rarest(group: Sequence[tuple[str, str]]) -> str:
    found = [f"CASE WHEN l_{a} = r_{b} THEN least(l_a_{a}, r_a_{b}) END" for a, b in group]
    return found[0] if len(found) == 1 else f"greatest({', '.join(found)})"


def possible(model: Model, source: str, floor: float) -> str:
    """SELECT of the rows of `outcomes` whose weight can reach `floor`: a cheap bound that spares weighing the
    others.

    The bound takes for each agreement the rarest value that the left record has (`b_<comparison>`)."""
    bound = " + ".join(f"coalesce(CASE o_{c.name} {_bounds(c, model)} END, 0)" for c in model.comparisons)
    return f"SELECT * FROM ({source}) WHERE {bound} >= {number(floor - 1e-6)}"


def _bounds(comparison: Comparison, model: Model) -> str:
    groups = model.weights[comparison.name]
    bits = [max(group[n] for group in groups) for n in range(len(comparison.levels))]
    lift = sum(
        max(0.0, *(loose - after for loose, after in zip(*model.weights[c.name], strict=True)))
        for c in model.comparisons
        if comparison.name in c.after
    )
    return " ".join(f"WHEN {n} THEN {_bound(comparison, n, bits, lift)}" for n in range(len(bits)))


def _bound(comparison: Comparison, at: int, bits: Sequence[float], lift: float) -> str:
    level = comparison.levels[at]
    if not level.agrees:
        return number(bits[at])
    sure = (
        [0.0, lift]
        + ([] if level.shared else [bits[at]])
        + [bits[n] for n, other in enumerate(comparison.levels) if other.name in level.over]
    )
    most: dict[int, float] = {}
    for n in range(at, len(bits)):
        other = comparison.levels[n]
        if other.shared and other.agrees:
            most[len(other.shared)] = max(bits[n] + lift, most.get(len(other.shared), bits[n] + lift))
    parts = [number(max(sure))] + [
        f"{number(w)} + {times} * l_b_{comparison.name}" for times, w in most.items()
    ]
    return f"greatest({', '.join(parts)})" if len(parts) > 1 else parts[0]


def rarest(comparison: Comparison) -> str | None:
    """The expression of `b_<comparison>` over the `a_` columns of one record."""
    columns = sorted({column for level in comparison.levels for group in level.shared for column, _ in group})
    return (
        f"coalesce(greatest({', '.join(f'a_{c}' for c in (*columns, columns[0]))}), 0)" if columns else None
    )


def weights(model: Model, source: str) -> str:
    """SELECT of (l, r, w_<comparison>...) from the SELECT of `outcomes`."""
    columns = []
    for c in model.comparisons:
        own = _choose(c, model) if c.after else _bits(c, model.weights[c.name][0])
        columns.append(
            f"CASE WHEN o_{c.name} IS NULL THEN cast(0 AS double) ELSE {_lifted(c, own, model)} END AS"
            f" w_{c.name}"
        )
    return f"SELECT l, r, {', '.join(columns)} FROM ({source})"


def total(model: Model) -> str:
    """The sum of the weights, in the order in which Python adds them."""
    return " + ".join(f"w_{c.name}" for c in model.comparisons)


def _bits(comparison: Comparison, bits: Sequence[float]) -> str:
    cases = " ".join(f"WHEN {n} THEN {_level(comparison, n, bits)}" for n in range(len(bits)))
    return f"(CASE o_{comparison.name} {cases} END)"


def _level(comparison: Comparison, at: int, bits: Sequence[float]) -> str:
    level = comparison.levels[at]
    if not level.agrees:
        return number(bits[at])
    best = [number(0.0)] + ([number(bits[at])] if not level.shared else [])
    best += [number(bits[n]) for n, other in enumerate(comparison.levels) if other.name in level.over]
    if level.cap:
        sure = f"{number(bits[0])} + least(l_a_{level.cap}, r_a_{level.cap})"
        best[1:] = [f"least({number(bits[at])}, greatest(cast(0 AS double), {sure}))"]
    best += [
        f"({number(bits[n])} + {adjustment(other)})"
        for n, other in enumerate(comparison.levels)
        if n >= at and other.shared and other.agrees
    ]
    return f"greatest({', '.join(best)})" if len(best) > 1 else best[0]


def _choose(comparison: Comparison, model: Model) -> str:
    loose, after = (_bits(comparison, bits) for bits in model.weights[comparison.name])
    return f"(CASE WHEN {_told(comparison, model)} THEN {after} ELSE {loose} END)"


def _told(comparison: Comparison, model: Model) -> str:
    by_name = {c.name: c for c in model.comparisons}
    return "(" + " OR ".join(_tells(by_name[name]) for name in comparison.after) + ")"


def _tells(comparison: Comparison) -> str:
    levels = [str(n) for n, level in enumerate(comparison.levels) if level.agrees and level.tells]
    return f"coalesce(o_{comparison.name} IN ({', '.join(levels)}), false)"


def _lifted(comparison: Comparison, own: str, model: Model) -> str:
    followers = [c for c in model.comparisons if comparison.name in c.after]
    if not followers:
        return own
    gaps = " + ".join(
        f"coalesce(greatest(cast(0 AS double), {_bits(c, model.weights[c.name][0])} -"
        f" {_bits(c, model.weights[c.name][1])}), cast(0 AS double))"
        for c in followers
    )
    return (
        f"CASE WHEN {_tells(comparison)} THEN greatest({own}, {_untold(comparison, model)} + ({gaps})) ELSE"
        f" {own} END"
    )


def _untold(comparison: Comparison, model: Model) -> str:
    bits = model.weights[comparison.name][0]
    found = [
        f"({number(bits[n])} + {adjustment(level)})"
        for n, level in enumerate(comparison.levels)
        if level.shared and not level.tells
    ]
    return f"greatest(cast(0 AS double), {', '.join(found)})"


def number(value: float) -> str:
    """A double literal that both engines read back bit for bit."""
    return f"cast('{value!r}' AS double)"
