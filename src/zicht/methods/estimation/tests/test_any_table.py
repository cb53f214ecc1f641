"""Whatever table comes in, the answer is a finite number inside its bounds, or a refusal with a reason
(IS4).
"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.methods.estimation import EstimationError, Settings, estimate_table
from zicht.methods.estimation.selection import Downhill
from zicht.methods.estimation.space import space
from zicht.methods.estimation.table import CaptureTable
from zicht.words.estimation import sentence

LOGLINEAR = ["independence", "stepwise", "bic", "aic"]


@st.composite
def tables(draw):
    lists = draw(st.integers(2, 4))
    cells = draw(
        st.lists(
            st.sampled_from([0, 0, 1, 3, 25, 4_000, 900_000]), min_size=2**lists - 1, max_size=2**lists - 1
        )
    )
    return CaptureTable(tuple("ABCD"[:lists]), np.array([0, *cells]))


@settings(max_examples=60, deadline=None)
@given(
    tables().filter(lambda table: table.observed > 0),
    st.sampled_from([*LOGLINEAR, "bma"]),
    st.sampled_from(["none", "bca", "percentile", "profile", "chao"]),
    st.integers(1, 3),
)
def test_IS4_an_answer_is_finite_and_ordered_or_refused(table, method, interval, order):
    try:
        found = estimate_table(table, Settings(method, order, interval=interval, boot=20), with_spread=False)
    except EstimationError:
        return
    assert math.isfinite(found.estimate)
    assert found.estimate >= found.observed
    if found.lower is not None and found.upper is not None:
        assert found.observed <= found.lower <= found.upper
    assert sentence(found).endswith(".")


def test_IS4_millions_of_cases_have_a_narrow_interval_around_the_truth():
    """Three independent lists with chance one half, 8,000,000 people: 7,000,000 seen."""
    table = CaptureTable(("A", "B", "C"), np.array([0, *[1_000_000] * 7]))
    for method, interval in (
        ("independence", "profile"),
        ("bic", "profile"),
        ("independence", "bca"),
        ("bma", "bca"),
    ):
        found = estimate_table(table, Settings(method, interval=interval, boot=100), with_spread=False)
        assert found.estimate == pytest.approx(8e6, rel=1e-3)
        assert found.lower < 8e6 < found.upper < 1.01 * found.lower


def test_IS4_downhill_names_the_model_it_may_not_take(table_of):
    choice = Downhill(space(3, 2), 2.0).choose(table_of("Artificial_3").cells[None])
    assert choice.preferred is not None
    assert Downhill(space(5, 2), 2.0).choose(table_of("UKdat_5").cells[None]).preferred is None
