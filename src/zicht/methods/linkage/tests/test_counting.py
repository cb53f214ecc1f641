"""How common a value is, is counted in the set at hand; how many doubles it holds, its evidence says
(RG3).
"""

import random
from dataclasses import replace

import numpy as np
import pytest

from zicht.methods.linkage import Model, Record, score_pair
from zicht.methods.linkage.counting import LEAST_DENSITY, SMALLEST, counted, settled
from zicht.methods.linkage.linking import link, link_fitted

GIVEN, FAMILY = ("Mwajuma", "Neema", "Zawadi", "Rehema", "Asha"), ("Juma", "Mushi", "Massawe", "Kimaro")


def tanzanians(size, seed=5):
    """Different persons of an origin that the model was not trained on, where many share few names."""
    rng = random.Random(seed)
    return [
        Record(
            given_name=rng.choice(GIVEN),
            family_name=rng.choice(FAMILY),
            birth_date=f"{rng.randrange(1970, 2005)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
            sex="v",
            nationality="TZ",
        )
        for _ in range(size)
    ]


@pytest.fixture(scope="module")
def register():
    return tanzanians(SMALLEST + 300)


@pytest.fixture(scope="module")
def model(register):
    return counted(Model.load(), register)


def test_RG3_a_name_that_is_common_here_says_little_here(model):
    """RG3: the model as it comes has never seen the name and takes it for a rare one."""
    neema = Record(given_name="Neema", family_name="Mushi", nationality="TZ")
    assert score_pair(neema, neema, Model.load()).weight > score_pair(neema, neema, model).weight + 10


def test_RG3_persons_who_share_common_names_are_not_taken_for_one(register, model):
    """RG3: with the model as it comes the list would be full of strangers."""
    before, after = (link(register, one, 0.5).accepted.sum() for one in (Model.load(), model))
    assert before > 100
    assert after < before / 10


def test_a_set_like_the_one_trained_on_keeps_its_weights():
    """Counted in the set it was trained on, the model is itself; only values of fewer than some ten
    records could differ.
    """
    rng = random.Random(3)
    model = Model.load()
    family = model.tables["family"]
    names, shares = zip(*family.shares.items(), strict=True)
    drawn = [Record(family_name=name) for name in rng.choices(names, shares, k=20_000)]
    again = counted(model, drawn).tables["family"]
    common = max(family.shares, key=family.shares.get)
    scale = sum(shares)
    assert again.agree == family.agree
    assert again.adjustment(common) == pytest.approx(
        replace(family, within={}).adjustment(common) + np.log2(scale), abs=0.3
    )


def test_what_is_never_known_here_keeps_the_table_of_training(model):
    assert model.tables["place"] == Model.load().tables["place"]


def test_too_few_records_say_nothing_of_how_common_a_name_is():
    few = tanzanians(SMALLEST - 1)
    assert counted(Model.load(), few) == Model.load().for_records(len(few))
    assert settled(Model.load().for_records(len(few)), np.full(5, 40.0)).density == Model.load().density


def test_RG3_a_register_without_doubles_expects_few_of_them(register, model):
    """RG3: what is likely depends on how many are in it twice; the evidence of the set itself says how
    many.
    """
    clean, _ = link_fitted(register, Model.load(), 0.5)
    doubled = [*register, *(replace(who, phone="0612345678") for who in tanzanians(200, seed=9))]
    doubled += [replace(who, phone="0612345678") for who in doubled[-200:]]
    twice, found = link_fitted(doubled, Model.load(), 0.5)
    assert LEAST_DENSITY <= clean.density < twice.density / 2
    assert clean.probability(15) < model.probability(15)
    assert found.probability == pytest.approx([twice.probability(weight) for weight in found.weight])
