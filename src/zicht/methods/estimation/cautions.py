"""What to know before an estimate is used: about the table, the model, the bounds and the answer."""

import math

from zicht.methods.codes import Warning

from .answer import LOWER_BOUND, Result
from .errors import Reason
from .existence import Verdict
from .resampling import Interval
from .table import CaptureTable

FEW_SHARED = 30
SMALL_SHARE = 0.05
WIDE = 2.0
APART = 1.5
MATERIAL = 1.1
MANY_TIMES = 20

OFF_CENTRE = 0.25
UNDER_BOUND = 0.95
CHAINS_APART = 1.1
UNSTABLE = Warning("unstable")
GIVEN_MODEL = Warning("given_model")


def about_table(table: CaptureTable, empty: list[str]) -> list[Warning]:
    """Warnings about the table itself; `empty`: lists that were left out because they saw nobody."""
    found = [Warning("empty_lists", lists=empty)] if empty else []
    shared = sum(int(count) for history, count in enumerate(table.counts) if history.bit_count() > 1)
    if shared < FEW_SHARED or shared < SMALL_SHARE * table.observed:
        found.append(Warning("little_overlap", shared=shared, observed=table.observed))
    k = len(table.lists)
    apart = [1 << i | 1 << j for i in range(k) for j in range(i + 1, k) if table.margin(1 << i | 1 << j) == 0]
    if apart:
        found.append(Warning("never_together", pairs=[table.label(mask) for mask in apart]))
    return found


def about_answer(result: Result) -> list[Warning]:
    """Warnings about the answer: width, spread, size."""
    found = []
    if result.lower and result.upper and result.upper > WIDE * result.lower:
        found.append(Warning("wide_interval", ratio=result.upper / result.lower))
    low, high = result.range()
    if high > APART * low:
        found.append(Warning("methods_differ", ratio=high / low, low=low, high=high))
    if _choice_matters(result) and UNSTABLE not in result.warnings:
        found.append(UNSTABLE)
    least = result.spread.get(LOWER_BOUND)
    if least and result.estimate < UNDER_BOUND * least:
        found.append(Warning("under_lower_bound", bound=least))
    if result.estimate > MANY_TIMES * result.observed:
        found.append(Warning("many_times", times=MANY_TIMES))
    return found


def _choice_matters(result: Result) -> bool:
    """Whether two good ways to choose a model end far apart, seen from a BCa interval after one of them."""
    pair = {"stepwise", "bic"}
    if result.settings.interval != "bca" or result.settings.method not in pair:
        return False
    other = result.spread.get((pair - {result.settings.method}).pop())
    return other is not None and max(other, result.estimate) > APART * min(other, result.estimate)


def off_centre(bca: Interval) -> list[Warning]:
    """An estimate far from the middle of its own resamples tells which model this table fell for, not how
    biased it is."""
    return [UNSTABLE] if bca.below is not None and abs(bca.below - 0.5) > OFF_CENTRE else []


def passed_over(count: int, method: str) -> Warning:
    """Models without an estimate that were not chosen; stepwise passes over one interaction at a time."""
    return Warning("interactions_passed_over" if method == "stepwise" else "models_passed_over", count=count)


def reason(verdict: Verdict) -> Reason:
    """Why there is no estimate under a model."""
    if not verdict.exists:
        return Reason.INFINITE if verdict.identifiable else Reason.INFINITE_AND_UNDETERMINED
    return Reason.NO_MODEL if verdict.identifiable else Reason.UNDETERMINED


def resamples_without(found: Interval, boot: int) -> list[Warning]:
    return [Warning("resamples_without", count=found.without, boot=boot)] if found.without else []


def unbounded(found: Interval) -> list[Warning]:
    return [Warning("no_upper_bound")] if math.isinf(found.upper) else []


def percentile_beside(bca: Interval, percentile: Interval) -> list[Warning]:
    """After a choice between models the percentile bounds of the same resamples hold the truth more often."""
    pairs = ((bca.lower, percentile.lower), (bca.upper, percentile.upper))
    if all(one == other or max(one, other) <= MATERIAL * min(one, other) for one, other in pairs):
        return []
    upper = None if math.isinf(percentile.upper) else percentile.upper
    return [Warning("percentile_beside", lower=percentile.lower, upper=upper)]


def chains(disagreement: float) -> list[Warning]:
    """Gelman's rule of thumb: above 1.1 the chains have not found one and the same answer."""
    return [Warning("chains_disagree", r_hat=disagreement)] if disagreement > CHAINS_APART else []
