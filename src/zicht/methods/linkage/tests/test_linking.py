import json

import numpy as np
import pytest

from zicht.methods.linkage import Model, Record, engine, score_pair, sql, training
from zicht.methods.linkage.blocking import blocking_keys
from zicht.methods.linkage.clusters import MOST_OTHERS, clusters, pairs_within, thirds
from zicht.methods.linkage.errors import calibration, expected_errors
from zicht.methods.linkage.linking import BELOW, link
from zicht.methods.linkage.training import train

from .conftest import population


@pytest.fixture(scope="module")
def trained(people):
    return train(people[0], seed=1)


def quality(found, truth):
    truth = np.array(truth)
    right = (truth[found.left] == truth[found.right])[found.accepted].sum()
    sizes = np.bincount(truth)
    return right / found.accepted.sum(), right / (sizes * (sizes - 1) // 2).sum()


def test_training_without_labels_finds_most_pairs_with_few_errors(people, trained):
    records, truth = people
    precision, recall = quality(link(records, trained), truth)
    assert precision > 0.87
    assert recall > 0.85


def test_the_same_records_and_seed_give_the_same_model(people, trained):
    assert train(people[0], seed=1) == trained


def test_training_draws_its_candidates_from_a_set_of_two_million():
    connection = engine.connect()
    connection.execute(
        "CREATE TABLE candidates AS SELECT range::INT AS l, (hash(range) % 2_000_000)::INT AS r FROM"
        " range(2_000_000)"
    )
    training._thin(connection, 4)
    assert connection.execute("SELECT count(*), max(l) > 1_999_900 FROM pairs").fetchone() == (
        pytest.approx(500_000, rel=0.01),
        True,
    )


def test_a_model_file_keeps_every_weight(trained, tmp_path):
    trained.save(tmp_path / "model.json")
    assert Model.load(tmp_path / "model.json").weights == trained.weights


def test_a_model_file_names_no_rare_person(trained):
    assert all(
        share * 2 * trained.records >= 10
        for table in trained.tables.values()
        for share in table.shares.values()
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 99}', '{"version": 1, "tables": {}, "extras": []}']
)
def test_what_is_no_model_is_refused(text, tmp_path):
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(ValueError, match="model"):
        Model.load(tmp_path / "bad.json")


def test_too_few_records_to_train_on_are_refused(people):
    with pytest.raises(ValueError, match="too_few_to_train"):
        train(people[0][:20], seed=1)


def test_a_threshold_outside_0_and_1_is_refused(people, trained):
    with pytest.raises(ValueError, match="probability_outside"):
        link(people[0], trained, 1.5)


def test_the_batch_blocks_on_the_same_keys_as_the_register(people):
    records = people[0][:150]
    connection = engine.connect()
    engine.people(connection, engine.as_table(records))
    engine.block(connection)
    batch = set(connection.execute("SELECT l, r FROM pairs").fetchall())
    keys = [blocking_keys(record) for record in records]
    assert batch == {(a, b) for a in range(len(keys)) for b in range(a + 1, len(keys)) if keys[a] & keys[b]}
    assert len(sql.templates()) == len({t.tag for t in sql.templates()})


def test_sparing_pairs_that_cannot_reach_the_floor_loses_none_that_do(people, model):
    table = engine.as_table(people[0])
    floor = model.for_records(len(table)).weight_at(0.9) - BELOW
    everything, few = (
        {
            (a, b): w
            for a, b, w in zip(*(part.tolist() for part in engine.scored(table, model, least)), strict=True)
        }
        for least in (-1e6, floor)
    )
    assert few == {pair: weight for pair, weight in everything.items() if weight >= floor}
    assert 0 < len(few) < len(everything)


def test_one_doubtful_pair_does_not_chain_two_persons():
    left, right = np.array([0, 0, 1, 3, 3, 4, 2]), np.array([1, 2, 2, 4, 5, 5, 3])
    weight = np.array([20.0, 20, 20, 20, 20, 20, 11])
    assert sorted(clusters(left, right, weight, 10.0)) == [(0, 1, 2), (3, 4, 5)]


def test_clusters_join_when_the_pairs_between_them_speak_for_one_person():
    left, right = np.array([0, 2, 0, 1]), np.array([1, 3, 2, 3])
    weight = np.array([20.0, 20, 19, 19])
    assert clusters(left, right, weight, 10.0) == [(0, 1, 2, 3)]
    assert [len(side) for side in pairs_within([(0, 1, 2, 3)])] == [6, 6]


def test_two_records_that_resemble_the_same_third_are_weighed_although_they_share_no_key():
    """RG3: one gave a name, the other a number; the record between them has both."""
    name, phone = {"given_name": "Desislava", "family_name": "Hristova"}, {"phone": "0612345678"}
    rest = {"sex": "v", "nationality": "BG"}
    records = [
        Record(**name, **rest, birth_year="1996"),
        Record(**name, **phone, **rest),
        Record(**phone, document="AB1234567", sex="v"),
    ]
    strangers = [Record(given_name=f"Naam{chr(97 + n)}", birth_year=str(1950 + n)) for n in range(6)]
    model = Model.load()
    found = link([*records, *strangers], model, 0.5)
    weighed = dict(
        zip(zip(found.left.tolist(), found.right.tolist(), strict=True), found.weight.tolist(), strict=True)
    )
    assert not blocking_keys(records[0]) & blocking_keys(records[2])
    assert weighed[0, 2] == score_pair(records[0], records[2], model).weight
    assert found.clusters == [(0, 1, 2)]


def test_who_resembles_everyone_brings_no_strangers_together():
    hub = np.zeros(MOST_OTHERS + 1, int)
    left, right = thirds(hub, np.arange(1, MOST_OTHERS + 2), np.full(MOST_OTHERS + 1, 20.0), 10.0)
    assert len(left) == len(right) == 0
    assert len(thirds(hub[:3], np.arange(1, 4), np.full(3, 20.0), 10.0)[0]) == 3


def test_no_pairs_give_no_clusters():
    assert clusters(np.array([], int), np.array([], int), np.array([]), 10.0) == []


def test_clusters_are_no_worse_than_pairs(people, trained):
    records, truth = people
    truth = np.array(truth)
    found = link(records, trained)
    left, right = pairs_within(found.clusters)
    sizes = np.bincount(truth)
    total = (sizes * (sizes - 1) // 2).sum()

    def f1(a, b):
        return 2 * (truth[a] == truth[b]).sum() / (len(a) + total)

    assert f1(left, right) >= f1(found.left[found.accepted], found.right[found.accepted]) - 0.005


def test_the_size_of_the_set_sets_the_prior(trained):
    assert trained.for_records(1_000_000).probability(15) < trained.probability(15)


def test_expected_errors_hold_the_measured_ones_within_the_interval(trained):
    def run(seed):
        records, truth = population(400, seed)
        found, truth = link(records, trained, 0.5), np.array(truth)
        sizes = np.bincount(truth)
        return (
            found,
            truth[found.left] == truth[found.right],
            int((sizes * (sizes - 1) // 2).sum()),
            trained.for_records(len(records)),
        )

    sets = []
    for seed in range(20, 26):
        found, same, total, model = run(seed)
        sets.append(calibration(found.weight + model.prior, same, total))
    found, same, total, model = run(40)
    forecast = expected_errors(
        found.weight, Model(**{**vars_of(model), "diagnostics": {"calibration": sets}}), 0.5
    )
    false = 1000 * (~same[found.accepted]).mean()
    missed = 1000 * (1 - same[found.accepted].sum() / total)
    assert forecast.calibrated
    assert forecast.false_merges.low <= false <= forecast.false_merges.high
    assert forecast.misses.low <= missed <= forecast.misses.high
    assert forecast.misses.high - forecast.misses.low < 200


def vars_of(model):
    return {name: getattr(model, name) for name in model.__dataclass_fields__}


def test_a_higher_threshold_promises_fewer_false_merges_and_more_misses(model, people):
    found = link(people[0], model, 0.5)
    low, high = (expected_errors(found.weight, model.for_records(len(people[0])), t) for t in (0.3, 0.95))
    assert high.false_merges.value <= low.false_merges.value
    assert high.misses.value >= low.misses.value


def test_without_calibration_the_interval_is_rough_and_says_so(trained, people):
    found = link(people[0], trained, 0.5)
    assert not expected_errors(found.weight, trained, 0.5).calibrated
    assert json.dumps(trained.diagnostics)
