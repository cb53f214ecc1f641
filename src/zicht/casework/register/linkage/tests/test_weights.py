"""The register counts its own names; typing and the nightly comparison weigh with the same version (RG3,
acceptance 4).
"""

import random
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections

from zicht.casework.register.linkage import likeness, weights
from zicht.casework.register.linkage.services import batch, judging, reviewing
from zicht.casework.register.linkage.tests.test_likeness import SISTER, SPELLED, WOMAN
from zicht.casework.register.linkage.tests.test_regrouping import notified, run_batch
from zicht.casework.register.linkage_models import LinkageModel, LinkageRun, MatchCandidate
from zicht.casework.register.persons import blocking
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.tests import cast
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.methods.linkage import Model, score_pair
from zicht.methods.linkage.counting import SMALLEST


def many(size=SMALLEST):
    """Different persons with common names of a country the model was not trained on."""
    rng = random.Random(8)
    return [
        Identity(
            given_name=rng.choice(("Neema", "Zawadi", "Asha")),
            family_name=rng.choice(("Juma", "Mushi", "Kimaro")),
            birth_date=date(rng.randrange(1970, 2005), rng.randrange(1, 13), rng.randrange(2, 29)),
            sex="female",
            nationalities=("TZ",),
        )
        for _ in range(size)
    ]


@pytest.fixture
def counted(country):
    """Weights counted among many persons and kept, without registering each of them."""
    people = many()
    with as_worker():
        model, found = weights.fitted([blocking.record_of(person) for person in people], batch.AS_CALIBRATED)
        return weights.keep(model), model, found, people


def test_RG3_the_check_while_typing_weighs_with_the_version_of_the_last_comparison(country, counted):
    """RG3, acceptance 4: one version for both; the same pair, the same evidence."""
    _, model, found, people = counted
    with acting(cast.officer(country)):
        typing = weights.current()
        assert typing.tables == model.tables != Model.load().tables
        for left, right, weight in zip(
            found.left[:50].tolist(), found.right[:50].tolist(), found.weight[:50].tolist(), strict=True
        ):
            assert likeness.score(people[left], people[right]).weight == pytest.approx(weight, abs=1e-9)


def test_RG3_a_common_name_of_an_unknown_origin_is_no_news_after_counting(country, counted):
    one, other = (Identity(given_name="Neema", family_name="Mushi", nationalities=("TZ",)) for _ in range(2))
    with acting(cast.officer(country)):
        assert (
            likeness.score(one, other).weight
            < score_pair(*(blocking.record_of(who) for who in (one, other)), Model.load()).weight - 8
        )


def test_RG3_the_names_in_a_kept_version_are_sealed(country, counted):
    """RG3, SH7: which names are common here is told to nobody who has only the database."""
    kept, model, *_ = counted
    with as_worker():
        content = bytes(LinkageModel.objects.get(pk=kept.pk).content)
    assert "neema" in model.text()
    assert b"neema" not in content


def test_RG3_weights_that_another_version_of_zicht_counted_are_left_aside(country, counted):
    _, model, *_ = counted
    with as_worker():
        weights.keep(replace(model, version=model.version - 1))
    with acting(cast.officer(country)):
        assert weights.current().tables == Model.load().tables


def test_RG3_weights_that_a_restored_backup_does_not_have_are_left_aside(country, counted):
    with acting(cast.officer(country)):
        assert weights.current().tables != Model.load().tables
    with connections["migrate"].cursor() as cursor:
        cursor.execute("TRUNCATE register_linkagemodel CASCADE")
    weights._sized.cache_clear()
    weights._opened.cache_clear()
    with acting(cast.officer(country)):
        assert weights.current().tables == Model.load().tables


def test_RG3_weights_that_cannot_be_opened_are_left_aside(country, counted):
    kept, *_ = counted
    with as_worker():
        LinkageModel.objects.create(at=clock.now(), records=2, content=bytes(kept.content) + b"\0")
    weights.forget()
    with acting(cast.officer(country)):
        assert weights.current().tables == Model.load().tables


def test_RG3_a_small_register_goes_by_the_model_that_comes_with_zicht(country):
    notified(country, WOMAN, SPELLED)
    run = run_batch()
    with as_worker():
        assert LinkageRun.objects.get(pk=run.pk).model is None
        assert not LinkageModel.objects.exists()


def test_RG3_what_no_longer_looks_alike_leaves_the_list_and_comes_back_when_it_does(country):
    """RG3: suggestions of an earlier comparison are renewed; doubts and decisions of people stay."""
    woman, _, sister = notified(country, WOMAN, SPELLED, SISTER)
    run_batch()
    with as_worker():
        ((left, right),) = MatchCandidate.objects.values_list("left_id", "right_id")
        score = likeness.score(WOMAN, SPELLED)
        judging.weigh(*judging.pair(woman.id, sister.id))
        judging.renew_list([])
    with acting(cast.registrar(country)):
        assert {(row.left_id, row.right_id) for row in reviewing.waiting()} == {
            judging.pair(woman.id, sister.id)
        }
    with as_worker():
        judging.renew_list([(left, right, score)])
    with acting(cast.registrar(country)):
        assert reviewing.waiting().count() == 2
    with as_worker():
        judging.decided(left, right)
        judging.renew_list([(left, right, score)])
    with acting(cast.registrar(country)):
        assert reviewing.waiting().count() == 1
