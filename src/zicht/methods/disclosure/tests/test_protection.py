"""Nobody can be found in a published table: the law of disclosure control, tried by an attacker of our own
(IS2).
"""

import json
import time
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from zicht.methods.disclosure.attacker import attack
from zicht.methods.disclosure.editions import between_editions
from zicht.methods.disclosure.protection import protect, suppress_small
from zicht.methods.disclosure.publications import Publication, cell_of
from zicht.methods.disclosure.rules import Dominance
from zicht.methods.disclosure.tables import TOTAL, TableError, shape_of

THRESHOLD = 10
REGIONS = {"Ede": "East", "Arnhem": "East", "Zwolle": "North", "Assen": "North", "Emmen": "North"}
YEARS = {"2021-01": "2021", "2021-02": "2021", "2022-01": "2022", "2022-02": "2022"}
MOSTLY_SMALL = st.one_of(st.integers(0, 12), st.integers(0, 60))
CALM = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def tables(*axes):
    keys = list(product(*axes))
    return st.lists(MOSTLY_SMALL, min_size=len(keys), max_size=len(keys)).map(
        lambda v: dict(zip(keys, v, strict=True))
    )


def reader_bounds(published, hidden, trees):
    """Slow and simple reader in whole numbers, written apart from the library: every hidden cell, lowest and
    highest.

    published: list of (dimensions, categories per dimension, {cell: figure}); the sums are spelled out one
    by one. Zeros are shown, so a gap is at least one."""
    cells, sums, known, gaps = {}, [], {}, set()
    for dimensions, categories, figures in published:
        nodes = [levels(names, trees.get(d, {})) for d, names in zip(dimensions, categories, strict=True)]
        for combination in product(*nodes):
            cells.setdefault(named(dimensions, combination), len(cells))
        for i, tree in enumerate(nodes):
            for combination in product(*nodes):
                children = [c for c, parent in tree.items() if parent == combination[i] and c != TOTAL]
                if children:
                    parts = [
                        named(dimensions, (*combination[:i], c, *combination[i + 1 :])) for c in children
                    ]
                    sums.append((named(dimensions, combination), parts))
        known |= {cell: figure for cell, figure in figures.items() if figure is not None}
        gaps |= {cell for cell, figure in figures.items() if figure is None}
    matrix = np.zeros((len(sums), len(cells)))
    for row, (total, parts) in enumerate(sums):
        matrix[row, cells[total]] -= 1
        for part in parts:
            matrix[row, cells[part]] += 1
    low, high = np.zeros(len(cells)), np.full(len(cells), 1e4)
    low[[cells[cell] for cell in gaps]] = 1
    for cell, figure in known.items():
        low[cells[cell]] = high[cells[cell]] = figure
    bounds = {}
    for cell in hidden:
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(cells))
            cost[cells[cell]] = sign
            found = milp(
                cost,
                constraints=LinearConstraint(matrix, 0, 0),
                bounds=Bounds(low, high),
                integrality=np.ones(len(cells)),
            )
            ends.append(round(sign * found.fun, 6))
        bounds[cell] = tuple(ends)
    return bounds


def levels(leaves, parents):
    """node → parent, leaves and groups, with everything under the total."""
    return {n: parents.get(n, TOTAL) for n in (*leaves, *sorted(set(parents.values())))} | {TOTAL: None}


def named(dimensions, combination):
    return cell_of({d: c for d, c in zip(dimensions, combination, strict=True) if c != TOTAL})


def few_fixed(cell, values):
    """Whether a cell may have parts: these are each at least one."""
    return len(cell) < max(map(len, values)) or {"East", "North", "2021", "2022"} & set(dict(cell).values())


def assert_doubt(bounds, values):
    for cell, (low, high) in bounds.items():
        if 0 < values[cell] < THRESHOLD:
            assert low <= (values[cell] if few_fixed(cell, values) else 1), (
                f"a reader sees too much in {dict(cell)}"
            )
            assert high >= THRESHOLD, f"a reader sees that {dict(cell)} is small"


def true_values(table, dimensions, trees=None):
    everything = protect(table, dimensions, threshold=1, hierarchies=trees)
    return everything.cells


@CALM
@given(tables(tuple(REGIONS), ("sexual", "labour", "criminal")))
def test_IS2_no_reader_finds_a_small_number_in_a_table_with_municipalities_regions_and_the_nation(table):
    trees = {"place": REGIONS}
    result = protect(table, ["place", "form"], THRESHOLD, trees)
    values = true_values(table, ["place", "form"], trees)
    published = [(["place", "form"], [tuple(REGIONS), ("sexual", "labour", "criminal")], result.cells)]
    assert result.safe
    assert_doubt(reader_bounds(published, result.primary, trees), values)


@CALM
@given(tables(("Ede", "Arnhem", "Zwolle", "Assen"), tuple(YEARS)))
def test_IS2_no_reader_finds_a_small_number_across_two_hierarchies(table):
    trees = {"place": {k: REGIONS[k] for k in ("Ede", "Arnhem", "Zwolle", "Assen")}, "period": YEARS}
    result = protect(table, ["place", "period"], THRESHOLD, trees)
    values = true_values(table, ["place", "period"], trees)
    published = [(["place", "period"], [tuple(trees["place"]), tuple(YEARS)], result.cells)]
    assert_doubt(reader_bounds(published, result.primary, trees), values)


@CALM
@given(tables(("Ede", "Arnhem", "Zwolle", "Assen"), ("sexual", "labour"), ("minor", "adult")))
def test_IS2_a_later_table_gives_no_reader_what_an_earlier_table_hid(persons):
    """IS2: three tables one after the other, each with municipalities, regions and the nation, read
    together."""
    places = ("Ede", "Arnhem", "Zwolle", "Assen")
    trees = {"place": {place: REGIONS[place] for place in places}}
    plans = [
        (["place", "form"], (0, 1), [places, ("sexual", "labour")]),
        (["place", "age"], (0, 2), [places, ("minor", "adult")]),
        (["form", "age"], (1, 2), [("sexual", "labour"), ("minor", "adult")]),
    ]
    earlier, published, values, primary = [], [], {}, set()
    for dimensions, keep, categories in plans:
        table, own = collapse(persons, keep), trees if "place" in dimensions else {}
        result = protect(table, dimensions, THRESHOLD, own, earlier=earlier, name=" by ".join(dimensions))
        assert result.safe
        earlier.append(result.publication)
        published.append((dimensions, categories, result.cells))
        values |= true_values(table, dimensions, own)
        primary |= result.primary
        assert_doubt(reader_bounds(published, primary, trees), values)


@CALM
@given(tables(("Ede", "Arnhem", "Zwolle"), ("sexual", "labour", "criminal")), st.integers(0, 3))
def test_IS2_two_editions_do_not_show_a_few_late_registrations(old, extra):
    new = {key: value + extra * (i % 4 == 0) for i, (key, value) in enumerate(old.items())}
    dimensions = ["place", "form"]
    first = protect(old, dimensions, THRESHOLD, scope={"edition": "2023"}, name="2023")
    changes = between_editions(old, new, dimensions, ("2023", "2024"), THRESHOLD)
    second = protect(
        new,
        dimensions,
        THRESHOLD,
        scope={"edition": "2024"},
        name="2024",
        earlier=[first.publication, changes],
    )
    for cell, before in first.cells.items():
        place = {k: v for k, v in cell if k != "edition"}
        after = second.cells[cell_of({**place, "edition": "2024"})]
        assert before is None or after is None or after == before or after - before >= THRESHOLD
    assert second.safe


@CALM
@given(tables(tuple(REGIONS), ("sexual", "labour", "criminal")), st.sampled_from([5, 10]))
def test_IS2_rounded_figures_add_up_and_stay_within_one_base(table, base):
    result = protect(table, ["place", "form"], THRESHOLD, {"place": REGIONS}, method="round", base=base)
    values = true_values(table, ["place", "form"], {"place": REGIONS})
    assert all(figure % base == 0 and abs(figure - values[c]) < base for c, figure in result.cells.items())
    shape = result.publication.shape
    figures = np.array(list(result.cells.values()))
    assert all((figures[totals] == figures[parts].sum(axis=1)).all() for totals, parts in shape.sums())


def collapse(table, keep):
    found = {}
    for key, value in table.items():
        short = tuple(key[i] for i in keep)
        found[short] = found.get(short, 0) + value
    return found


def test_IS2_the_only_small_cell_of_a_row_takes_others_with_it():
    table = {("Ede", "sexual"): 3, ("Ede", "labour"): 40, ("Arnhem", "sexual"): 50, ("Arnhem", "labour"): 60}
    result = protect(table, ["place", "form"])
    assert result.primary == {cell_of({"place": "Ede", "form": "sexual"})}
    assert len(result.secondary) == 3
    assert result.cells[()] == 153


def test_IS2_the_attacker_finds_a_figure_that_follows_by_subtraction():
    shape = shape_of({("Ede",): 3, ("Arnhem",): 50}, ["place"])
    ede, arnhem = cell_of({"place": "Ede"}), cell_of({"place": "Arnhem"})
    careless = Publication("careless", shape, {arnhem: (50, 50), (): (53, 53)}, {ede: (0, 10)})
    (exposure,) = attack([careless]).exposed
    assert (exposure.cell, exposure.low, exposure.high) == (ede, 3, 3)


def test_IS2_the_attacker_does_not_believe_a_proof_that_does_not_fit():
    shape = shape_of({("Ede",): 3, ("Arnhem",): 50}, ["place"])
    ede, arnhem = cell_of({"place": "Ede"}), cell_of({"place": "Arnhem"})
    careless = Publication("careless", shape, {arnhem: (50, 50), (): (53, 53)}, {ede: (0, 10)})
    assert not attack([careless], proofs=[np.array([0.0, 50.0, 50.0]), np.array([10.0, 50.0, 60.0])]).safe


def test_IS2_what_an_earlier_table_gave_away_is_told_apart_from_what_this_one_would():
    table = {("Ede",): 3, ("Arnhem",): 50}
    ede = cell_of({"place": "Ede"})
    careless = Publication("old", shape_of(table, ["place"]), {ede: (3, 3)})
    result = protect(table, ["place"], earlier=[careless])
    assert result.safe
    assert result.cells[ede] is None
    assert [e.cell for e in result.attack.exposed_before] == [ede]


def test_IS2_an_earlier_table_over_fewer_years_is_not_taken_for_the_same_total():
    earlier = protect({("2021", "Ede"): 40, ("2021", "Arnhem"): 30}, ["year", "place"])
    table = {("2021", "Ede"): 40, ("2021", "Arnhem"): 30, ("2022", "Ede"): 20, ("2022", "Arnhem"): 25}
    result = protect(table, ["year", "place"], earlier=[earlier.publication])
    assert result.safe
    assert result.cells[()] == 115


def test_IS2_a_table_of_another_register_is_refused():
    earlier = protect({("Ede",): 40, ("Arnhem",): 30}, ["place"])
    with pytest.raises(TableError, match="other_figure"):
        protect({("Ede",): 41, ("Arnhem",): 30}, ["place"], earlier=[earlier.publication])


def test_IS2_the_register_keeps_publications_as_plain_json():
    result = protect(
        {("Ede", "sexual"): 3, ("Arnhem", "labour"): 44}, ["place", "form"], hierarchies={"place": REGIONS}
    )
    assert Publication.from_dict(result.publication.as_dict()) == result.publication
    assert 3 not in [value for _, *limits in result.publication.as_dict()["guarded"] for value in limits]


def test_IS2_changes_between_editions_survive_storage():
    changes = between_editions({("Ede",): 9}, {("Ede",): 4}, ["place"], ("2023", "2024"))
    assert Publication.from_dict(json.loads(json.dumps(changes.as_dict(), allow_nan=False))) == changes


def test_IS2_one_organisation_that_dominates_a_cell_is_hidden():
    table = {("Ede", "police"): 100, ("Ede", "care"): 80, ("Arnhem", "police"): 90, ("Arnhem", "care"): 70}
    cell = cell_of({"place": "Ede", "kind": "care"})
    rule = Dominance({cell: (78.0, 2.0)}, share=80)
    result = protect(table, ["place", "kind"], dominance=rule)
    assert result.primary == {cell}
    assert result.safe


def test_IS2_a_page_gets_its_own_keys_back_with_gaps():
    table = {("2021", "sexual"): 30, ("2021", "labour"): 4, ("2022", "sexual"): 25, ("2022", "labour"): 31}
    margins = {
        ("2021", TOTAL): 34,
        ("2022", TOTAL): 56,
        (TOTAL, "sexual"): 55,
        (TOTAL, "labour"): 35,
        (TOTAL, TOTAL): 90,
    }
    shown = suppress_small(table | margins)
    assert shown["2021", "labour"] is None
    assert list(shown.values()).count(None) == 4
    assert shown[TOTAL, TOTAL] == 90


def test_IS2_a_page_whose_margins_do_not_add_up_is_refused():
    with pytest.raises(TableError, match="not_the_sum"):
        suppress_small({("2021", "sexual"): 30, ("2021", TOTAL): 31})


def test_IS2_an_empty_or_wholly_small_table_is_hidden_without_ado():
    result = protect({("Ede", "sexual"): 1, ("Ede", "labour"): 0}, ["place", "form"])
    assert result.safe
    assert all(figure is None or figure == 0 for figure in result.cells.values())


@pytest.mark.parametrize(
    ("table", "dimensions", "trees", "code"),
    [
        ({("Ede",): -1}, ["place"], {}, "not_a_count"),
        ({("Ede", "x"): 1}, ["place"], {}, "number_of_categories"),
        ({("Ede",): 1}, ["place"], {"form": {"a": "b"}}, "dimension_unknown"),
        ({("Ede",): 1}, ["place"], {"place": {"Ede": "a", "a": "b", "b": "a"}}, "hierarchy_circle"),
        ({("total",): 1}, ["place"], {}, "name_of_margin"),
    ],
)
def test_IS2_unreadable_tables_are_refused_with_the_reason(table, dimensions, trees, code):
    with pytest.raises(TableError, match=code):
        protect(table, dimensions, hierarchies=trees)


@pytest.mark.slow
def test_IS2_sixteen_years_by_seven_forms_by_forty_regions_take_less_than_five_seconds():
    random = np.random.default_rng(1)
    rates = 60 * np.einsum(
        "j,k->jk", [0.5, 0.25, 0.1, 0.08, 0.04, 0.02, 0.01], random.dirichlet(np.full(40, 1.2)) * 40
    )
    counts = random.poisson(np.broadcast_to(rates, (16, 7, 40)))
    table = {
        tuple(f"{axis}{i:02}" for axis, i in zip("YFR", key, strict=True)): int(n)
        for key, n in np.ndenumerate(counts)
    }
    started = time.process_time()
    result = protect(table, ["year", "form", "region"])
    assert len(result.cells) == 5_576
    assert result.safe
    assert time.process_time() - started < 5
