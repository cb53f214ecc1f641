"""What a threshold costs: false merges and misses to expect, with an interval.

The model's own probabilities rest on independence of the fields and are too sure. They are therefore set
against calibration sets with known truth (kept in the model's diagnostics): per band of evidence, how many
pairs were of one person. Without such sets only a rough interval is given.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .model import Model

BANDS = np.arange(-8, 13)
# Two-sided 95% points of Student's t for 2 to 10 calibration sets.
T95 = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78, 6: 2.57, 7: 2.45, 8: 2.36, 9: 2.31, 10: 2.26}
ROUGH = 3.0


@dataclass(frozen=True)
class Expected:
    """A number per 1,000 with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Errors:
    """`false_merges`: wrong ones per 1,000 accepted pairs; `misses`: pairs not accepted per 1,000 pairs of
    one person.
    """

    false_merges: Expected
    misses: Expected
    calibrated: bool


def band(evidence: ArrayLike) -> np.ndarray:
    """Index in BANDS of posterior evidence in bits (weight plus the model's prior)."""
    found: np.ndarray = np.clip(np.floor(np.asarray(evidence)).astype(int), BANDS[0], BANDS[-1]) - BANDS[0]
    return found


def calibration(evidence: ArrayLike, same: ArrayLike, true_pairs: int) -> dict[str, Any]:
    """One calibration set: pairs and true pairs per band, and true pairs that were no candidate.
    JSON-ready."""
    at = band(evidence)
    return {
        "pairs": np.bincount(at, minlength=len(BANDS)).tolist(),
        "same": np.bincount(at, np.asarray(same, float), len(BANDS)).astype(int).tolist(),
        "unseen": int(true_pairs - np.sum(same)),
    }


def expected_errors(weights: ArrayLike, model: Model, threshold: float) -> Errors:
    """`Errors` of accepting the pairs with probability >= `threshold`.

    `weights`: bits of all scored candidate pairs (from `link` with a low floor), an array. 95% prediction
    intervals from the spread between the calibration sets and from chance in this set; ROUGH times either
    way without calibration."""
    evidence = np.asarray(weights, float) + model.prior
    sets = model.diagnostics.get("calibration", [])
    accepted = evidence >= math.log2(threshold / (1 - threshold))
    if len(sets) < 2:
        return _rough(evidence, accepted)
    outcomes = [_with_rates(evidence, accepted, one) for one in sets]
    false, missed, accepted_pairs, true_pairs = (list(column) for column in zip(*outcomes, strict=True))
    return Errors(
        _interval(false, float(np.mean(accepted_pairs))), _interval(missed, float(np.mean(true_pairs))), True
    )


def _with_rates(
    evidence: np.ndarray, accepted: np.ndarray, one: Mapping[str, Any]
) -> tuple[float, float, float, float]:
    """(false share, missed share, accepted pairs, true pairs) when pairs are true at the rates of one
    calibration set."""
    pairs, same = np.array(one["pairs"], float), np.array(one["same"], float)
    prior = 1 / (1 + 2.0 ** -(BANDS + 0.5))
    chance = ((same + prior) / (pairs + 1))[band(evidence)]
    seen = chance.sum()
    true = seen * (1 + one["unseen"] / max(1.0, same.sum()))
    kept = chance[accepted].sum()
    return 1 - kept / max(1, accepted.sum()), 1 - kept / max(1e-9, true), accepted.sum(), true


def _interval(values: Sequence[float], n: float) -> Expected:
    shares = np.array(values)
    centre = shares.mean()
    spread = shares.var(ddof=1) * (1 + 1 / len(shares)) + centre * (1 - centre) / max(1.0, n)
    reach = T95[min(10, len(shares))] * math.sqrt(spread)
    return Expected(
        *(round(1000 * min(1.0, max(0.0, value)), 2) for value in (centre, centre - reach, centre + reach))
    )


def _rough(evidence: np.ndarray, accepted: np.ndarray) -> Errors:
    chance = 1 / (1 + 2.0 ** -np.clip(evidence, -60, 60))
    false = 1 - chance[accepted].sum() / max(1, accepted.sum())
    missed = 1 - chance[accepted].sum() / max(1e-9, chance.sum())
    return Errors(_roughly(false), _roughly(missed), False)


def _roughly(share: float) -> Expected:
    return Expected(*(round(1000 * min(1.0, v), 2) for v in (share, share / ROUGH, share * ROUGH)))
