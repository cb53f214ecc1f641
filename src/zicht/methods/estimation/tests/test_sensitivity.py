"""IS4: the methods that show how much depends on assumptions: averaging, hidden groups, the lower bound."""

import numpy as np
import pytest

from zicht.methods.estimation import NoEstimate, Settings, estimate_table, latent
from zicht.methods.estimation.coverage import truths
from zicht.methods.estimation.graphs import average, decomposable_graphs, quick_median
from zicht.methods.estimation.lowerbound import chao_lower_bound
from zicht.methods.estimation.table import from_histories


def test_IS4_there_are_as_many_decomposable_graphs_as_counted_by_mathematicians():
    """8, 61, 822 and 18,154 chordal graphs on 3 to 6 labelled points; the saturated one is left out."""
    assert [len(decomposable_graphs(k)[0]) for k in (3, 4, 5, 6)] == [7, 60, 821, 18_153]


def test_IS4_the_quick_median_is_close_to_the_full_one(table_of):
    assert quick_median(table_of("Ned_5")) == pytest.approx(
        average(table_of("Ned_5")).quantile(0.5), rel=0.01
    )


def test_IS4_averaging_refuses_more_than_six_lists(table_of):
    with pytest.raises(NoEstimate, match="bma_too_many_lists"):
        estimate_table(table_of("NewOrl_sparsemse201"), Settings("bma"))


def test_IS4_hidden_groups_agree_with_the_r_package_lcmcr(table_of, reference):
    """Manrique-Vallier (2016) as in LCMCR 0.4.14, artificial three lists: the quartiles of the posterior."""
    wanted = reference("lcmcr", "Artificial_3")["q"]
    draws = latent.sample(table_of("Artificial_3"), seed=1, chains=12, burn_in=500, kept=2_000)
    assert draws.disagreement() < 1.1
    for level, name in ((0.25, "25%"), (0.5, "50%"), (0.75, "75%")):
        assert draws.quantile(level) == pytest.approx(wanted[name], rel=0.08)


def test_IS4_hidden_groups_find_a_population_with_a_visible_and_a_hidden_group():
    """1,000 people with chances of 0.6 on each of five lists and 1,000 with 0.15; independence finds too
    few.
    """
    rng = np.random.default_rng(4)
    chances = np.repeat([0.6, 0.15], 1_000)
    seen = rng.uniform(size=(2_000, 5)) < chances[:, None]
    rows, counts = np.unique(seen[seen.any(1)].astype(int), axis=0, return_counts=True)
    table = from_histories("ABCDE", {tuple(row): int(count) for row, count in zip(rows, counts, strict=True)})
    draws = latent.sample(table, seed=1, chains=8, burn_in=500, kept=1_000)
    assert draws.quantile(0.025) < 2_000 < draws.quantile(0.975)
    assert estimate_table(table, Settings("independence")).upper < 1_800


def test_IS4_a_hidden_group_is_warned_for_where_the_data_show_it():
    """IS4: of 5,000 people 4,000 are hardly visible; stepwise finds half and is sure, but lies below the
    lower bound of Chao.
    """
    truth = truths()["hidden-groups"]
    warned = 0
    for seed in range(10):
        found = estimate_table(truth.draw(np.random.default_rng(seed)), Settings(interval="none"))
        warned += "under_lower_bound" in [warning.code for warning in found.warnings]
        assert found.estimate < 0.8 * truth.size
    assert warned >= 5


def test_IS4_chains_that_disagree_are_reported(table_of):
    """Binette and Steorts (arXiv 2112.01594): the latent class model does not converge on the Netherlands
    data.
    """
    draws = latent.sample(table_of("Ned_5"), seed=1, burn_in=50, kept=200)
    assert draws.disagreement() > 1.1


def test_IS4_the_lower_bound_is_chao_1989_by_hand():
    """Only on one list: 40 and 30; on both: 6. 76 + 40 * 30 / (6 + 1)."""
    table = from_histories("AB", {(1, 0): 40, (0, 1): 30, (1, 1): 6})
    assert chao_lower_bound(table) == pytest.approx(76 + 1_200 / 7)


def test_IS4_the_lower_bound_exists_without_any_overlap():
    table = from_histories("AB", {(1, 0): 40, (0, 1): 30})
    assert chao_lower_bound(table) == pytest.approx(70 + 1_200)
