"""Training without labels: expectation-maximisation over the patterns of outcomes.

Two sets of pairs speak: candidates, where nearly all pairs of one person are, and pairs drawn at random,
which show how records of different persons differ. A candidate's chance rests on the prior over *all*
pairs and on u from the random pairs; so the choice of candidates does not bias m (it would when u came
from the candidates). How telling a shared value is (term frequency) counts in each step, in whole bits.
After Winkler 1988, Fellegi and Sunter 1969.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import engine, sql
from .comparisons import Comparison, comparisons
from .engine import Codes, Connection
from .frequencies import tables
from .model import Chances, Model
from .record import LinkageError
from .scoring import tells

RANDOM_PAIRS = 2_000_000
CANDIDATES = 3_000_000
ROUNDS, SETTLED = 60, 1e-3
START_DENSITY = 0.5
FEWEST = 50


def train(records: engine.Records, seed: int, extras: Sequence[str] = ()) -> Model:
    """A `Model` from `Record`s (or a pyarrow table of their text columns).

    `seed` fixes the random pairs: the same records and seed give the same model. Refuses
    (LinkageError) fewer than 50 records."""
    table = engine.as_table(records, extras)
    connection = engine.connect()
    codes = engine.people(connection, table, extras)
    return train_loaded(connection, codes, len(table), seed, extras)


def train_loaded(
    connection: Connection,
    codes: Codes,
    records: int,
    seed: int,
    extras: Sequence[str] = (),
    blocked: int | None = None,
) -> Model:
    """`train` on a connection that has the table `people`; leaves the candidates in `pairs`."""
    if records < FEWEST:
        raise LinkageError("too_few_to_train", records=records, fewest=FEWEST)
    model = _untrained(connection, codes, records, extras)
    engine.adjust(connection, model, codes)
    blocked = blocked or engine.block(connection, extras)
    connection.execute("ALTER TABLE pairs RENAME TO candidates")
    every = max(1, math.ceil(blocked / CANDIDATES))
    _thin(connection, every)
    near = Patterns(connection, model)
    connection.execute("DROP VIEW pairs")
    _draw(connection, records, seed)
    far = Patterns(connection, model)
    connection.execute("DROP TABLE pairs")
    connection.execute("ALTER TABLE candidates RENAME TO pairs")
    return _maximise(model, near, far, every, {"seed": seed, "candidates": blocked})


def _thin(connection: Connection, every: int) -> None:
    """One in `every` of the table `candidates` as the view `pairs`. The product of a row number and a
    prime needs more than 32 bits."""
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW pairs AS SELECT * FROM candidates WHERE (l::BIGINT * 7919 + r) %"
        f" {every} = 0"
    )


def _untrained(connection: Connection, codes: Codes, records: int, extras: Sequence[str]) -> Model:
    chances = {c.name: [_start(c) for _ in range(2 if c.after else 1)] for c in comparisons(extras)}
    return Model(chances, tables(connection, codes, extras), START_DENSITY, records, tuple(extras))


def _start(comparison: Comparison) -> list[tuple[float, float]]:
    total = sum(level.start for level in comparison.levels)
    return [(level.start / total, 1 / len(comparison.levels)) for level in comparison.levels]


def _draw(connection: Connection, records: int, seed: int) -> None:
    """Random pairs as the table `pairs`; all pairs when there are few."""
    if records * (records - 1) // 2 <= RANDOM_PAIRS:
        left, right = np.triu_indices(records, 1)
    else:
        rng = np.random.default_rng(seed)
        left, right = rng.integers(0, records, (2, RANDOM_PAIRS))
        left, right = left[left != right], right[left != right]
    lows, highs = np.minimum(left, right), np.maximum(left, right)
    connection.register("drawn", {"l": lows.astype(np.int32), "r": highs.astype(np.int32)})
    connection.execute("CREATE OR REPLACE TABLE pairs AS SELECT * FROM drawn")


class Patterns:
    """Distinct outcomes: `at` (patterns x comparisons, -1 unknown), `bits` (term-frequency bits) and
    `count`.
    """

    def __init__(self, connection: Connection, model: Model) -> None:
        names = [f"o_{c.name}" for c in model.comparisons]
        bits = " + ".join(_bits(c) for c in model.comparisons)
        rows = connection.execute(
            f"SELECT {', '.join(names)}, cast(round({bits}) AS int) AS bits, count(*) AS n FROM"
            f" ({sql.outcomes(model, sql.sides(engine.all_columns(model)))}) GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
        self.at = np.stack(
            [np.ma.filled(np.ma.asarray(rows[name]).astype(int), -1) for name in names], axis=1
        )
        self.bits, self.count = np.asarray(rows["bits"], float), np.asarray(rows["n"], float)
        told = {
            c.name: np.array([tells(c, n) for n in range(len(c.levels))] + [False])[self.at[:, k]]
            for k, c in enumerate(model.comparisons)
        }
        self.group = np.stack(
            [
                (
                    np.any([told[name] for name in c.after], axis=0).astype(int)
                    if c.after
                    else np.zeros(len(self.at), int)
                )
                for c in model.comparisons
            ],
            axis=1,
        )


def _bits(comparison: Comparison) -> str:
    cases = " ".join(
        f"WHEN {n} THEN {sql.adjustment(level)}"
        for n, level in enumerate(comparison.levels)
        if level.shared and level.agrees
    )
    return f"coalesce(CASE o_{comparison.name} {cases} END, 0)" if cases else "0"


def _evidence(chances: Chances, patterns: Patterns, model: Model) -> np.ndarray:
    """log2 of m/u per pattern, term frequency included."""
    total = patterns.bits.copy()
    for k, c in enumerate(model.comparisons):
        ratio = np.zeros((2, len(c.levels) + 1))
        for g, group in enumerate(chances[c.name]):
            ratio[g, :-1] = [
                0.0 if level.neutral else math.log2(m / u)
                for level, (m, u) in zip(c.levels, group, strict=True)
            ]
        total += ratio[patterns.group[:, k], patterns.at[:, k]]
    return total


def _posterior(chances: Chances, density: float, patterns: Patterns, model: Model) -> np.ndarray:
    prior = math.log2(min(0.5, density / (model.records - 1)))
    return 1 / (1 + 2.0 ** -np.clip(_evidence(chances, patterns, model) + prior, -60, 60))


def _shares(
    comparison: Comparison, k: int, patterns: Patterns, mass: np.ndarray, pseudo: np.ndarray
) -> list[np.ndarray]:
    """Share of each level per group, by the mass of the patterns; `pseudo` counts keep levels that never
    occur possible."""
    out = []
    for g in range(2 if comparison.after else 1):
        use = (patterns.at[:, k] >= 0) & (patterns.group[:, k] == g)
        sums = np.bincount(patterns.at[use, k], mass[use], len(comparison.levels)) + pseudo
        out.append(sums / sums.sum())
    return out


def _maximise(model: Model, near: Patterns, far: Patterns, every: int, notes: dict[str, Any]) -> Model:
    chances, density, history = model.chances, model.density, []
    for _ in range(ROUNDS):
        same = _posterior(chances, density, near, model) * near.count
        apart = (1 - _posterior(chances, density, far, model)) * far.count
        density = float(max(1e-4, 2 * every * same.sum() / model.records))
        new = {}
        for k, c in enumerate(model.comparisons):
            start = np.array([level.start for level in c.levels])
            ms = _shares(c, k, near, same, 5 * start / start.sum())
            us = _shares(c, k, far, apart, np.full(len(start), 0.3))
            new[c.name] = [
                [(float(m), float(u)) for m, u in zip(*group, strict=True)]
                for group in zip(ms, us, strict=True)
            ]
        moved = max(
            abs(a[0] - b[0])
            for name in new
            for g, h in zip(new[name], chances[name], strict=True)
            for a, b in zip(g, h, strict=True)
        )
        chances = new
        history.append(round(moved, 6))
        if moved < SETTLED:
            break
    notes = {
        **notes,
        "records": model.records,
        "rounds": len(history),
        "moved": history[-1],
        "patterns": len(near.count),
        "density": density,
    }
    return Model(chances, model.tables, density, model.records, model.extras, diagnostics=notes)
