"""The model for the set at hand: how common its own names, years, places and countries are.

How records of one person differ is learned where there are many of them, and carried over. How common a
value is differs from set to set: a name that is rare in one register is ordinary in another. So that is
counted where the model is used.
"""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from . import engine
from .frequencies import tables
from .model import Model, Table

SMALLEST = 300
# A set in which nobody seems to be twice still holds someone who is: so many other records of the same person
# per record at least.
LEAST_DENSITY, ROUNDS, SETTLED = 0.02, 200, 1e-4


def counted(model: Model, records: engine.Records) -> Model:
    """`model` for these `Record`s (or a pyarrow table of their text columns), with their own frequencies.

    The chances per level stay, and what a level weighs for a value of average commonness in training
    (`Table.agree`); so a value weighs the same wherever it is equally common. Fewer than SMALLEST records
    say too little: then only the size is theirs."""
    table = engine.as_table(records, model.extras)
    model = model.for_records(len(table))
    if len(table) < SMALLEST:
        return model
    connection = engine.connect()
    codes = engine.people(connection, table, model.extras)
    found = tables(connection, codes, model.extras)
    return replace(model, tables={name: _recounted(own, found[name]) for name, own in model.tables.items()})


def _recounted(trained: Table, found: Table) -> Table:
    """Shares of here on the scale of training; what is never known here keeps the trained table."""
    return replace(found, agree=trained.agree) if found.shares else trained


def settled(model: Model, weights: ArrayLike) -> Model:
    """`model` with the density that the evidence in its set bears out.

    `weights`: bits of all scored candidate pairs of a set of `model.records` records, an array.
    Expectation-maximisation on the prior alone: the density is that under which the chances of all pairs
    add up to it. Fewer than SMALLEST records say too little."""
    if model.records < SMALLEST:
        return model
    density, bits = model.density, np.asarray(weights, float)
    for _ in range(ROUNDS):
        prior = replace(model, density=density).prior
        found = max(
            LEAST_DENSITY, 2 * float((1 / (1 + 2.0 ** -np.clip(bits + prior, -60, 60))).sum()) / model.records
        )
        if abs(math.log(found / density)) < SETTLED:
            break
        density = found
    return replace(model, density=density)
