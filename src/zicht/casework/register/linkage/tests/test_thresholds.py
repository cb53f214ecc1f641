"""What the threshold screen promises is what happens on a generated set with known truth (RG3, acceptance
9).
"""

import numpy as np
import pytest
from benchmarks.linkage.default_model import text_table
from benchmarks.linkage.generate import generate

from zicht.casework.register.linkage import weights
from zicht.casework.register.linkage.services import batch, thresholds
from zicht.casework.register.linkage_models import LinkageRun

RECORDS, SEED = 20_000, 77


@pytest.fixture(scope="module")
def compared():
    """A register of generated persons, compared; with who is who."""
    rows = generate(RECORDS, SEED)
    model, found = weights.fitted(text_table(rows), batch.AS_CALIBRATED)
    person = np.array([row["person"] for row in rows])
    run = LinkageRun(records=len(rows), evidence=thresholds.histogram(found.weight + model.prior))
    return run, found, person


@pytest.mark.parametrize("threshold", thresholds.OFFERED)
def test_RG3_expected_false_merges_and_misses_hold_the_measured_truth(compared, threshold):
    """RG3: per 1,000, within the interval that the registrar sees."""
    run, found, person = compared
    cost = thresholds.cost(run, threshold)
    above = found.probability >= threshold
    same = person[found.left] == person[found.right]
    sizes = np.unique(person, return_counts=True)[1]
    true = int((sizes * (sizes - 1) // 2).sum())
    false_merges = 1000 * float((~same[above]).mean())
    misses = 1000 * (1 - int(same[above].sum()) / true)
    assert abs(cost.pairs - int(above.sum())) <= 0.01 * cost.pairs
    assert cost.errors.false_merges.low <= false_merges <= cost.errors.false_merges.high
    assert cost.errors.misses.low <= misses <= cost.errors.misses.high
    assert cost.errors.misses.high < 1000
