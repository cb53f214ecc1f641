"""Tables with a known truth, to see how often an interval holds it and how far an estimate is off.

The 2021 paper simulates from the stepwise model of the UK table; `study` does that for any fitted model
and reports bias, root mean squared error (of the total and of its logarithm) and coverage per method.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .answer import Settings
from .errors import EstimationError
from .estimate import choosers, estimate_table, refuse_if_unsound
from .resampling import resample
from .solver import fit
from .table import CaptureTable


@dataclass(frozen=True)
class Truth:
    """A population of `size` people and the chance (2**k,) of every history, the unseen one first."""

    lists: tuple[str, ...]
    size: int
    chance: np.ndarray

    def draw(self, rng: np.random.Generator) -> CaptureTable:
        counts = rng.multinomial(self.size, self.chance)
        counts[0] = 0
        return CaptureTable(self.lists, counts)


@dataclass(frozen=True)
class Performance:
    """How one method did: relative bias of the median, RMSE of the total and of its logarithm, share of
    intervals that hold the truth, that lie wholly above it and wholly below it, median ratio of upper to
    lower bound, and the share of tables without an estimate."""

    median_bias: float
    rmse: float
    rmse_log: float
    coverage: float
    above: float
    below: float
    width: float
    refused: float


def truth_of(table: CaptureTable, settings: Settings) -> Truth:
    """The fitted model of a table, taken as the truth."""
    chooser = choosers(len(table.lists), settings)[settings.method]
    fits = fit(chooser.room, table.cells, chooser.choose(table.cells[None]).active)
    expected = np.r_[fits.dark[0], fits.expected[0]]
    return Truth(table.lists, round(expected.sum()), expected / expected.sum())


def independent(chances: Mapping[str, float], size: int) -> Truth:
    """People on every list by chance alone."""
    return dependent(chances, {}, size)


def dependent(chances: Mapping[str, float], effects: Mapping[tuple[str, str], float], size: int) -> Truth:
    """A log-linear model: independence with these chances, times exp(effect) wherever both lists of a pair
    hold."""
    histories = np.arange(1 << len(chances))
    on = {name: (histories >> j & 1).astype(bool) for j, name in enumerate(chances)}
    chance = np.ones(len(histories))
    for name, value in chances.items():
        chance *= np.where(on[name], value, 1 - value)
    for (one, other), effect in effects.items():
        chance *= np.where(on[one] & on[other], np.exp(effect), 1)
    return Truth(tuple(chances), size, chance / chance.sum())


def mixed(truths: Sequence[Truth]) -> Truth:
    """Groups of people, each with chances of its own, on the same lists."""
    sizes = np.array([truth.size for truth in truths])
    chance = sizes @ np.array([truth.chance for truth in truths]) / sizes.sum()
    return Truth(truths[0].lists, int(sizes.sum()), chance)


def study(truth: Truth, settings: Settings, tables: int, seed: int) -> Performance:
    """Draw tables, estimate each with the settings, and compare with the truth."""
    return studies(truth, settings, (settings.interval,), tables, seed)[settings.interval]


def studies(
    truth: Truth, settings: Settings, kinds: Sequence[str], tables: int, seed: int
) -> dict[str, Performance]:
    """The same for several kinds of interval; those that resample share one bootstrap for each table."""
    rng = np.random.default_rng(seed)
    rows = [_one(truth.draw(rng), settings, kinds) for _ in range(tables)]
    found = np.array([row for row in rows if row is not None])
    if not len(found):
        raise EstimationError("no_table_with_estimate", tables=tables)
    refused = 1 - len(found) / tables
    return {kind: _performance(truth.size, found[:, i], refused) for i, kind in enumerate(kinds)}


def _performance(size: int, found: np.ndarray, refused: float) -> Performance:
    """From estimate, lower and upper bound per table, (tables, 3)."""
    estimate, lower, upper = found.T
    return Performance(
        median_bias=float(np.median(estimate) / size - 1),
        rmse=float(np.sqrt(np.mean((estimate - size) ** 2))),
        rmse_log=float(np.sqrt(np.mean(np.log(estimate / size) ** 2))),
        coverage=float(((lower <= size) & (size <= upper)).mean()),
        above=float((lower > size).mean()),
        below=float((upper < size).mean()),
        width=float(np.median(upper / lower)),
        refused=refused,
    )


def _one(
    table: CaptureTable, settings: Settings, kinds: Sequence[str]
) -> list[tuple[float, float, float]] | None:
    """(estimate, lower, upper) for every kind, or None where the table has no estimate."""
    try:
        if set(kinds) == {"bca", "percentile"}:
            return _resampled(table, settings, kinds)
        return [_answer(table, replace(settings, interval=kind)) for kind in kinds]
    except EstimationError:
        return None


def _answer(table: CaptureTable, settings: Settings) -> tuple[float, float, float]:
    result = estimate_table(table, settings, with_spread=False)
    lower = np.nan if result.lower is None else result.lower
    return result.estimate, lower, np.inf if result.upper is None else result.upper


def _resampled(
    table: CaptureTable, settings: Settings, kinds: Sequence[str]
) -> list[tuple[float, float, float]]:
    table, _ = table.without_empty_lists()
    chooser = choosers(len(table.lists), settings)[settings.method]
    choice = chooser.choose(table.cells[None])
    refuse_if_unsound(table, chooser, choice, settings)
    found = resample(chooser, choice, table.cells, settings.boot, settings.seed)
    bounds = [found.interval(kind, settings.level) for kind in kinds]
    return [(found.estimate, interval.lower, interval.upper) for interval in bounds]


HEAD = """\
| method | median bias | RMSE | RMSE of log | coverage | too high | too low | upper/lower | no estimate |
|---|---|---|---|---|---|---|---|---|"""
MARKDOWN = "| {} | {:+.1%} | {:,.0f} | {:.2f} | {:.1%} | {:.1%} | {:.1%} | {:.1f} | {:.1%} |"


def markdown_row(name: str, found: Performance) -> str:
    numbers = (found.median_bias, found.rmse, found.rmse_log, found.coverage, found.above, found.below)
    return MARKDOWN.format(name, *numbers, found.width, found.refused)
