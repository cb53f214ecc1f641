"""Protect a table of counts, attack the result, and hand over what may be published."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .attacker import Attack, attack
from .linked import Knowledge, Linked, guarded
from .publications import AT_LEAST_ONE, Publication, cell_of
from .rounding import round_to_base
from .rules import Dominance, Interval, below_threshold
from .suppression import Puzzle, choose
from .tables import TOTAL, Cell, Parents, Shape, TableError, leaf_counts, shape_of
from .witness import WHOLE_UP_TO, Goals

Figures = Mapping[Cell, float]


@dataclass(frozen=True)
class Loss:
    """What protection cost. Shares are of all cells and of the sum of all cells; deviations only for
    rounding."""

    cells: int
    hidden: int
    hidden_value_share: float
    largest_deviation: float = 0.0
    mean_deviation: float = 0.0


@dataclass(frozen=True)
class Protected:
    """A protected table. ``cells``: cell → figure, or None where it is hidden. Publish only when ``safe``.

    ``primary``: sensitive by rule; ``secondary``: hidden to protect them. Never show which is which."""

    cells: dict[Cell, float | None]
    primary: frozenset[Cell]
    secondary: frozenset[Cell]
    information_loss: Loss
    attack: Attack
    publication: Publication
    seconds: float

    @property
    def safe(self) -> bool:
        return self.attack.safe


def protect(
    table: Mapping[tuple[str, ...], float],
    dimensions: Sequence[str],
    threshold: int = 10,
    hierarchies: Mapping[str, Parents | Sequence[Parents]] | None = None,
    method: str = "suppress",
    earlier: Sequence[Publication] = (),
    *,
    base: int | None = None,
    dominance: Dominance | None = None,
    scope: Mapping[str, str] | None = None,
    name: str = "table",
    seed: int = 1,
    zeros_shown: bool = True,
) -> Protected:
    """Protect counts per combination of categories (``table``, keys in the order of ``dimensions``) with all
    margins.

    ``hierarchies``: dimension → {child: parent}, or several of them. ``earlier``: what was published before;
    the result is safe together with all of it. ``scope``: categories that hold for the whole table (a
    filter). ``base``: for ``method="round"``, default the threshold. Dimensions are shared between tables by
    name and count the same persons. ``zeros_shown``: zeros go out as zeros, so that every reader knows a gap
    to be at least one; say False only when zeros and gaps look the same to every reader.

    Returns ``Protected``; ``safe`` is False when earlier publications already gave a cell away. Refuses:
    counts that are no counts, unknown dimensions, and earlier publications that contradict the table."""
    started = time.perf_counter()
    if method not in ("suppress", "round"):
        raise TableError("protection_unknown", method=method)
    shape = shape_of(table, dimensions, hierarchies, scope)
    values = dict(zip(shape.cells(), shape.values(leaf_counts(shape, table)).ravel().tolist(), strict=True))
    sensitive = below_threshold(values, threshold) | (dominance.sensitive(values) if dominance else {})
    if method == "round":
        return _round(name, shape, values, sensitive, base or threshold, earlier, seed, started)
    not_zero = _said_by_gaps(values) if zeros_shown else {}
    return _suppress(name, shape, values, sensitive, earlier, seed, started, not_zero)


def suppress_small(
    cells_with_margins: Mapping[tuple[str, ...], float], threshold: int = 10, seed: int = 1
) -> dict[tuple[str, ...], float | None]:
    """Same keys, None where a figure must stay hidden; for one small table on a page, margins under
    ``"total"``.

    Refuses margins that are not the sum of their cells. A page that can be filtered needs ``protect`` with
    ``earlier``: this function knows of no other table."""
    width = len(next(iter(cells_with_margins), ()))
    names = [str(i) for i in range(width)]
    leaves = {key: value for key, value in cells_with_margins.items() if TOTAL not in key}
    result = protect(leaves, names, threshold, seed=seed)
    keys = {
        key: cell_of({n: c for n, c in zip(names, key, strict=True) if c != TOTAL})
        for key in cells_with_margins
    }
    shape = result.publication.shape
    sums = dict(zip(shape.cells(), shape.values(leaf_counts(shape, leaves)).ravel().tolist(), strict=True))
    if wrong := next((key for key, cell in keys.items() if sums.get(cell) != cells_with_margins[key]), None):
        raise TableError("not_the_sum", row=wrong)
    return {key: result.cells[cell] for key, cell in keys.items()}


def _suppress(
    name: str,
    shape: Shape,
    values: Figures,
    sensitive: Mapping[Cell, Interval],
    earlier: Sequence[Publication],
    seed: int,
    started: float,
    by_gaps: Mapping[Cell, Interval],
) -> Protected:
    publications = [Publication(name, shape, by_gaps, sensitive), *earlier]
    linked = Linked.of(p.shape for p in publications)
    knowledge = Knowledge.of(linked, publications)
    here, size = linked.places[0], len(linked.at)
    true, weight = np.full(size, np.nan), np.zeros(size)
    true[here] = list(values.values())
    _check_agreement(true, knowledge, here, list(values))
    weight[here] = 1 + np.log1p(true[here])
    ours = np.isfinite(true) & (knowledge.low < knowledge.high)
    primary = np.zeros(size, dtype=bool)
    intervals = guarded(linked, publications)
    primary[list(intervals)] = True
    whole = bool(ours.sum() <= WHOLE_UP_TO) and bool((true[here] == true[here].round()).all())
    puzzle = Puzzle(linked.sums, knowledge, true, ours, weight, Goals.of(intervals), whole)
    hidden, proofs = choose(puzzle, primary & ours, np.random.default_rng(seed))
    hidden |= primary
    figures = {c: None if hidden[place] else v for (c, v), place in zip(values.items(), here, strict=True)}
    known = {cell: (figure, figure) for cell, figure in figures.items() if figure is not None}
    publication = Publication(name, shape, {**by_gaps, **known}, sensitive)
    return _result(publication, figures, values, _attack_beyond(publication, earlier, seed, proofs), started)


def _round(
    name: str,
    shape: Shape,
    values: Figures,
    sensitive: Mapping[Cell, Interval],
    base: int,
    earlier: Sequence[Publication],
    seed: int,
    started: float,
) -> Protected:
    linked = Linked.of([shape])
    true = np.array(list(values.values()))
    leaf = np.ones(len(true), dtype=bool)
    leaf[linked.sums.indices[linked.sums.data < 0]] = False
    rounded = round_to_base(linked.sums, true, leaf, base, np.random.default_rng(seed))
    figures = dict(zip(values, rounded.tolist(), strict=True))
    reach = np.where(leaf, base - 1, max(base - 1, np.abs(rounded - true)[~leaf].max(initial=0)))
    known = {c: (max(0.0, r - d), r + d) for (c, r), d in zip(figures.items(), reach, strict=True)}
    ranges = {c: _within_base(values[c], figures[c], base) for c in sensitive}
    publication = Publication(name, shape, known, ranges)
    report = _attack_beyond(publication, earlier, seed)
    while report.exposed and (exposed := {e.cell for e in report.exposed} & set(publication.known)):
        publication = replace(
            publication, known={c: k for c, k in publication.known.items() if c not in exposed}
        )
        report = _attack_beyond(publication, earlier, seed)
    figures = {c: figure if c in publication.known else None for c, figure in figures.items()}
    return _result(publication, figures, values, report, started)


def _said_by_gaps(values: Figures) -> dict[Cell, Interval]:
    """What a reader knows before any figure above zero is shown: the zeros, and that the rest is not."""
    return {cell: AT_LEAST_ONE if value else (0.0, 0.0) for cell, value in values.items()}


def _within_base(value: float, rounded: float, base: int) -> Interval:
    """The ``base`` whole numbers from the rounded figure on the side where the value lies."""
    return (rounded, rounded + base - 1) if value >= rounded else (max(0.0, rounded - base + 1), rounded)


def _check_agreement(true: np.ndarray, knowledge: Knowledge, here: np.ndarray, cells: list[Cell]) -> None:
    outside = (true[here] < knowledge.low[here]) | (true[here] > knowledge.high[here])
    if outside.any():
        raise TableError("other_figure", cell=dict(cells[int(np.argmax(outside))]))


def _result(
    publication: Publication,
    figures: Mapping[Cell, float | None],
    values: Figures,
    report: Attack,
    started: float,
) -> Protected:
    cells = {c: int(f) if f is not None and float(f).is_integer() else f for c, f in figures.items()}
    hidden = frozenset(c for c, figure in cells.items() if figure is None)
    primary = frozenset(publication.guarded) & hidden
    took = time.perf_counter() - started
    return Protected(cells, primary, hidden - primary, _loss(values, cells), report, publication, took)


def _attack_beyond(
    publication: Publication, earlier: Sequence[Publication], seed: int, proofs: Sequence[np.ndarray] = ()
) -> Attack:
    """Attack all publications; what the earlier ones alone already gave away is set apart."""
    after = attack([publication, *earlier], seed, proofs)
    if after.safe or not earlier:
        return after
    silent = Publication(publication.name, publication.shape, guarded=publication.guarded)
    before = {e.cell: e for e in attack([silent, *earlier], seed).exposed}
    known = [e for e in after.exposed if e.cell in before and before[e.cell].as_close_as(e)]
    new = [e for e in after.exposed if e not in known]
    return replace(after, exposed=tuple(new), exposed_before=tuple(known))


def _loss(values: Mapping[Cell, float], cells: Mapping[Cell, float | None]) -> Loss:
    hidden = [values[c] for c, figure in cells.items() if figure is None]
    deviations = [abs(figure - values[c]) for c, figure in cells.items() if figure is not None] or [0.0]
    everything = sum(values.values())
    return Loss(
        len(cells),
        len(hidden),
        sum(hidden) / everything if everything else 0.0,
        max(deviations),
        sum(deviations) / len(deviations),
    )
