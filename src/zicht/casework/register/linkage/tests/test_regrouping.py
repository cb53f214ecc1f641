"""Merging, splitting and undoing: people decide, conflicts block, everything can be taken back, figures
follow (RG1, RG3).
"""

import random
import threading
import time
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.casework.register.linkage import conflicts
from zicht.casework.register.linkage.services import batch, judging, regrouping, reviewing, thresholds
from zicht.casework.register.linkage.tests.test_likeness import SISTER, SPELLED, WOMAN
from zicht.casework.register.linkage_models import MatchCandidate, RegroupedPerson, Regrouping
from zicht.casework.register.models import Notification, PresumedVictim
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast
from zicht.foundation.access import SYSTEM, acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.sight.figures import building
from zicht.sight.figures.queries import figures


def notified(country, *people):
    """Persons whom the municipality registered and notified, so that the registrar sees them."""
    officer = cast.officer(country)
    victims = [services.register(None, person, actor=officer) for person in people]
    for victim in victims:
        filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    return victims


def state(victims) -> dict:
    with as_worker():
        return regrouping.heads_of([victim.id for victim in victims])


def counted() -> dict:
    building.rebuild()
    with as_worker():
        year = clock.today().year
        return {
            what: figures(year=year, by="month", count=what)["total"] for what in ("persons", "notifications")
        }


@pytest.mark.parametrize("seed", range(4))
def test_RG3_any_sequence_of_merges_splits_and_undos_leads_back_to_the_former_state(country, seed):
    """RG3, acceptance 5: after every act the figures count each group once; undone in turn, all is exactly
    as before.
    """
    rng, registrar = random.Random(seed), cast.registrar(country)
    victims = notified(country, *(identity.Identity(initials=f"A{n}", birth_year=1980 + n) for n in range(6)))
    before, acts, filed, kept = state(victims), [], notifications(), rows()
    for _ in range(30):
        former = state(victims)
        assert kept <= (kept := rows())
        act = rng.choice((merge, merge, split, undo))
        try:
            acts.append(act(rng, victims, acts, registrar))
        except NotPossible:
            assert state(victims) == former
            continue
        now = state(victims)
        assert all(now[head] == head for head in now.values())
        with as_worker():
            groups = regrouping.members_of(set(now.values()))
        assert sorted(key for group in groups.values() for key in group) == sorted(now)
        if len(acts) % 5 == 0:
            assert counted() == {"persons": len(groups), "notifications": 6}
        if rng.random() < 0.4:
            regrouping.undo(acts[-1].pk, "mistake", actor=registrar)
            assert state(victims) == former
            acts.pop()
    taken_back(acts, registrar)
    assert state(victims) == before
    assert counted() == {"persons": 6, "notifications": 6}
    assert notifications() == filed
    assert kept < rows()
    with as_worker():
        assert PresumedVictim.objects.count() == 6


def notifications() -> dict:
    """Of whom each notification is, with what it says: a merge moves none and changes none."""
    with as_worker():
        return {
            row.pk: (row.victim_id, row.organisation_id, row.notified_on, row.forms, bytes(row.body or b""))
            for row in Notification.objects.all()
        }


def rows() -> set:
    """Every row of every act: what was done stays, also when it is taken back."""
    with as_worker():
        acts = set(Regrouping.objects.values_list("pk", "kind", "at"))
        return acts | set(RegroupedPerson.objects.values_list("pk", "victim_id", "before", "after"))


def merge(rng, victims, acts, registrar):
    one, other = rng.sample(victims, 2)
    return regrouping.merge(one.id, other.id, "same_person", actor=registrar, despite=True)


def split(rng, victims, acts, registrar):
    return regrouping.split(rng.choice(victims).id, "not_same", actor=registrar)


def undo(rng, victims, acts, registrar):
    if not acts:
        raise NotPossible("Niets")
    return regrouping.undo(rng.choice(acts).pk, "mistake", actor=registrar)


def taken_back(acts, registrar):
    """The last act first; an act that was taken back already is skipped."""
    for act in reversed(acts):
        with as_worker():
            stands = act.stands()
        if stands:
            regrouping.undo(act.pk, "mistake", actor=registrar)


def test_RG1_merged_persons_count_once_and_keep_their_notifications(country):
    woman, spelled = notified(country, WOMAN, SPELLED)
    assert counted() == {"persons": 2, "notifications": 2}
    act = regrouping.merge(woman.id, spelled.id, "same_person", actor=cast.registrar(country))
    assert counted() == {"persons": 1, "notifications": 2}
    regrouping.undo(act.pk, "not_same", actor=cast.registrar(country))
    assert counted() == {"persons": 2, "notifications": 2}


@pytest.mark.parametrize("first", ["one", "other"])
def test_RG3_two_birth_dates_block_unless_the_registrar_is_sure(country, first):
    registrar = cast.registrar(country)
    pair = [victim.id for victim in notified(country, WOMAN, SISTER)]
    pair = pair if first == "one" else pair[::-1]
    with pytest.raises(NotPossible, match="twee verschillende geboortedata"):
        regrouping.merge(*pair, "same_person", actor=registrar)
    assert regrouping.merge(*pair, "same_person", actor=registrar, despite=True).despite_conflict


def test_RG3_the_first_of_january_is_no_second_birth_date():
    assert not conflicts.dates_differ([WOMAN], [replace(WOMAN, birth_date=date(1996, 1, 1))])
    assert not conflicts.dates_differ([WOMAN, SISTER], [WOMAN])
    assert conflicts.dates_differ([WOMAN], [SISTER])


def test_RG3_what_someone_said_before_blocks_until_they_say_otherwise(country):
    woman, spelled = notified(country, WOMAN, SPELLED)
    judging.judge(spelled.id, woman.id, "different", actor=cast.officer(country))
    with pytest.raises(NotPossible, match="twee personen"):
        regrouping.merge(woman.id, spelled.id, "same_person", actor=cast.registrar(country))
    judging.judge(spelled.id, woman.id, "same", actor=cast.officer(country))
    regrouping.merge(woman.id, spelled.id, "same_person", actor=cast.registrar(country))


def test_RG3_an_act_on_which_a_later_one_rests_is_undone_last(country):
    registrar = cast.registrar(country)
    a, b, c = (
        row.id
        for row in notified(
            country, *(identity.Identity(initials=i, birth_year=1980) for i in ("AB", "CD", "EF"))
        )
    )
    first = regrouping.merge(a, b, "same_person", actor=registrar)
    head = state(notified_rows(country))[b]
    away = regrouping.split(head, "not_same", actor=registrar)
    regrouping.merge(c, b if head == a else a, "same_person", actor=registrar, despite=True)
    for act in (first, away):
        with pytest.raises(NotPossible, match="Daarna"):
            regrouping.undo(act.pk, "mistake", actor=registrar)


def notified_rows(country):
    with as_worker():
        return list(PresumedVictim.objects.all())


def test_RG3_only_the_registrar_merges_also_for_postgresql(country):
    from django.db import DatabaseError, transaction

    woman, spelled = notified(country, WOMAN, SPELLED)
    with pytest.raises(DatabaseError):
        regrouping.merge(woman.id, spelled.id, "same_person", actor=cast.officer(country))
    act = regrouping.merge(woman.id, spelled.id, "same_person", actor=cast.registrar(country))
    with acting(cast.registrar(country)):
        for change in (
            lambda: RegroupedPerson.objects.update(after=woman.id),
            lambda: Regrouping.objects.filter(pk=act.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    with acting(cast.officer(country)):
        assert RegroupedPerson.objects.count() == 1
    with acting(cast.outsider(country)):
        assert RegroupedPerson.objects.count() == Regrouping.objects.count() == 0
    with pytest.raises(Http404):
        regrouping.split(woman.id, "not_same", actor=cast.outsider(country))


def run_batch():
    with as_worker():
        return batch.run()


def test_RG3_the_batch_finds_pairs_and_merges_nothing_without_a_threshold(country):
    woman, spelled, _ = notified(country, WOMAN, SPELLED, SISTER)
    found = run_batch()
    assert (found.records, found.pairs, found.merged) == (3, 1, 0)
    with acting(cast.registrar(country)):
        pair = reviewing.waiting().get()
        assert {pair.left_id, pair.right_id} == {woman.id, spelled.id}
    assert len(set(state([woman, spelled]).values())) == 2


def test_RG3_a_merge_decides_every_pair_within_the_group(country):
    registrar, again = cast.registrar(country), replace(WOMAN, family_name="Hristowa")
    woman, spelled, third = notified(country, WOMAN, replace(WOMAN, given_name="Dessislava"), again)
    assert run_batch().pairs == 3
    regrouping.merge(woman.id, spelled.id, "same_person", actor=registrar)
    regrouping.merge(woman.id, third.id, "same_person", actor=registrar)
    with acting(registrar):
        assert not reviewing.waiting().exists()


def test_RG3_above_the_threshold_the_batch_merges_what_nothing_speaks_against(country):
    """RG3: never against a person's word; what people took apart stays apart the next night."""
    registrar = cast.registrar(country)
    woman, spelled, sister = notified(country, WOMAN, SPELLED, SISTER)
    run_batch()
    thresholds.agree(thresholds.choose(0.95, actor=registrar).pk, actor=cast.registrar(country, 1))
    judging.judge(woman.id, spelled.id, "different", actor=registrar)
    assert run_batch().merged == 0
    judging.judge(woman.id, spelled.id, "unsure", actor=registrar)
    assert run_batch().merged == 1
    heads = state([woman, spelled, sister])
    assert heads[woman.id] == heads[spelled.id] != heads[sister.id]
    with acting(registrar):
        act = Regrouping.objects.get()
    assert act.reason == "automatic"
    regrouping.undo(act.pk, "not_same", actor=registrar)
    assert run_batch().merged == 0


def test_RG3_the_registrar_merges_while_the_nightly_comparison_does_and_neither_is_lost(country):
    registrar = cast.registrar(country)
    woman, spelled, sister, other = notified(
        country, WOMAN, SPELLED, SISTER, replace(SISTER, given_name="Yanitsa")
    )
    run_batch()
    listed = threading.Event()

    def at_night():
        with as_worker():
            judging.weigh(*judging.pair(woman.id, spelled.id))
            listed.set()
            time.sleep(1)
            regrouping.merge(sister.id, other.id, "automatic", actor=SYSTEM)

    def by_day():
        listed.wait(timeout=20)
        regrouping.merge(woman.id, spelled.id, "same_person", actor=registrar)

    assert country.at_once(at_night, by_day) == [None, None]
    heads = state([woman, spelled, sister, other])
    assert heads[woman.id] == heads[spelled.id] != heads[sister.id] == heads[other.id]


@pytest.mark.parametrize("level", [0.5, 1.0, 0.0])
def test_RG3_a_threshold_below_nine_in_ten_is_for_people(country, level):
    with pytest.raises(NotPossible, match="drempel"):
        thresholds.choose(level, actor=cast.registrar(country))


def test_RG3_the_registrar_reviews_pairs_on_one_screen(country, browser_client):
    woman, spelled = notified(country, WOMAN, SPELLED)
    run_batch()
    client = browser_client.login(cast.registrar(country))
    text = client.get(reverse("register:review")).content.decode()
    assert "Zelfde geboortedatum. Dit zegt veel." in text
    assert woman.reference in text
    assert spelled.reference in text
    with as_worker():
        pair = MatchCandidate.objects.get().pk
    answer = client.post(reverse("register:decide_pair", args=[pair]), {"oordeel": "same"}, follow=True)
    assert "Er wacht geen paar op u" in answer.content.decode()
    assert len(set(state([woman, spelled]).values())) == 1
    person = client.get(reverse("register:victim", args=[woman.id])).content.decode()
    assert f'Gemeld als <a href="{reverse("register:victim", args=[spelled.id])}">' in person
    acts = client.get(reverse("register:regrouped")).content.decode()
    assert spelled.reference in acts or woman.reference in acts
    with as_worker():
        act = Regrouping.objects.get().pk
    client.post(reverse("register:undo", args=[act]), {"reason": "mistake"})
    assert len(set(state([woman, spelled]).values())) == 2
    assert client.post(reverse("register:undo", args=[act]), {"reason": "mistake"}).status_code == 409


def test_RG3_a_conflict_is_shown_and_asks_for_a_second_yes(country, browser_client):
    woman, sister = notified(country, WOMAN, SISTER)
    with as_worker():
        judging.weigh(*judging.pair(woman.id, sister.id))
        pair = MatchCandidate.objects.get().pk
    client, address = (
        browser_client.login(cast.registrar(country)),
        reverse("register:decide_pair", args=[pair]),
    )
    assert "twee verschillende geboortedata" in client.get(reverse("register:review")).content.decode()
    assert client.post(address, {"oordeel": "same"}).status_code == 409
    assert client.post(address, {"oordeel": "same", "toch": "ja"}).status_code == 302


def test_RG3_the_threshold_screen_shows_what_a_choice_costs_before_it_is_kept(country, browser_client):
    notified(country, WOMAN, SPELLED)
    run_batch()
    client, address = browser_client.login(cast.registrar(country)), reverse("register:threshold")
    text = client.get(address, {"threshold": "0,97"}).content.decode()
    assert "Uw keuze" in text
    for level in ("0,2", "1", "1,5"):
        refused = client.post(address, {"threshold": level})
        assert refused.status_code == 422
        assert "Kies een drempel van 0,9 of hoger" in refused.content.decode()
        assert "Stel deze drempel voor" not in client.get(address, {"threshold": level}).content.decode()
    assert "0,97" in client.post(address, {"threshold": "0,97"}, follow=True).content.decode()
    with acting(cast.registrar(country)):
        assert thresholds.current() is None
        (waiting,) = thresholds.waiting()
    second = browser_client.login(cast.registrar(country, 1))
    second.post(reverse("register:judge_threshold", args=[waiting.pk]), {"answer": "agree"})
    with acting(cast.registrar(country)):
        assert thresholds.current() == 0.97
    client.post(address, {"threshold": "", "nooit": "ja"})
    with acting(cast.registrar(country)):
        assert thresholds.current() is None
    assert browser_client.login(cast.officer(country)).get(address).status_code == 403


def test_RG3_a_threshold_that_no_pair_reaches_promises_no_rate_of_false_merges(country, browser_client):
    notified(
        country, WOMAN, replace(WOMAN, given_name="Ilka", family_name="Nagy", birth_date=date(1971, 2, 3))
    )
    run_batch()
    text = browser_client.login(cast.registrar(country)).get(reverse("register:threshold")).content.decode()
    assert text.count("geen paren") == len(thresholds.OFFERED)


def test_RG3_no_threshold_is_set_before_its_cost_can_be_seen(country, browser_client):
    """RG3, acceptance 9: without a comparison there is nothing to choose on."""
    client, address = browser_client.login(cast.registrar(country)), reverse("register:threshold")
    assert "Stel deze drempel voor" not in client.get(address, {"threshold": "0,97"}).content.decode()
    refused = client.post(address, {"threshold": "0,97"})
    assert refused.status_code == 409
    assert "Vergelijk eerst het hele register" in refused.content.decode()
    with acting(cast.registrar(country)):
        assert thresholds.current() is None
    assert client.post(address, {"threshold": "", "nooit": "ja"}).status_code == 302


def test_RG3_who_counts_with_whom_is_told_where_it_was_done_and_before_it_is_undone(country, browser_client):
    """RG3: both persons, and what happened to them."""
    woman, spelled = notified(country, WOMAN, SPELLED)
    regrouping.merge(woman.id, spelled.id, "same_person", actor=cast.registrar(country))
    client = browser_client.login(cast.registrar(country))
    with as_worker():
        act = Regrouping.objects.get().pk
    one, other = (
        f"{a.reference} telt mee met {b.reference}" for a, b in ((woman, spelled), (spelled, woman))
    )
    for address in (reverse("register:regrouped"), reverse("register:undo", args=[act])):
        text = client.get(address).content.decode()
        assert (one in text) != (other in text), address
    split = client.get(reverse("register:split", args=[spelled.id])).content.decode()
    assert f"{spelled.reference} telt nu mee met {woman.reference}." in split
    client.post(reverse("register:undo", args=[act]), {"reason": "mistake"})
    assert "telt weer alleen" in client.get(reverse("register:regrouped")).content.decode()


@pytest.mark.parametrize("name", ["review", "regrouped", "threshold", "victim"])
def test_every_page_of_the_registrar_stays_within_ten_queries(country, browser_client, name):
    victims = notified(country, WOMAN, SPELLED, SISTER, replace(SPELLED, birth_date=None, birth_year=1996))
    run_batch()
    regrouping.merge(victims[0].id, victims[1].id, "same_person", actor=cast.registrar(country))
    client = browser_client.login(cast.registrar(country))
    client.get(reverse("register:list"))
    address = reverse(f"register:{name}", args=[victims[0].id] if name == "victim" else [])
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in seen if query["sql"] not in ("BEGIN", "COMMIT")]
    assert len(asked) <= 10, "\n".join(sql[:150] for sql in asked)
