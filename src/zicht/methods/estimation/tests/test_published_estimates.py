"""IS4: the estimates in the literature come out of this room. Each test names the paper and the table."""

import re

import pytest

from zicht.methods.estimation import Settings, estimate_table
from zicht.methods.estimation.selection import Downhill, Fixed, Stepwise, criterion
from zicht.methods.estimation.space import space

EXACT = 1e-6


def total(table, chooser):
    return table.observed + chooser.choose(table.cells[None]).dark[0]


def model(table, chooser):
    choice = chooser.choose(table.cells[None])
    return sorted(table.label(mask) for mask in chooser.room.interactions(choice.active[0]))


def as_published(row, lists):
    """How the notes with the published values say a value was reached."""
    ways = {
        "stepwise p=0.02": Stepwise(space(lists, 2), 0.02),
        "BIC over models of order <= 2": criterion(lists, 2, None),
        "main effects only": Fixed(space(lists, 2)),
    }
    return next(way for words, way in ways.items() if words in row["model"])


def test_IS4_every_point_estimate_that_the_notes_call_reproducible(table_of, published):
    """All papers: rows with "exact" under reproduced_here, to the digits that stand there (rounded in
    print).
    """
    rows = [row for row in published["estimates"] if "exact" in (row["reproduced_here"] or "")]
    assert len(rows) == 7
    for row in rows:
        digits = re.search(r"\((\d+\.\d+)", row["reproduced_here"])
        table = table_of(row["dataset"])
        found = total(table, as_published(row, len(table.lists)))
        assert found == pytest.approx(float(digits[1]) if digits else row["estimate"], rel=1e-5), row[
            "source"
        ]
        assert round(found) == round(row["estimate"])


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5", "NewOrl_5_sparsemse201"])
def test_IS4_binette_steorts_2021_independence_on_real_data(table_of, published, name):
    """Binette and Steorts (arXiv 2112.01594), table of the real-data analysis, row independence."""
    value = next(
        row["estimate"]
        for row in published["estimates"]
        if row["dataset"] == name and "independence" in row["model"]
    )
    table = table_of(name)
    assert total(table, Fixed(space(5, 2))) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    "name", ["Ned", "Ned_5", "NewOrl_sparsemse201", "NewOrl_5_sparsemse201", "UKdat", "UKdat_5", "HIV_Rome"]
)
def test_IS4_independence_regression_values(table_of, published, name):
    table = table_of(name)
    value = published["regression_checks"]["independence_total"][name]
    assert total(table, Fixed(space(len(table.lists), 2))) == pytest.approx(value, abs=0.0051)


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5"])
def test_IS4_binette_steorts_2021_stepwise_on_real_data(table_of, published, name):
    """Binette and Steorts (arXiv 2112.01594), table of the real-data analysis, row SparseMSE."""
    value = next(
        row["estimate"]
        for row in published["estimates"]
        if row["dataset"] == name and "SparseMSE" in row["model"]
    )
    assert total(table_of(name), Stepwise(space(5, 2), 0.02)) == pytest.approx(value, rel=1e-9)


def test_IS4_chan_silverman_vincent_2021_new_orleans_eight_lists(table_of):
    """Chan, Silverman and Vincent (2021, JASA 116:1297-1306), New Orleans: 1184 with D:E, 997 with main
    effects.
    """
    table = table_of("NewOrl_sparsemse201")
    assert round(total(table, Stepwise(space(8, 2), 0.02))) == 1184
    assert model(table, Stepwise(space(8, 2), 0.02)) == ["D:E"]
    assert round(total(table, Fixed(space(8, 2)))) == 997


def test_IS4_chan_silverman_vincent_2021_new_orleans_five_lists(table_of):
    """Chan, Silverman and Vincent (2021), New Orleans five lists: 1034, no interaction chosen."""
    table = table_of("NewOrl_5_sparsemse201")
    assert round(total(table, Stepwise(space(5, 2), 0.02))) == 1034
    assert model(table, Stepwise(space(5, 2), 0.02)) == []


@pytest.mark.parametrize(("order", "value"), [(2, 22991), (4, 25311)])
def test_IS4_silverman_chan_vincent_2024_table_6_bic(table_of, order, value):
    """Silverman, Chan and Vincent (2024, Statistics and Computing 34:44), Table 6, UK five lists, BIC."""
    assert round(total(table_of("UKdat_5"), criterion(5, order, None))) == value


@pytest.mark.parametrize(
    ("name", "lists", "order", "value"),
    [("UKdat_5", 5, 2, 12262), ("UKdat_5", 5, 4, 12262), ("UKdat", 6, 2, 12350)],
)
def test_IS4_silverman_chan_vincent_2024_table_6_downhill(table_of, name, lists, order, value):
    """Silverman, Chan and Vincent (2024), Table 6, downhill search."""
    assert round(total(table_of(name), Downhill(space(lists, order)))) == value


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5"])
def test_IS4_bic_over_all_pair_models_regression(table_of, published, name):
    """A pair at minus infinity still counts in BIC: without that the UK choice moves to 12141.8."""
    value = published["regression_checks"]["bic_order2_total"][name]
    table = table_of(name)
    assert total(table, criterion(5, 2, None)) == pytest.approx(value["total"], abs=0.051)
    assert model(table, criterion(5, 2, None)) == sorted(value["model"])


@pytest.mark.parametrize(("name", "order"), [("UKdat_5", 3), ("Ned_5", 3), ("UKdat", 2), ("Ned", 2)])
def test_IS4_first_five_models_by_bic_equal_those_of_the_r_package(table_of, reference, name, order):
    """MultipleSystemsEstimation 1.2.0, mse_bic: totals and BIC of the five best models."""
    table, wanted = table_of(name), reference("mse_bic", name)["top10"]
    chooser = criterion(len(table.lists), order, None)
    choice = chooser.choose(table.cells[None])
    assert choice.scores[:5] == pytest.approx([row["BIC"] for row in wanted], rel=1e-8)
    for active, row in zip(choice.ranking[:5], wanted, strict=True):
        fixed = Fixed(chooser.room, tuple(chooser.room.interactions(active)))
        assert total(table, fixed) == pytest.approx(row["abundance"], rel=EXACT)


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5", "Ned", "Ned_5", "Artificial_3"])
def test_IS4_stepwise_choice_equals_that_of_the_r_packages(table_of, reference, name):
    """SparseMSE 2.0.1 and MultipleSystemsEstimation 1.2.0, stepwise with p < 0.02."""
    table = table_of(name)
    wanted = reference("mse_stepwise", name)["estimate"]
    assert total(table, Stepwise(space(len(table.lists), 2), 0.02)) == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("name", ["UKdat_5", "Ned_5"])
def test_IS4_model_averaging_equals_the_r_package_dga(table_of, reference, name):
    """Madigan and York (1997) as in dga 2.0.2: the quantiles of the posterior, to the person."""
    wanted = reference("dga", name)["q"]
    found = estimate_table(table_of(name), Settings("bma"))
    assert [found.lower, found.estimate, found.upper] == [wanted["2.5"], wanted["50"], wanted["97.5"]]


def test_IS4_standard_error_equals_rcapture(table_of, reference):
    """Rivest and Levesque (2001) as in Rcapture 1.4-4, closedpMS.t: the standard error behind the quick
    interval.
    """
    from zicht.methods.estimation.solver import fit

    row = reference("rcapture", "UKdat_5")["top10"][0]
    chooser = criterion(5, 2, None)
    table = table_of("UKdat_5")
    fits = fit(chooser.room, table.cells, chooser.choose(table.cells[None]).active)
    assert (fits.dark + fits.dark**2 * fits.variance) ** 0.5 == pytest.approx(row["stderr"], rel=1e-6)
