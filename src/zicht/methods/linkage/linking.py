"""The batch: from records to scored pairs and clusters, on DuckDB or, beyond one machine, on Spark."""

from dataclasses import dataclass

import numpy as np

from . import engine
from .clusters import clusters

# Bits below the threshold down to which pairs are kept: they speak against joining clusters and show what is missed.
BELOW = 8.0


@dataclass(frozen=True)
class Linked:
    """Scored pairs as arrays (row numbers `left` < `right`, `weight` in bits, `probability`), down to BELOW bits under the
    threshold; `accepted` marks those at or above it; `clusters`: tuples of row numbers, one per person."""

    left: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    probability: np.ndarray
    accepted: np.ndarray
    clusters: list[tuple[int, ...]]


def link(records, model, threshold=None, where="duckdb"):
    """Link `Record`s (or a pyarrow table of their text columns) with a `Model`.

    `threshold`: probability from which a pair is accepted (default the model's); `where`: "duckdb" or "spark". The prior is
    that of a set of this size. Refuses (ValueError) a threshold outside 0..1.
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
    return linked(*batch.scored(table, model, cut - BELOW), model, cut)


def linked(left, right, weight, model, cut):
    """`Linked` from scored pairs."""
    order = np.lexsort((right, left))
    left, right, weight = left[order], right[order], weight[order]
    probability = 1 / (1 + 2.0 ** -np.clip(weight + model.prior, -60, 60))
    return Linked(left, right, weight, probability, weight >= cut, clusters(left, right, weight, cut))
