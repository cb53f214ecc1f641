"""The batch: from records to scored pairs and clusters, on DuckDB or, beyond one machine, on Spark."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pyarrow as pa

from . import engine, spark
from .clusters import Group, Pairs, clusters, pairs_within, thirds
from .counting import counted, settled
from .model import Model
from .record import FIELDS, LinkageError, Record
from .scoring import prepare, score_prepared
from .training import train_loaded

# Bits below the threshold down to which pairs are kept: they speak against joining clusters and show what is
# missed.
BELOW = 8.0
Engine = Literal["duckdb", "spark"]


@dataclass(frozen=True, eq=False)
class Linked:
    """Scored pairs as arrays (row numbers `left` < `right`, `weight` in bits, `probability`), down to
    BELOW bits under the threshold; `accepted` marks those at or above it; `clusters`: tuples of row
    numbers, one per person."""

    left: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    probability: np.ndarray
    accepted: np.ndarray
    clusters: list[Group]

    @cached_property
    def together(self) -> Pairs:
        """(left, right) arrays of all pairs of records of one person: those within the clusters."""
        return pairs_within(self.clusters)


def link(
    records: engine.Records, model: Model, threshold: float | None = None, where: Engine = "duckdb"
) -> Linked:
    """Link `Record`s (or a pyarrow table of their text columns) with a `Model`.

    `threshold`: probability from which a pair is accepted (default the model's); `where`: "duckdb" or
    "spark". The prior is that of a set of this size. Refuses (LinkageError) a threshold outside 0..1."""
    threshold = model.threshold if threshold is None else threshold
    if not 0 < threshold < 1:
        raise LinkageError("probability_outside", threshold=threshold)
    table = engine.as_table(records, model.extras)
    scored = spark.scored if where == "spark" else engine.scored
    model = model.for_records(len(table))
    cut = model.weight_at(threshold)
    return linked(*with_thirds(table, *scored(table, model, cut - BELOW), model, cut), model, cut)


def train_and_link(
    records: engine.Records,
    seed: int,
    extras: Sequence[str] = (),
    threshold: float | None = None,
    where: Engine = "duckdb",
) -> tuple[Model, Linked]:
    """A model learned from the records themselves (`training.train`), and the records linked with it; they
    are derived and blocked once."""
    table, connection = engine.as_table(records, extras), engine.connect()
    codes = engine.people(connection, table, extras)
    model = train_loaded(connection, codes, len(table), seed, extras)
    if where == "spark":
        return model, link(table, model, threshold, where)
    cut = model.weight_at(model.threshold if threshold is None else threshold)
    engine.adjust(connection, model, codes)
    scored = engine.score(connection, model, cut - BELOW)
    return model, linked(*with_thirds(table, *scored, model, cut), model, cut)


def link_fitted(
    records: engine.Records, model: Model, threshold: float | None = None
) -> tuple[Model, Linked]:
    """`link` with the model fitted to these records: their own frequencies, and as many doubles as their
    evidence bears out.

    Returns (the fitted model, `Linked` under it)."""
    threshold = model.threshold if threshold is None else threshold
    model = counted(model, records)
    found = link(records, model, threshold)
    model = settled(model, found.weight)
    return model, linked(found.left, found.right, found.weight, model, model.weight_at(threshold))


def with_thirds(
    table: pa.Table, left: np.ndarray, right: np.ndarray, weight: np.ndarray, model: Model, cut: float
) -> engine.Scored:
    """The scored pairs and those that share a likely third (`clusters.thirds`), scored one by one.

    `table`: a pyarrow table of text columns (`engine.as_table`); `model` is for a set of its size."""
    lefts, rights = thirds(left, right, weight, cut)
    at = {row: n for n, row in enumerate(sorted({*lefts.tolist(), *rights.tolist()}))}
    known = [prepare(record, model) for record in records_of(table, list(at))]
    weights = [
        score_prepared(known[at[a]], known[at[b]], model).weight
        for a, b in zip(lefts.tolist(), rights.tolist(), strict=True)
    ]
    return (
        np.concatenate([left, lefts]),
        np.concatenate([right, rights]),
        np.concatenate([weight, np.array(weights, float)]),
    )


def records_of(table: pa.Table, rows: list[int]) -> list[Record]:
    """The `Record`s of some row numbers of a table of text columns; columns that are no field of a record
    become `extra`."""
    some = table.take(rows).to_pylist() if rows else []
    return [
        Record(
            **{k: v for k, v in row.items() if k in FIELDS},
            extra={k: v for k, v in row.items() if k not in FIELDS},
        )
        for row in some
    ]


def linked(left: np.ndarray, right: np.ndarray, weight: np.ndarray, model: Model, cut: float) -> Linked:
    """`Linked` from scored pairs."""
    order = np.lexsort((right, left))
    left, right, weight = left[order], right[order], weight[order]
    probability = 1 / (1 + 2.0 ** -np.clip(weight + model.prior, -60, 60))
    return Linked(left, right, weight, probability, weight >= cut, clusters(left, right, weight, cut))
