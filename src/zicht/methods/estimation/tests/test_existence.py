"""IS4: no silent huge number. An estimate that does not exist, or that the data leave open, is refused by
name.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.methods.estimation import NoEstimate, Settings, estimate_table, existence
from zicht.methods.estimation.errors import Reason
from zicht.methods.estimation.existence import check, identifiable
from zicht.methods.estimation.selection import hierarchical_models, sound_fits
from zicht.methods.estimation.space import space
from zicht.methods.estimation.table import from_histories
from zicht.words import say

AB, AC, BC = 0b011, 0b101, 0b110


@pytest.mark.parametrize(
    ("pairs", "exists", "fixed"),
    [
        ([AB, AC, BC], True, False),
        ([AB], False, True),
        ([AC], True, True),
        ([BC], True, True),
        ([AC, BC], True, True),
    ],
)
def test_IS4_artificial_table_of_chan_silverman_vincent_2021(table_of, pairs, exists, fixed):
    """Chan, Silverman and Vincent (2021), Artificial_3: all pairs not identifiable; A:B alone no estimate."""
    room = space(3, 2)
    verdict = check(room, table_of("Artificial_3").cells, room.active(pairs))
    assert (verdict.exists, verdict.identifiable) == (exists, fixed)


def test_IS4_aic_is_refused_where_it_would_return_billions(table_of):
    with pytest.raises(NoEstimate) as refusal:
        estimate_table(table_of("Artificial_3"), Settings("aic"))
    assert "AIC kiest het model met A:B" in say(refusal.value)
    assert refusal.value.values["reason"] == Reason.INFINITE


def test_IS4_other_methods_still_answer_and_the_spread_says_aic_refused(table_of):
    found = estimate_table(table_of("Artificial_3"), Settings("stepwise", interval="none"))
    assert found.estimate < 1_000
    assert found.spread["aic"] is None


def test_IS4_lists_without_any_overlap_give_a_refusal_not_a_number():
    table = from_histories("AB", {(1, 0): 40, (0, 1): 30})
    with pytest.raises(NoEstimate) as refusal:
        estimate_table(table, Settings("independence"))
    assert "oneindig groot" in say(refusal.value)


def test_IS4_lists_that_hold_the_same_people_are_not_called_infinite():
    with pytest.raises(NoEstimate) as refusal:
        estimate_table(from_histories("AB", {(1, 1): 6}), Settings("independence"))
    assert refusal.value.values["reason"] == Reason.COMPLETE_OVERLAP
    assert "niemand ongezien" in say(refusal.value)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 7, 40]), min_size=7, max_size=7).filter(any))
def test_IS4_the_fast_check_agrees_with_the_linear_programme_for_every_model(counts):
    """Newton settles quadratically exactly where the linear programme says a finite maximum exists."""
    room, counts = space(3, 2), np.array(counts)
    models = hierarchical_models(room)
    _, sound = sound_fits(room, counts[None].astype(float), models)
    assert list(sound) == [check(room, counts, active).sound for active in models]


def test_IS4_the_fast_check_agrees_on_sparse_tables_of_four_lists():
    rng = np.random.default_rng(11)
    room = space(4, 3)
    models = hierarchical_models(room)
    for _ in range(6):
        counts = rng.poisson(rng.gamma(0.25, 6, 15))
        _, sound = sound_fits(room, counts[None].astype(float), models)
        assert list(sound) == [check(room, counts, active).sound for active in models]


def test_IS4_a_table_shown_to_exist_never_contradicts_the_linear_programme(monkeypatch):
    """With the shortcut taken away every verdict comes from the linear programme: 4,000 models on sparse
    tables.
    """
    room, rng = space(4, 3), np.random.default_rng(3)
    tables = [rng.poisson(rng.gamma(0.25, 6, 15)) for _ in range(12)]
    models = hierarchical_models(room)[::5]

    def verdicts():
        existence._check.cache_clear()
        return [check(room, counts, active).exists for counts in tables for active in models]

    with_shortcut = verdicts()
    monkeypatch.setattr(existence, "_same_margins", lambda *_: False)
    assert verdicts() == with_shortcut
    assert 0.1 < np.mean(with_shortcut) < 0.9


def test_IS4_identifiability_in_bulk_equals_the_check_one_by_one(table_of):
    room, table = space(5, 2), table_of("NewOrl_5_sparsemse201")
    models = hierarchical_models(room)[::17]
    bulk = identifiable(room, np.broadcast_to(table.cells, (len(models), 31)), models)
    assert list(bulk) == [check(room, table.cells, active).identifiable for active in models]


def test_every_hierarchical_model_appears_once_with_its_lower_terms():
    """Six lists have 32,768 pair models; five lists have 6,893 hierarchical models short of the full one."""
    assert len(hierarchical_models(space(6, 2))) == 32_768
    models = hierarchical_models(space(5, 4))
    assert len(np.unique(models, axis=0)) == len(models) == 6_893
    room = space(5, 4)
    for active in models[:: len(models) // 50]:
        present = {0, *(1 << j for j in range(5)), *room.interactions(active)}
        assert all(
            term ^ bit in present for term, bit in itertools.product(present, (1, 2, 4, 8, 16)) if term & bit
        )
