"""The pages of routes: who may open them, what they say, and what they refuse (RT1, RT3, RT4, IN6) (RT2)."""

import json
import re

import pytest

from zicht.chain.routes import queries, services
from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.models import RouteVersion
from zicht.chain.routes.queries import Area
from zicht.chain.routes.reading import as_text
from zicht.chain.routes.tests.cast import document, rule, step
from zicht.testing.base import SignedInClient

BASE = "/werk/meldroutes/"


@pytest.fixture
def director(land):
    return SignedInClient().login(land.director)


@pytest.fixture
def draft(land):
    return services.draft(
        Area(region=land.noord), default_document("region_short_lines"), actor=land.director
    )


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("page", ["", "plaats/GM9001/", "plaats/onbekend/", "uitproberen/", "vergelijken/"])
def test_every_colleague_may_look_at_routes_and_a_stranger_is_asked_to_sign_in(land, client, page):
    assert client.get(BASE + page).status_code == 302
    assert SignedInClient().login(land.officers["GM9001"]).get(BASE + page).status_code == 200


@pytest.mark.parametrize("page", ["bewerken/", "publiceren/"])
def test_only_those_who_keep_the_area_edit_it(land, draft, page):
    url = f"{BASE}versie/{draft.pk}/"
    assert SignedInClient().login(land.officers["GM9001"]).get(url + page).status_code == 403
    assert SignedInClient().login(land.other_director).get(url + page).status_code == 403
    assert SignedInClient().login(land.director).get(url + page).status_code == 200


@pytest.mark.parametrize("act", ["controleren/", "publiceren/", "bewerken/"])
def test_another_region_cannot_act_on_a_draft(land, draft, act):
    stranger = SignedInClient().login(land.other_director)
    assert stranger.post(f"{BASE}versie/{draft.pk}/{act}").status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_RT4_the_picture_of_a_place_shows_choices_names_and_telephone_numbers(land, director):
    shown = words(director.get(BASE + "plaats/GM9001/"))
    assert "Meldroute van Noordstad" in shown
    assert "arbeidsuitbuiting" in shown
    assert "plaats onbekend" not in shown
    assert "police-noord" in shown
    assert land.director.name in shown
    assert "Telefoon" in shown


def test_RT4_the_picture_says_who_comes_instead_when_nobody_is_there(land, director):
    queries.FunctionAssignment.objects.filter(function="safe_home").delete()
    assert "In plaats van Veilig Thuis: daar is nu niemand." in words(director.get(BASE + "plaats/GM9001/"))


def test_RT4_neighbours_are_compared_and_get_a_score(land, director):
    assert "100%" in words(director.get(BASE + "vergelijken/"))
    services.adopt("region_short_lines", Area(region=land.noord), actor=land.director)
    shown = words(director.get(BASE + "vergelijken/"))
    assert "100%" not in shown
    assert "De aandachtsfunctionaris aan zet, binnen 2 werkdagen elk signaal" in shown


def test_RT2_trying_a_signal_out_says_who_and_why(land, director):
    answers = {"gemeente": "GM9002", "vorm": "labour", "minderjarig": "ja", "geen_politie": "on"}
    shown = words(director.get(BASE + "uitproberen/", answers))
    assert "De Arbeidsinspectie (nla)" not in shown
    assert "Niet naar de Arbeidsinspectie: het slachtoffer wil geen politie." in shown
    assert "Niet naar het politieteam TMM: het slachtoffer wil geen politie." in shown
    assert director.get(BASE + "uitproberen/", {"gemeente": "GM0000", "vorm": "x"}).status_code == 422


def test_a_new_version_begins_with_the_text_that_counts_now(land, director):
    first = services.adopt("region_airport", Area(region=land.noord), actor=land.director)
    response = director.post(BASE + "nieuw/", {"gebied": "safety_region:VR91"})
    fresh = RouteVersion.objects.get(region=land.noord, state="draft")
    assert response.url == f"{BASE}versie/{fresh.pk}/bewerken/"
    assert fresh.document == first.document
    assert director.post(BASE + "nieuw/", {"gebied": "NL"}).status_code == 422


def test_RT3_the_editor_keeps_the_text_and_names_each_problem_with_its_line(land, director, draft):
    wrong = document(rule("x", step("burgemeester")))
    fields = {"tekst": json.dumps(wrong), "seen": services.fingerprint(draft.document)}
    response = director.post(f"{BASE}versie/{draft.pk}/bewerken/", fields)
    assert response.status_code == 422
    line = as_text(wrong).split("\n").index('          "function": "burgemeester",') + 1
    assert f"Regel {line}, rules[0].steps[0].function" in words(response)
    draft.refresh_from_db()
    assert draft.document == wrong


def test_a_sound_text_is_saved_checked_and_published_after_a_question(land, director, draft):
    fields = {"tekst": as_text(draft.document), "seen": services.fingerprint(draft.document)}
    url = f"{BASE}versie/{draft.pk}/"
    assert director.post(url + "bewerken/", fields).url == url
    assert "Weet u zeker" in words(director.get(url + "publiceren/"))
    assert director.post(url + "publiceren/").url == url
    draft.refresh_from_db()
    assert draft.state == "published"
    assert "Geldt nu" in words(director.get(url))
    assert director.get(BASE).status_code == 200


def test_RT3_publishing_from_the_page_is_refused_with_reasons(land, director, draft):
    url = f"{BASE}versie/{draft.pk}/"
    assert director.post(url + "controleren/").status_code == 302
    queries.FunctionAssignment.objects.exclude(function="chain_director").delete()
    response = director.post(url + "publiceren/")
    assert response.status_code == 422
    assert "achter de aandachtsfunctionaris staat nergens iemand" in words(response)
    draft.refresh_from_db()
    assert draft.state == "checked"


@pytest.mark.parametrize("text", ["{", "[1e999]", '["\\u0000"]', '["\\ud800"]', "[NaN]"])
def test_a_text_that_cannot_be_kept_is_refused_kindly(land, director, draft, text):
    fields = {"tekst": text, "seen": services.fingerprint(draft.document)}
    assert director.post(f"{BASE}versie/{draft.pk}/bewerken/", fields).status_code == 422


def test_a_stale_editor_does_not_overwrite_a_colleague(land, director, draft):
    response = director.post(f"{BASE}versie/{draft.pk}/bewerken/", {"tekst": "{}", "seen": "oud"})
    assert "Iemand anders heeft deze versie intussen veranderd" in words(response)
    draft.refresh_from_db()
    assert draft.document == default_document("region_short_lines")


@pytest.mark.parametrize("place", ["Utrecht", "3511 AB", "utrecht", "3511"])
def test_IN6_a_place_or_postcode_gives_one_answer(undone, client, place):
    response = client.get("/waar-melden/", {"plaats": place, "wie": "omstander"})
    assert (
        "Gaat het om Utrecht? Dan leest de aandachtsfunctionaris (Gemeente Utrecht) het als eerste."
        in words(response)
    )
    assert not response.cookies


def test_IN6_an_unknown_place_or_none_is_no_reason_not_to_report(undone, client):
    assert "Deze plaats kennen we niet" in words(
        client.get("/waar-melden/", {"plaats": "Xyz", "wie": "zelf"})
    )
    shown = words(client.get("/waar-melden/", {"plaats": "", "wie": "zelf"}))
    assert "112" in shown
    assert "Begin met melden" in shown


def test_IN6_who_leaves_a_question_open_gets_an_answer_all_the_same(undone, client):
    response = client.get("/waar-melden/", {"plaats": "Ede"})
    assert "Gaat het om Ede?" in words(response)
    assert response.context["form"]["plaats"].value() == "Ede"
    assert client.get("/waar-melden/", {"plaats": "Ede", "wie": "niemand"}).status_code == 422


def test_IN6_the_finder_may_stand_in_a_municipal_website(undone, client):
    response = client.get("/waar-melden/")
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


def test_IN6_the_finder_keeps_the_language_and_the_question(undone, client):
    """IN6: in English as in Dutch, with the same question on the other side, and on to the report in that
    language.
    """
    shown = client.get("/en/waar-melden/", {"plaats": "Utrecht", "wie": "omstander"})
    content = shown.content.decode()
    assert "Is it about Utrecht? Then the contact officer (Gemeente Utrecht) reads it first." in words(shown)
    assert '<html lang="en" dir="ltr">' in content
    assert 'href="/waar-melden/?plaats=Utrecht&amp;wie=omstander" lang="nl"' in content
    assert 'href="/en/melden/"' in content
    assert not shown.cookies
