"""Likely the same person, while typing: partial identities, reasons, sharing rules, and what people say of
a pair (RG3).
"""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.casework.register.linkage import likeness, words
from zicht.casework.register.linkage.services import judging
from zicht.casework.register.linkage_models import MatchCandidate, MatchJudgement
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import blocking, identity, services
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.tests import cast
from zicht.foundation.access import acting, as_worker
from zicht.methods.linkage import Model, Score
from zicht.methods.linkage.linking import link
from zicht.testing.markup import packed

WOMAN = Identity(
    given_name="Desislava",
    family_name="Hristova",
    birth_date=date(1996, 4, 21),
    sex="female",
    nationalities=("BG",),
    country_of_origin="BG",
)
SPELLED = replace(WOMAN, given_name="Dessislava", family_name="Khristova")
SISTER = replace(WOMAN, given_name="Gergana", birth_date=date(1998, 9, 2))


def found(person, actor):
    with acting(actor):
        return likeness.find(person, actor)


@pytest.mark.parametrize(
    "typed",
    [
        Identity(initials="D.H.", birth_year=1996),
        Identity(initials="DH", birth_year=1997, nationalities=("BG",), sex="female"),
        SPELLED,
        replace(WOMAN, given_name="Hristova", family_name="Desislava"),
        replace(WOMAN, birth_date=None, birth_year=1996, nationalities=("TR", "BG")),
        Identity(initials="D", family_name="Hristowa"),
        replace(SPELLED, birth_date=date(1996, 1, 1)),
    ],
)
def test_RG3_a_partial_identity_finds_the_person_with_reasons(country, typed):
    """RG3: two initials and a year, another spelling, swapped names, a default date: the person appears,
    with why."""
    officer = cast.officer(country)
    victim = services.register(None, WOMAN, actor=officer)
    rows = found(typed, officer).visible
    assert [row.victim.id for row in rows] == [victim.id]
    lines = words.side_by_side(typed, rows[0]).lines
    assert [line.label for line in lines] == ["Voornaam", "Achternaam", "Geboren", "Geslacht", "Herkomst"]
    assert any(line.says.endswith(("Dit zegt veel.", "Dit zegt iets.")) for line in lines)


def test_RG3_one_woman_under_two_spellings_is_likelier_than_her_sister(country):
    officer = cast.officer(country)
    woman = services.register(None, WOMAN, actor=officer)
    sister = services.register(None, SISTER, actor=officer)
    rows = found(replace(WOMAN, given_name="Dessislava", family_name="Hristowa"), officer).visible
    assert [row.victim.id for row in rows] == [woman.id, sister.id]
    assert words.how_likely(rows[0].score)[0] == "Waarschijnlijk dezelfde persoon"
    assert words.how_likely(rows[1].score)[0] == "Waarschijnlijk iemand anders"
    born = {line.label: line for line in words.lines(SPELLED, SISTER)}["Geboren"]
    assert born.says == "Andere geboortedatum. Dit spreekt er wat tegen."


def test_RG3_what_is_unknown_is_no_reason_against(country):
    lines = words.lines(Identity(initials="D.H.", birth_year=1996), WOMAN)
    assert [line.says for line in lines if line.label in ("Geslacht", "Herkomst")] == ["", ""]


def test_RG3_with_too_little_nobody_is_looked_for(country):
    officer = cast.officer(country)
    services.register(None, WOMAN, actor=officer)
    assert not found(Identity(given_name="Desislava"), officer).asked


def test_RG3_SH4_someone_elsewhere_is_a_hit_without_any_content(country):
    """RG3, SH4: without a grant no name, no reference, no likelihood; only that there is someone."""
    services.register(None, WOMAN, actor=cast.police(country))
    answer = found(SPELLED, cast.officer(country))
    assert (answer.visible, answer.elsewhere) == ([], True)
    assert not found(Identity(initials="D.H.", birth_year=1996), cast.officer(country)).elsewhere


def test_RG3_the_digests_tell_no_name_and_differ_per_installation(country):
    with as_worker():
        services_rows = blocking.digests(WOMAN)
    assert len(services_rows) == len(set(services_rows)) > 10
    assert all(0 <= digest < 2**63 for digest in services_rows)


def test_RG3_a_new_person_is_compared_with_the_whole_register_for_comensha(country):
    """RG3: what the officer may not see, the job does: the pair waits on CoMensha's list once both are
    notified."""
    police, officer, registrar = cast.police(country), cast.officer(country), cast.registrar(country)
    woman = services.register(None, WOMAN, actor=police)
    spelled = services.register(None, SPELLED, actor=officer)
    with as_worker():
        assert judging.compare(spelled.id) == judging.compare(spelled.id) == 1
    assert waiting(registrar) == waiting(officer) == []
    filing.notify(woman.id, cast.BY_LAW, actor=police)
    filing.notify(spelled.id, cast.WITH_CONSENT, actor=officer)
    assert waiting(registrar) == [set(judging.pair(woman.id, spelled.id))]
    assert waiting(officer) == waiting(police) == []


def waiting(actor):
    with acting(actor):
        return [{row.left_id, row.right_id} for row in MatchCandidate.objects.filter(state="waiting")]


def test_RG3_doubt_goes_to_comenshas_list_however_small_the_score(country):
    officer, registrar = cast.officer(country), cast.registrar(country)
    woman, sister = (services.register(None, who, actor=officer) for who in (WOMAN, SISTER))
    for victim in (woman, sister):
        filing.notify(victim.id, cast.WITH_CONSENT, actor=officer)
    judging.judge(woman.id, sister.id, "unsure", actor=officer)
    with as_worker():
        judging.weigh(*judging.pair(woman.id, sister.id))
    assert waiting(registrar) == [{woman.id, sister.id}]
    with acting(registrar):
        assert judging.latest(sister.id, woman.id).verdict == "unsure"


def test_RG3_a_judgement_is_kept_beside_the_ones_before(country):
    officer = cast.officer(country)
    one, other = (services.register(None, who, actor=officer) for who in (WOMAN, SISTER))
    for verdict in ("unsure", "different"):
        judging.judge(one.id, other.id, verdict, actor=officer)
    with acting(officer):
        assert judging.latest(one.id, other.id).verdict == "different"
        assert MatchJudgement.objects.count() == 2
    with pytest.raises(ValueError):
        judging.judge(one.id, one.id, "same", actor=officer)


PIECES = {
    "given_name": st.sampled_from(["Desislava", "Dessislava", "Gergana", "Ana Maria", ""]),
    "infix": st.sampled_from(["", "van den", "El"]),
    "family_name": st.sampled_from(["Hristova", "Khristova", "Nguyen", "Popescu Ionescu", ""]),
    "initials": st.sampled_from(["", "D.H.", "A"]),
    "birth_date": st.sampled_from([None, date(1996, 4, 21), date(1996, 1, 1), date(1998, 9, 2)]),
    "birth_year": st.sampled_from([None, 1996, 1997]),
    "sex": st.sampled_from(["female", "male", "other", "unknown"]),
    "nationalities": st.sampled_from([(), ("BG",), ("TR", "BG"), ("XX",)]),
    "country_of_origin": st.sampled_from(["", "BG", "TR"]),
    "phone": st.sampled_from(["", "+31600004821", "+31600004822"]),
    "document": st.sampled_from(["", "781X", "DEMO7781X", "DEMO7782X"]),
}
PEOPLE = st.fixed_dictionaries(PIECES).map(lambda pieces: Identity(**pieces))


@settings(max_examples=15, deadline=None)
@given(st.lists(PEOPLE, min_size=2, max_size=8))
def test_RG3_the_check_while_typing_and_the_batch_give_the_same_score(people):
    """RG3, acceptance 4: one model, one score, whichever way a pair is met."""
    model = Model.load().for_records(len(people))
    records = [blocking.record_of(person) for person in people]
    batch = link(records, Model.load(), 0.01)
    prepared = [likeness.prepare(record, model) for record in records]
    for left, right, weight, chance in zip(
        batch.left, batch.right, batch.weight, batch.probability, strict=True
    ):
        online = likeness.score_prepared(prepared[left], prepared[right], model)
        assert online.weight == pytest.approx(weight, abs=1e-9)
        assert online.probability == pytest.approx(chance, abs=1e-9)


TYPED = {
    "given_name": "Dessislava",
    "family_name": "Khristova",
    "birth_date": "1996-04-21",
    "sex": "female",
    "nationality": "BG",
}


def test_RG3_while_typing_the_piece_shows_the_person_side_by_side(country, browser_client):
    officer = cast.officer(country)
    woman = services.register(None, WOMAN, actor=officer)
    client = browser_client.login(officer)
    page = client.post(
        reverse("register:likely"), {"initials": "D.H.", "birth_year": "1996", "birth_date": "wat"}
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert woman.reference in text
    assert "Zelfde geboortejaar" in text
    assert "<html" not in text


def test_RG3_not_sure_registers_the_person_and_keeps_the_doubt(country, browser_client):
    officer = cast.officer(country)
    woman = services.register(None, WOMAN, actor=officer)
    client = browser_client.login(officer)
    shown = client.post(reverse("register:new"), TYPED).content.decode()
    assert f'name="oordeel-{woman.id}"' in shown
    client.post(reverse("register:new"), TYPED | {"ander": "ja", f"oordeel-{woman.id}": "unsure"})
    with acting(officer):
        assert PresumedVictim.objects.count() == 2
        assert MatchJudgement.objects.get().verdict == "unsure"


def test_RG3_without_a_choice_on_who_is_much_alike_nobody_is_registered_and_nothing_is_lost(
    country, browser_client
):
    """RG3: a second person never comes into the register in silence; who is hardly alike needs no choice."""
    officer = cast.officer(country)
    woman, spelled, sister = (services.register(None, who, actor=officer) for who in (WOMAN, SPELLED, SISTER))
    client = browser_client.login(officer)
    posted = TYPED | {"family_name": "Hristowa", "ander": "ja", "key": "0b6f9a52-6c1e-4a52-8d0b-3c1f5f2d7a10"}
    answer = client.post(reverse("register:new"), posted | {f"oordeel-{woman.id}": "different"})
    text = packed(answer.content.decode())
    assert answer.status_code == 422
    assert 'value="Hristowa"' in text
    assert f'name="oordeel-{woman.id}" value="different" checked' in text
    assert text.count("Maak hier nog een keuze.") == 1
    assert sister.reference in text
    with acting(officer):
        assert PresumedVictim.objects.count() == 3
    chosen = posted | {f"oordeel-{woman.id}": "different", f"oordeel-{spelled.id}": "unsure"}
    first, again = (client.post(reverse("register:new"), chosen)["Location"] for _ in range(2))
    assert first == again
    with acting(officer):
        assert PresumedVictim.objects.count() == 4
        assert sorted(MatchJudgement.objects.values_list("verdict", flat=True)) == ["different", "unsure"]


def test_RG3_while_typing_the_number_of_likely_persons_is_said_in_one_line(country, browser_client):
    """RG3: in view at the foot of the window, because the list itself is further down."""
    officer = cast.officer(country)
    client = browser_client.login(officer)

    def told():
        text = client.post(reverse("register:likely"), TYPED | {"family_name": "Hristowa"}).content.decode()
        return text[text.index('id="lijkt-kort"') :]

    assert "lijk" not in told()[20:]
    services.register(None, WOMAN, actor=officer)
    assert "Eén persoon in het register lijkt hierop." in told()
    services.register(None, SISTER, actor=officer)
    assert "2 personen in het register lijken hierop." in told()


def test_RG3_what_neither_side_has_is_told_in_one_line(country):
    """RG3: rows without anything to compare only make the page longer."""
    rows = words.side_by_side(
        Identity(initials="A", birth_year=1990),
        likeness.Likeness(None, Identity(family_name="Popescu"), Score(1.0, 0.1, ())),
    )
    assert [line.label for line in rows.lines] == ["Voornaam", "Achternaam", "Geboren"]
    assert rows.unknown == ["Geslacht", "Herkomst"]


def test_RG3_the_same_person_makes_no_second_one(country, browser_client):
    officer, signal = cast.officer(country), country.signal()
    woman = services.register(None, WOMAN, actor=officer)
    client = browser_client.login(officer)
    address = f"{reverse('register:new')}?signaal={signal.id}"
    answer = client.post(address, TYPED | {"ander": "ja", f"oordeel-{woman.id}": "same"})
    assert answer["Location"] == reverse("register:victim", args=[woman.id])
    with acting(officer):
        assert PresumedVictim.objects.get().signals.get().signal_id == signal.id


def test_RG3_a_judgement_on_someone_invisible_is_not_taken(country, browser_client):
    hidden = services.register(None, WOMAN, actor=cast.police(country))
    client = browser_client.login(cast.officer(country))
    answer = client.post(reverse("register:new"), TYPED | {"ander": "ja", f"oordeel-{hidden.id}": "same"})
    assert answer.status_code == 404


def test_RG3_two_persons_in_the_register_can_be_judged(country, browser_client):
    officer = cast.officer(country)
    one, other = (services.register(None, who, actor=officer) for who in (WOMAN, SPELLED))
    client = browser_client.login(officer)
    assert other.reference in client.get(reverse("register:known", args=[one.id])).content.decode()
    address = reverse("register:judge", args=[one.id, other.id])
    assert "Kies wat u" in client.post(address, {"oordeel": "weet ik veel"}, follow=True).content.decode()
    with acting(officer):
        assert not MatchJudgement.objects.exists()
    assert (
        "CoMensha kijkt het na" in client.post(address, {"oordeel": "unsure"}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "said",
    [("Anoniem", "Anoniem"), ("niet bekend", "niet bekend"), ("N.", "N."), ("FNU", "LNU"), ("?", "")],
)
def test_RG3_two_people_without_a_name_are_not_one_person(country, said):
    """RG3: a word for unknown weighs nothing, gives no key, and the name is still asked for."""
    nobody = Identity(birth_year=1990, nationalities=("PL",))
    person = replace(nobody, given_name=said[0], family_name=said[1])
    assert likeness.score(person, person).probability == likeness.score(nobody, nobody).probability < 0.5
    assert blocking.digests(person) == blocking.digests(nobody)
    assert identity.keys(person) == {}
    assert "name" in identity.missing(person)
