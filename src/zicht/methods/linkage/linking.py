"""The batch: from records to scored pairs and clusters, on DuckDB or, beyond one machine, on Spark."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import engine
from .clusters import clusters, pairs_within, thirds
from .counting import counted, settled
from .record import FIELDS, Record
from .scoring import prepare, score_prepared

# Bits below the threshold down to which pairs are kept: they speak against joining clusters and show what is
# missed.
BELOW = 8.0


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
    clusters: list[tuple[int, ...]]

    @cached_property
    def together(self):
        """(left, right) arrays of all pairs of records of one person: those within the clusters."""
        return pairs_within(self.clusters)


def link(records, model, threshold=None, where="duckdb"):
    """Link `Record`s (or a pyarrow table of their text columns) with a `Model`.

    `threshold`: probability from which a pair is accepted (default the model's); `where`: "duckdb" or
    "spark". The prior is that of a set of this size. Refuses (ValueError) a threshold outside 0..1.
    """
    threshold = model.threshold if threshold is None else threshold
    if not 0 < threshold < 1:
        raise ValueError(f"threshold must be between 0 and 1, not {threshold}")
    table = engine.as_table(records, model.extras)
    if where == "spark":
        from . import spark as batch
    else:
        batch = engine
    model = model.for_records(len(table))
    cut = model.weight_at(threshold)
    return linked(*with_thirds(table, *batch.scored(table, model, cut - BELOW), model, cut), model, cut)


def link_fitted(records, model, threshold=None):
    """`link` with the model fitted to these records: their own frequencies, and as many doubles as their
    evidence bears out.

    Returns (the fitted model, `Linked` under it).
    """
    threshold = model.threshold if threshold is None else threshold
    model = counted(model, records)
    found = link(records, model, threshold)
    model = settled(model, found.weight)
    return model, linked(found.left, found.right, found.weight, model, model.weight_at(threshold))


def with_thirds(table, left, right, weight, model, cut):
    """The scored pairs and those that share a likely third (`clusters.thirds`), scored one by one.

    `table`: a pyarrow table of text columns (`engine.as_table`); `model` is for a set of its size.
    """
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


def records_of(table, rows):
    """The `Record`s of some row numbers of a table of text columns; columns that are no field of a record
    become `extra`.
    """
    some = table.take(rows).to_pylist() if rows else []
    return [
        Record(
            **{k: v for k, v in row.items() if k in FIELDS},
            extra={k: v for k, v in row.items() if k not in FIELDS},
        )
        for row in some
    ]


def linked(left, right, weight, model, cut):
    """`Linked` from scored pairs."""
    order = np.lexsort((right, left))
    left, right, weight = left[order], right[order], weight[order]
    probability = 1 / (1 + 2.0 ** -np.clip(weight + model.prior, -60, 60))
    return Linked(left, right, weight, probability, weight >= cut, clusters(left, right, weight, cut))
