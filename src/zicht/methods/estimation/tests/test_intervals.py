"""IS4: intervals repeat the choice of the model and agree with the reference packages."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from zicht.methods.codes import Warning
from zicht.methods.estimation import Settings, estimate_table
from zicht.methods.estimation.cautions import UNSTABLE, off_centre
from zicht.methods.estimation.resampling import acceleration, bca_interval, bootstrap
from zicht.methods.estimation.selection import Stepwise, criterion
from zicht.methods.estimation.space import space


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5", "Ned", "Ned_5", "Artificial_3"])
def test_IS4_bca_acceleration_equals_the_r_packages(table_of, reference, name):
    """SparseMSE 2.0.1, ahat: no chance in it, so it must agree to eight digits."""
    table = table_of(name)
    found = acceleration(Stepwise(space(len(table.lists), 2), 0.02), table.cells)
    assert found == pytest.approx(reference("mse_stepwise", name)["ahat"], abs=1e-7)


def monte_carlo_bounds(table, settings, seeds):
    found = [
        estimate_table(table, Settings(**{**settings, "seed": seed}), with_spread=False) for seed in seeds
    ]
    lower, upper = np.array([[result.lower, result.upper] for result in found]).T
    return lower, upper


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5", "Ned", "Ned_5", "Artificial_3"])
def test_IS4_stepwise_bca_interval_agrees_within_monte_carlo_error(table_of, reference, name):
    """MultipleSystemsEstimation 1.2.0, stepwise with 1,000 resamples: one draw from what other seeds give."""
    wanted = reference("mse_stepwise", name)["BCa"]
    lower, upper = monte_carlo_bounds(table_of(name), {"method": "stepwise"}, range(8))
    for bounds, value in ((lower, wanted["0.025"]), (upper, wanted["0.975"])):
        assert abs(bounds.mean() - value) < 4 * bounds.std(ddof=1) * (1 + 1 / 8) ** 0.5


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5"])
def test_IS4_bic_bca_interval_agrees_within_monte_carlo_error(table_of, reference, name):
    """Silverman, Chan and Vincent (2024), BIC with model choice repeated on 1,000 resamples, order 3.

    A published BCa bound is a quantile of the resampled totals; ours must have as much probability below
    it, up to five standard errors of two bootstraps (the quantile itself, and the bias correction behind
    it).
    """
    table, chooser, resamples = table_of(name), criterion(5, 3, None), 600
    choice = chooser.choose(table.cells[None])
    again = chooser.resampler(choice)
    totals = bootstrap(again, table.cells, resamples, seed=5)
    bias = ndtri((totals < table.observed + choice.dark[0]).mean())
    accelerate = acceleration(again, table.cells)
    for tail, bound in reference("mse_bic", name)["BCa_all_ntop"].items():
        shifted = bias + ndtri(float(tail))
        wanted = ndtr(bias + shifted / (1 - accelerate * shifted))
        error = np.sqrt(wanted * (1 - wanted) * (1 / resamples + 1 / 1_000)) + 2 * 0.05 * wanted * (
            1 - wanted
        )
        assert (totals < bound).mean() == pytest.approx(wanted, abs=5 * error)


def test_IS4_same_seed_same_answer_other_seed_other_bounds(table_of):
    table = table_of("UKdat_5")
    first, again, other = (estimate_table(table, Settings(boot=100, seed=seed)) for seed in (3, 3, 4))
    assert (first.lower, first.upper) == (again.lower, again.upper)
    assert (first.lower, first.upper) != (other.lower, other.upper)


def test_IS4_the_percentile_interval_is_named_beside_a_bca_interval_that_differs(table_of):
    """IS4: after a choice between models BCa covers less than it says (docs/methods/estimation.md)."""
    table = table_of("UKdat_5")
    told = estimate_table(table, Settings(boot=200), with_spread=False).warnings
    percentile = estimate_table(table, Settings(interval="percentile", boot=200), with_spread=False)
    assert Warning("percentile_beside", lower=percentile.lower, upper=percentile.upper) in told
    given = estimate_table(table, Settings("independence", boot=200), with_spread=False)
    assert "percentile_beside" not in [warning.code for warning in given.warnings]


def test_IS4_an_estimate_that_jumps_between_models_is_said_to_do_so(table_of):
    """IS4: two good ways to choose a model end a factor 2.5 apart on the Dutch table, so its BCa bounds
    are not to be used alone.
    """
    found = estimate_table(table_of("Ned_5"), Settings(boot=100))
    assert UNSTABLE in found.warnings
    assert found.warnings.count(UNSTABLE) == 1
    for other in (Settings("independence", boot=100), Settings(interval="percentile", boot=100)):
        assert UNSTABLE not in estimate_table(table_of("Ned_5"), other).warnings
    assert UNSTABLE not in estimate_table(table_of("HIV_Rome"), Settings(boot=100)).warnings


def test_IS4_an_estimate_far_from_the_middle_of_its_resamples_is_not_trusted():
    """IS4: the rank BCa takes for bias then only tells which model the table fell for."""
    totals = np.r_[np.full(90, 100.0), np.full(10, 300.0)] + np.arange(100) / 100
    assert off_centre(bca_interval(totals, 290.0, 0.0, 0.95)) == [UNSTABLE]
    assert off_centre(bca_interval(np.arange(100.0), 50.0, 0.0, 0.95)) == []


@pytest.mark.parametrize("kind", ["bca", "percentile", "profile", "chao"])
@pytest.mark.parametrize("method", ["independence", "stepwise", "bic", "aic"])
def test_IS4_every_interval_holds_the_estimate(table_of, kind, method):
    found = estimate_table(table_of("HIV_Rome"), Settings(method, interval=kind, boot=200))
    assert found.observed < found.lower < found.estimate < found.upper


def test_IS4_profile_interval_of_one_model_agrees_with_the_likelihood_published(table_of, published):
    """Binette and Steorts (arXiv 2112.01594): independence, Netherlands five lists, 48,641 to 57,777."""
    row = next(r for r in published["estimates"] if r["dataset"] == "Ned_5" and "independence" in r["model"])
    found = estimate_table(table_of("Ned_5"), Settings("independence", interval="profile"))
    assert found.lower == pytest.approx(row["lower"], rel=2e-3)
    assert found.upper == pytest.approx(row["upper"], rel=2e-3)


def test_IS4_profile_interval_under_a_criterion_lets_models_compete(table_of):
    """UK five lists: two models within one BIC point give 22,991 and 12,262; the interval spans both."""
    found = estimate_table(table_of("UKdat_5"), Settings("bic", interval="profile"))
    assert found.lower < 12_262 < 22_991 < found.upper
