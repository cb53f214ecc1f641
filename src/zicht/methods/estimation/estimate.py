"""From a table of capture histories to one answer: an estimate, its interval, its checks and its spread."""

import math
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from zicht.methods.codes import Warning

from . import cautions, graphs, latent
from .answer import LOWER_BOUND, Result, Settings
from .errors import EstimationError, NoEstimate, Reason
from .existence import check
from .likelihood import lognormal_interval, profile_interval
from .lowerbound import chao_lower_bound
from .resampling import Interval, resample
from .selection import Choice, Chooser, Fixed, Stepwise, criterion
from .solver import fit
from .space import space
from .table import CaptureTable, read

AIC_WEIGHT = 2.0


def estimate_file(
    path: str | Path,
    method: str = "stepwise",
    order: int = 2,
    threshold: float = 0.02,
    interval: str = "bca",
    boot: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> dict[str, Any]:
    """Estimate from a CSV with one 0/1 column per list and `count`.

    Returns observed, estimate, lower, upper (total population), model (interactions), warnings (codes with
    values), spread (point estimates of the other methods, None where refused) and seconds. Refuses with
    InputError or NoEstimate."""
    started = time.perf_counter()
    settings = Settings(method, order, threshold, interval, boot, seed, level)
    result = estimate_table(read(path), settings)
    result.seconds = round(time.perf_counter() - started, 3)
    return result.as_dict()


def estimate_table(table: CaptureTable, settings: Settings | None = None, with_spread: bool = True) -> Result:
    """Estimate for one table; see `estimate_file`. Without spread only for simulation: a page always shows
    it."""
    settings = settings or Settings()
    started = time.perf_counter()
    table, empty = table.without_empty_lists()
    result = _result(table, settings)
    if with_spread:
        result.spread = spread(table, settings)
    result.warnings = cautions.about_table(table, empty) + result.warnings + cautions.about_answer(result)
    result.seconds = round(time.perf_counter() - started, 3)
    return result


def _result(table: CaptureTable, settings: Settings) -> Result:
    if settings.method == "bma":
        return _averaged(table, settings)
    if settings.method == "latent":
        return _hidden_groups(table, settings)
    return _loglinear(table, settings)


def _averaged(table: CaptureTable, settings: Settings) -> Result:
    posterior = graphs.average(table)
    model = [table.label(mask) for mask in posterior.best_graph]
    return _bayesian(
        table, posterior, model, settings, [Warning("posterior_average", weight=posterior.best_weight)]
    )


def _hidden_groups(table: CaptureTable, settings: Settings) -> Result:
    draws = latent.sample(table, settings.seed)
    return _bayesian(table, draws, [], settings, cautions.chains(draws.disagreement()))


def _bayesian(
    table: CaptureTable,
    posterior: graphs.Posterior | latent.Draws,
    model: list[str],
    settings: Settings,
    notes: list[Warning],
) -> Result:
    """The posterior median and, unless none were asked, the equal-tailed bounds."""
    lower: float | None = None
    upper: float | None = None
    if settings.interval != "none":
        lower, upper = (
            posterior.quantile((1 - settings.level) / 2),
            posterior.quantile((1 + settings.level) / 2),
        )
        notes = [*notes, Warning("credible_region")]
    return Result(table.observed, posterior.quantile(0.5), lower, upper, model, settings, notes)


def _loglinear(table: CaptureTable, settings: Settings) -> Result:
    chooser = choosers(len(table.lists), settings)[settings.method]
    choice = chooser.choose(table.cells[None])
    refuse_if_unsound(table, chooser, choice, settings)
    bounds, notes = _interval(table, chooser, choice, settings)
    model = [table.label(mask) for mask in chooser.room.interactions(choice.active[0])]
    if choice.refused:
        notes.append(cautions.passed_over(choice.refused, settings.method))
    estimate = float(table.observed + choice.dark[0])
    return Result(table.observed, estimate, bounds[0], bounds[1], model, settings, notes)


def choosers(k: int, settings: Settings) -> dict[str, Chooser]:
    """The ways to choose a log-linear model for k lists."""
    room = space(k, settings.order)
    return {
        "independence": Fixed(room),
        "stepwise": Stepwise(room, settings.threshold),
        "bic": criterion(k, settings.order, None),
        "aic": criterion(k, settings.order, AIC_WEIGHT),
    }


def refuse_if_unsound(table: CaptureTable, chooser: Chooser, choice: Choice, settings: Settings) -> None:
    """AIC has no published rule for passing over models without an estimate: there we refuse altogether."""
    if choice.preferred is not None and settings.method == "aic":
        wanted = [table.label(mask) for mask in chooser.room.interactions(choice.preferred)]
        verdict = check(chooser.room, table.cells, choice.preferred)
        raise NoEstimate("aic_unsound", model=wanted, reason=cautions.reason(verdict))
    verdict = check(chooser.room, table.cells, choice.active[0])
    if not math.isfinite(choice.dark[0]) or not verdict.sound:
        nobody_unseen = fit(chooser.room, table.cells, choice.active[0]).dark[0] < 0.5
        why = Reason.COMPLETE_OVERLAP if nobody_unseen and not verdict.exists else cautions.reason(verdict)
        raise NoEstimate("no_estimate", reason=why, observed=table.observed, lists=len(table.lists))


def _interval(
    table: CaptureTable, chooser: Chooser, choice: Choice, settings: Settings
) -> tuple[tuple[float | None, float | None], list[Warning]]:
    kind, level = settings.interval, settings.level
    if kind == "none":
        return (None, None), []
    if kind == "chao":
        found = lognormal_interval(chooser.room, table.cells, choice.active[:1], level)
        return _bounds(found), [cautions.GIVEN_MODEL]
    if kind == "profile":
        found = profile_interval(chooser, choice, table.cells, level)
        notes = [] if choice.ranking is not None else [cautions.GIVEN_MODEL]
        return _bounds(found), notes + cautions.unbounded(found)
    resampled = resample(chooser, choice, table.cells, settings.boot, settings.seed)
    found = resampled.interval(kind, level)
    notes = cautions.resamples_without(found, settings.boot) + cautions.unbounded(found)
    if kind == "bca" and settings.method != "independence":
        notes += cautions.off_centre(found)
        notes += cautions.percentile_beside(found, resampled.interval("percentile", level))
    return _bounds(found), notes


def _bounds(found: Interval) -> tuple[float, float | None]:
    return found.lower, found.upper if math.isfinite(found.upper) else None


def spread(table: CaptureTable, settings: Settings) -> dict[str, float | None]:
    """Point estimates of the methods that were not asked for, and the Chao lower bound; None where
    refused."""
    found: dict[str, float | None] = {}
    for method, chooser in choosers(len(table.lists), settings).items():
        if method != settings.method:
            found[method] = _point(table, chooser, replace(settings, method=method))
    if settings.method != "bma" and len(table.lists) <= graphs.MAX_LISTS:
        found["bma"] = graphs.quick_median(table)
    if settings.method != "latent":
        found["latent"] = latent.quick_median(table, settings.seed)
    found[LOWER_BOUND] = chao_lower_bound(table)
    return found


def _point(table: CaptureTable, chooser: Chooser, settings: Settings) -> float | None:
    choice = chooser.choose(table.cells[None])
    try:
        refuse_if_unsound(table, chooser, choice, settings)
    except EstimationError:
        return None
    return float(table.observed + choice.dark[0])
