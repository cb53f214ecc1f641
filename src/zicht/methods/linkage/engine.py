"""The batch on DuckDB: records to features, candidate pairs and weights, in one process, out of core when
needed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import sql
from .blocking import with_years
from .features import COLUMNS, FALLBACK, GROUPS, Features, birth, exact
from .model import ORIGINS, Model
from .record import FIELDS, Record

# Columns of which the text itself is compared, not only its equality.
TEXTS = ("g1", "g2", "s1", "s2", "phone", "doc")
YEARS = ("k1", "k2", "k3")
AT_ONCE = 4_000_000

Connection = duckdb.DuckDBPyConnection
Records: TypeAlias = Iterable[Record] | pa.Table
Scored = tuple[np.ndarray, np.ndarray, np.ndarray]
Group = tuple[tuple[str, ...], Callable[..., Features], Mapping[str, str]]
"""Source fields, how columns are derived from them, and the kinds of those."""


def connect(threads: int | None = None) -> Connection:
    """An in-memory DuckDB connection."""
    connection = duckdb.connect()
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    return connection


def as_table(records: Records, extras: Sequence[str] = ()) -> pa.Table:
    """A pyarrow table of text columns (`record.FIELDS` and `extras`) from `Record`s; a table is passed
    through."""
    names = (*FIELDS, *extras)
    if isinstance(records, pa.Table):
        empty = pa.nulls(len(records), pa.string())
        return pa.table(
            {n: records[n].cast(pa.string()) if n in records.column_names else empty for n in names}
        )
    return pa.table({n: pa.array([record.get(n) for record in records], pa.string()) for n in names})


class Codes(dict[str, int]):
    """A number for every text, the same one wherever the text occurs."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


def people(connection: Connection, table: pa.Table, extras: Sequence[str] = ()) -> Codes:
    """Make the table `people`: one row per record, `id` its row number, with all feature columns. Returns
    its `Codes`."""
    connection.register("raw", table.append_column("id", pa.array(range(len(table)), pa.int32())))
    joins: list[str] = []
    chosen: list[str] = []
    codes = Codes()
    for number, (fields, derive, columns) in enumerate(_groups(extras)):
        derived = _derived(table, fields, derive, columns, codes)
        connection.register(f"group{number}", derived)
        on = " AND ".join(f"coalesce(raw.\"{field}\", '') = g{number}.f{n}" for n, field in enumerate(fields))
        joins.append(f"JOIN group{number} g{number} ON {on}")
        chosen += [_own(number, column) for column in derived.column_names[len(fields) :]]
    connection.execute(
        f"CREATE OR REPLACE TABLE people AS SELECT raw.id, {', '.join(chosen)} FROM raw {' '.join(joins)}"
    )
    return codes


def _own(number: int, column: str) -> str:
    spare = FALLBACK.get(column)
    home = next((n for n, (_, _, columns) in enumerate(GROUPS) if spare in columns), None)
    return f"coalesce(g{number}.{column}, g{home}.{spare}) AS {column}" if spare else f"g{number}.{column}"


def _groups(extras: Sequence[str]) -> Iterator[Group]:
    """The groups of `features`, with the year keys beside the birth columns and a group for each extra
    field."""
    for fields, derive, columns in GROUPS:
        if derive is birth:
            yield fields, lambda *texts: with_years(birth(*texts)), {**columns, **dict.fromkeys(YEARS, "int")}
        else:
            yield fields, derive, columns
    for n, name in enumerate(extras):
        yield (name,), lambda text, n=n: {f"x{n}": exact(text)}, {f"x{n}": "str"}


def _derived(
    table: pa.Table,
    fields: Sequence[str],
    derive: Callable[..., Features],
    columns: Mapping[str, str],
    codes: Codes,
) -> pa.Table:
    """One row per distinct combination of texts, with what is derived from it; texts are coded."""
    texts = pa.table({f"f{n}": pc.fill_null(table[field], "") for n, field in enumerate(fields)})
    texts = texts.group_by(texts.column_names).aggregate([]).combine_chunks()
    rows = [
        derive(*(value.strip() or None for value in values))
        for values in zip(*(texts[n].to_pylist() for n in texts.column_names), strict=True)
    ]
    for name, kind in columns.items():
        values = [row[name] for row in rows]
        if kind == "str":
            if name in TEXTS:
                texts = texts.append_column(f"t_{name}", pa.array(values, pa.string()))
            values = [codes[value] if value is not None else None for value in values]
        texts = texts.append_column(name, pa.array(values, pa.int32()))
    return texts


def adjust(connection: Connection, model: Model, codes: Codes) -> None:
    """Make the table `people` anew with `a_<column>`: what the model says of how common each value is."""
    texts = list(codes)
    joins, chosen = [], []
    for number, (column, table) in enumerate(model.adjusted.items()):
        keys = (column, *(ORIGINS if table.within else ()))
        found = connection.execute(
            f"SELECT DISTINCT {', '.join(keys)} FROM people WHERE {column} IS NOT NULL"
        ).fetchnumpy()
        rows = list(zip(*(np.ma.filled(np.ma.asarray(found[key]), -1).tolist() for key in keys), strict=True))
        bits = [
            table.adjustment(
                row[0] if column == "y" else texts[row[0]], [texts[o] for o in row[1:] if o >= 0]
            )
            for row in rows
        ]
        connection.register(
            f"adjust{number}",
            pa.table(
                {
                    **{key: pa.array([row[n] for row in rows], pa.int32()) for n, key in enumerate(keys)},
                    "bits": pa.array(bits, pa.float64()),
                }
            ),
        )
        on = " AND ".join(f"coalesce(p.{key}, -1) = a{number}.{key}" for key in keys)
        joins.append(f"LEFT JOIN adjust{number} a{number} ON {on}")
        chosen.append(f"a{number}.bits AS a_{column}")
    plain = [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'people'"
        ).fetchall()
        if not name.startswith(("a_", "b_"))
    ]
    bounds = [f"{sql.rarest(c)} AS b_{c.name}" for c in model.comparisons if sql.rarest(c)]
    connection.execute(
        f"CREATE OR REPLACE TABLE people AS SELECT *, {', '.join(bounds)} FROM "
        f"(SELECT {', '.join('p.' + n for n in plain)}, {', '.join(chosen)} FROM people p {' '.join(joins)})"
    )


def block(connection: Connection, extras: Sequence[str] = ()) -> int:
    """Make the table `pairs` of candidates and return how many there are."""
    connection.execute(f"CREATE OR REPLACE TABLE keys AS {sql.keys(extras)}")
    connection.execute(f"CREATE OR REPLACE TABLE pairs AS {sql.candidates(extras)}")
    connection.execute("DROP TABLE keys")
    return _pairs(connection)


def _pairs(connection: Connection) -> int:
    return int(connection.sql("SELECT count(*) FROM pairs").fetchall()[0][0])


def columns(model: Model) -> tuple[list[str], list[str]]:
    """The columns of `people` that deciding outcomes needs, and those that weighing needs besides."""
    extras = [f"x{n}" for n in range(len(model.extras))]
    bounds = [f"b_{c.name}" for c in model.comparisons if sql.rarest(c)]
    return [*COLUMNS, *extras, *(f"t_{c}" for c in TEXTS), *bounds], [
        *COLUMNS,
        *extras,
        *(f"a_{c}" for c in model.adjusted),
    ]


def all_columns(model: Model) -> list[str]:
    """Every column of `people` that comparing uses."""
    deciding, weighing = columns(model)
    return list(dict.fromkeys((*deciding, *weighing)))


def score(connection: Connection, model: Model, floor: float) -> Scored:
    """(left, right, weight) arrays of the candidate pairs with at least `floor` bits of evidence."""
    pairs = _pairs(connection)
    found = [_score_some(connection, model, floor, start) for start in range(0, max(1, pairs), AT_ONCE)]
    left, right, weight = (np.concatenate([part[name] for part in found]) for name in ("l", "r", "weight"))
    return left, right, weight


def _score_some(connection: Connection, model: Model, floor: float, start: int) -> dict[str, np.ndarray]:
    """Outcomes first, kept; only pairs that can reach the floor are weighed. (As one query the outcomes
    are worked out twice.)"""
    deciding, weighing = columns(model)
    some = f"(SELECT * FROM pairs WHERE rowid >= {start} AND rowid < {start + AT_ONCE})"
    decided = sql.outcomes(model, sql.sides(deciding, some))
    kept = ", ".join(
        (
            "l",
            "r",
            *(f"o_{c.name}" for c in model.comparisons),
            *(f"l_{c}" for c in deciding if c.startswith("b_")),
        )
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE decided AS SELECT {kept} FROM ({decided})")
    hopeful = f"({sql.possible(model, 'SELECT * FROM decided', floor)})"
    outcomes = [f"o_{c.name}" for c in model.comparisons]
    weighed = sql.weights(model, sql.sides(weighing, hopeful, outcomes))
    rows = connection.execute(
        f"SELECT * FROM (SELECT l, r, {sql.total(model)} AS weight FROM ({weighed})) WHERE weight >="
        f" {floor!r}"
    ).fetchnumpy()
    return {name: np.asarray(values) for name, values in rows.items()}


def scored(table: pa.Table, model: Model, floor: float) -> Scored:
    """`score` of a text table (`as_table`) from the start."""
    connection = connect()
    codes = people(connection, table, model.extras)
    adjust(connection, model, codes)
    block(connection, model.extras)
    return score(connection, model, floor)
