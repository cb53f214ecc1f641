"""Tables with a known truth, to see how often an interval holds it and how far an estimate is off.

The 2021 paper simulates from the stepwise model of the UK table; `study` does that for any fitted model and reports
bias, root mean squared error (of the total and of its logarithm) and coverage per method.
"""

from dataclasses import dataclass

import numpy as np

from .errors import EstimationError
from .estimate import Settings, choosers, estimate_table
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
    """How one method did: relative bias of the median, RMSE of the total and of its logarithm, share of intervals that
    hold the truth, median ratio of upper to lower bound, and the share of tables without an estimate."""

    median_bias: float
    rmse: float
    rmse_log: float
    coverage: float
    width: float
    refused: float


def truth_of(table: CaptureTable, settings: Settings) -> Truth:
    """The fitted model of a table, taken as the truth."""
    chooser = choosers(len(table.lists), settings)[settings.method]
    fits = fit(chooser.room, table.cells, chooser.choose(table.cells[None]).active)
    expected = np.r_[fits.dark[0], fits.expected[0]]
    return Truth(table.lists, round(expected.sum()), expected / expected.sum())


def independent(chances: dict[str, float], size: int) -> Truth:
    """People on every list by chance alone."""
    histories = np.arange(1 << len(chances))
    chance = np.ones(len(histories))
    for j, value in enumerate(chances.values()):
        chance *= np.where(histories >> j & 1, value, 1 - value)
    return Truth(tuple(chances), size, chance)


def study(truth: Truth, settings: Settings, tables: int, seed: int) -> Performance:
    """Draw tables, estimate each with the settings, and compare with the truth."""
    rng = np.random.default_rng(seed)
    rows = [_one(truth.draw(rng), settings) for _ in range(tables)]
    found = np.array([row for row in rows if row is not None])
    if not len(found):
        raise EstimationError("bij geen enkele getrokken tabel bestond een schatting")
    estimate, lower, upper = found.T
    return Performance(
        median_bias=float(np.median(estimate) / truth.size - 1),
        rmse=float(np.sqrt(np.mean((estimate - truth.size) ** 2))),
        rmse_log=float(np.sqrt(np.mean(np.log(estimate / truth.size) ** 2))),
        coverage=float(((lower <= truth.size) & (truth.size <= upper)).mean()),
        width=float(np.median(upper / lower)),
        refused=1 - len(found) / tables,
    )


def _one(table: CaptureTable, settings: Settings) -> tuple[float, float, float] | None:
    try:
        result = estimate_table(table, settings, with_spread=False)
    except EstimationError:
        return None
    lower = np.nan if result.lower is None else result.lower
    return result.estimate, lower, np.inf if result.upper is None else result.upper


MARKDOWN = "| {} | {:+.1%} | {:,.0f} | {:.2f} | {:.1%} | {:.1f} | {:.1%} |"


def markdown_row(name: str, found: Performance) -> str:
    return MARKDOWN.format(
        name, found.median_bias, found.rmse, found.rmse_log, found.coverage, found.width, found.refused
    )
