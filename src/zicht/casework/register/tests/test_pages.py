"""The pages of the register: who may open which, what they show, what they keep when something is refused
(RG1, RG2, RG3, SH2, TB2).
"""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.casework.register.duties.services import asking
from zicht.casework.register.models import (
    CriterionQuestion,
    Notification,
    PresumedVictim,
    RegistrationDecision,
)
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast
from zicht.foundation.access import acting, as_worker
from zicht.testing.markup import packed

MOST_QUERIES = 10
WHO = {
    "given_name": "Zoë",
    "infix": "van de",
    "family_name": "Voorbeeld",
    "birth_date": "2001-05-04",
    "sex": "female",
    "nationality": "NL",
    "country_of_origin": "NL",
    "immigration_status": "national",
}
WHAT = {
    "forms_of": ["sexual"],
    "criterion": "slightest_indication",
    "basis": "consent",
    "consent": "on",
    "remarks": "Rustig bellen.",
}
EVERY_PAGE = ("list", "new", "duties", "criteria")


@pytest.fixture
def case(country):
    """A signal in Ede with a person whom the municipality registered."""
    signal = country.signal()
    victim = services.register(signal.id, cast.PERSON, actor=cast.officer(country))
    return signal, victim


def pages_of(signal, victim) -> list[str]:
    return [
        *(
            reverse(f"register:{name}", args=[victim.id])
            for name in ("victim", "known", "complete", "notify")
        ),
        reverse("register:decide", args=[signal.id]),
    ]


def test_SH2_without_signing_in_every_page_leads_to_the_sign_in_page(case, browser_client):
    for address in [*(reverse(f"register:{name}") for name in EVERY_PAGE), *pages_of(*case)]:
        answer = browser_client.client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/inloggen/"), address


@pytest.mark.parametrize(
    "function", ["reporter", "ambassador", "researcher", "administrator", "data_protection_officer"]
)
def test_SH2_functions_without_the_register_are_refused(country, case, browser_client, function):
    client = browser_client.login(country.actor(function))
    for address in [*(reverse(f"register:{name}") for name in EVERY_PAGE), *pages_of(*case)]:
        assert client.get(address).status_code == 403, address


def test_SH2_for_an_outsider_the_person_does_not_exist(country, case, browser_client):
    client = browser_client.login(cast.outsider(country))
    assert {client.get(address).status_code for address in pages_of(*case)} == {404}
    assert case[1].reference not in client.get(reverse("register:list")).content.decode()
    found = client.get(reverse("register:list"), {"kenmerk": case[1].reference})
    assert found.status_code == 200
    assert "Niet gevonden" in found.content.decode()


def test_SH2_a_reader_sees_the_person_but_cannot_act(country, browser_client):
    manager = country.actor("shelter_manager", "opvang-noord")
    victim = services.register(None, cast.PERSON, actor=cast.officer(country))
    share(victim, cast.officer(country), manager)
    client = browser_client.login(manager)
    assert (
        "Melden bij CoMensha" not in client.get(reverse("register:victim", args=[victim.id])).content.decode()
    )
    assert client.get(reverse("register:notify", args=[victim.id])).status_code == 403


def share(victim, giver, receiver):
    from zicht.chain.agreements.vocabulary import LegalBasis, Level
    from zicht.chain.grants import services as sharing

    with as_worker():  # as if there were a ground: that is not what is tried here
        sharing.give(
            victim,
            receiver.organisation_id,
            receiver.functions[0],
            Level.FULL,
            LegalBasis.CONSENT,
            because="Test.",
            actor=giver,
        )


def test_RG1_a_person_is_registered_from_a_signal(country, browser_client):
    signal, officer = country.signal(), cast.officer(country)
    client = browser_client.login(officer)
    address = f"{reverse('register:new')}?signaal={signal.id}"
    assert signal.reference in client.get(address).content.decode()
    answer = client.post(address, WHO | {"key": uuid.uuid4()}, follow=True)
    text = answer.content.decode()
    assert "Zoë van de Voorbeeld" in text
    assert signal.reference in text
    assert "Nog niemand heeft deze persoon gemeld" in text


def test_RG1_an_empty_form_registers_an_unknown_person(country, browser_client):
    client = browser_client.login(cast.officer(country))
    answer = client.post(reverse("register:new"), {"key": uuid.uuid4()}, follow=True)
    assert "Wat CoMensha nog mist" in answer.content.decode()


def test_RG1_what_cannot_be_is_said_and_nothing_typed_is_lost(country, browser_client):
    client = browser_client.login(cast.officer(country))
    answer = client.post(reverse("register:new"), WHO | {"birth_date": "2999-01-01"})
    assert answer.status_code == 422
    assert "Deze dag moet nog komen" in answer.content.decode()
    assert "Voorbeeld" in answer.content.decode()


def test_RG3_who_may_be_the_same_is_shown_before_registering(country, case, browser_client):
    second, officer = country.signal(), cast.officer(country)
    client = browser_client.login(officer)
    address = f"{reverse('register:new')}?signaal={second.id}"
    answer = client.post(address, WHO)
    assert "Misschien is deze persoon al bekend" in answer.content.decode()
    assert case[1].reference in answer.content.decode()
    client.post(reverse("register:same", args=[case[1].id]), {"signaal": second.id})
    with acting(officer):
        assert PresumedVictim.objects.get().signals.count() == 2
    client.post(address, WHO | {"ander": "ja", f"oordeel-{case[1].id}": "different"})
    with acting(officer):
        assert PresumedVictim.objects.count() == 2


def test_RG3_a_person_of_another_organisation_is_a_hit_without_name(country, browser_client):
    hidden = services.register(None, cast.PERSON, actor=cast.police(country))
    client = browser_client.login(cast.officer(country))
    text = client.post(reverse("register:new"), WHO).content.decode()
    assert "CoMensha kijkt na of dit dezelfde persoon is" in packed(text)
    assert hidden.reference not in text


def test_RG2_a_notification_is_looked_over_before_it_is_filed(country, case, browser_client):
    officer = cast.officer(country)
    client, address = browser_client.login(officer), reverse("register:notify", args=[case[1].id])
    sent = WHAT | {"key": uuid.uuid4()}
    assert "Klopt dit?" in client.post(address, sent).content.decode()
    with acting(officer):
        assert not Notification.objects.exists()
    assert "Rustig bellen." in client.post(address, sent | {"wijzig": "ja"}).content.decode()
    for _ in range(2):
        answer = client.post(address, sent | {"bevestigd": "ja"}, follow=True)
    with acting(officer):
        assert Notification.objects.count() == 1
    assert "Rustig bellen." in answer.content.decode()


def test_RG2_without_consent_the_form_says_what_would_make_it_possible(country, case, browser_client):
    client = browser_client.login(cast.officer(country))
    answer = client.post(reverse("register:notify", args=[case[1].id]), {**WHAT, "consent": ""})
    assert answer.status_code == 409
    assert "er nog niet gemeld wordt" in answer.content.decode()
    assert "Rustig bellen." in answer.content.decode()


def test_RG2_a_duty_by_law_is_no_choice_for_who_has_none(country, case, browser_client):
    client = browser_client.login(cast.officer(country))
    address = reverse("register:notify", args=[case[1].id])
    assert "statutory_duty" not in client.get(address).content.decode()
    assert client.post(address, WHAT | {"basis": "statutory_duty", "bevestigd": "ja"}).status_code == 422


def test_RG1_a_correction_starts_with_what_was_said(country, case, browser_client):
    officer = cast.officer(country)
    filed = filing.notify(case[1].id, cast.WITH_CONSENT, actor=officer)
    client, address = browser_client.login(officer), reverse("register:correct", args=[filed.id])
    assert re.search(r'value="sexual"[^>]*checked', client.get(address).content.decode())
    client.post(address, WHAT | {"forms_of": ["sexual", "labour"], "bevestigd": "ja"})
    with acting(officer):
        assert sorted(len(row.forms) for row in Notification.objects.all()) == [1, 2]


def test_TB2_the_signal_page_tells_who_reports_and_why_not(country, case, browser_client):
    signal, victim = case
    client = browser_client.login(cast.officer(country))
    client.post(
        reverse("register:decide", args=[signal.id]),
        {
            "decision": "not_yet",
            "reason": "consent_asked",
            "review_on": "2990-01-01",
            "victim": str(victim.id),
        },
    )
    with acting(cast.officer(country)):
        assert RegistrationDecision.objects.get().victim_id == victim.id
    text = client.get(reverse("custody:signal", args=[signal.id])).content.decode()
    assert "Nog niet gemeld bij CoMensha" in text
    assert "Vermoedelijk slachtoffer geregistreerd" in text


def test_TB2_a_decision_without_who_or_when_is_asked_again(country, case, browser_client):
    client = browser_client.login(cast.officer(country))
    address = reverse("register:decide", args=[case[0].id])
    assert client.post(address, {"decision": "will_report", "reason": "other_reports"}).status_code == 409
    assert client.post(address, {"decision": "not", "reason": "criterion_met"}).status_code == 422


def test_RG2_the_duties_page_shows_what_the_own_organisation_still_has_to_report(country, browser_client):
    police = cast.police(country)
    victim = services.register(None, cast.PERSON, actor=police)
    client = browser_client.login(police)
    with as_worker():
        question = CriterionQuestion.objects.get()
    asking.answer(question.id, criterion="complaint", actor=police)
    assert victim.reference in client.get(reverse("register:duties")).content.decode()
    filing.notify(victim.id, cast.BY_LAW, actor=police)
    assert "alles gemeld" in client.get(reverse("register:duties")).content.decode()


@pytest.mark.parametrize("name", ["list", "duties", "victim", "notify", "decide", "new", "known", "complete"])
def test_every_page_stays_within_ten_queries(country, browser_client, name):
    police = cast.police(country)
    signal = country.signal()
    victim = services.register(signal.id, cast.PERSON, actor=police)
    for _ in range(3):
        more = services.register(country.signal().id, identity.Identity(), actor=police)
        filing.notify(more.id, cast.BY_LAW, actor=police)
        filing.notify(victim.id, cast.BY_LAW, actor=police)
    client = browser_client.login(police)
    client.get("/werk/register/")
    address = reverse(
        f"register:{name}",
        args={"list": [], "duties": [], "new": [], "decide": [signal.id]}.get(name, [victim.id]),
    )
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in seen if query["sql"] not in ("BEGIN", "COMMIT")]
    assert len(asked) <= MOST_QUERIES, "\n".join(sql[:150] for sql in asked)


def test_a_long_list_stops_counting_and_says_so(country, browser_client, monkeypatch):
    from zicht.casework.register import paging

    monkeypatch.setattr(paging, "MOST", 2)
    police = cast.police(country)
    for _ in range(3):
        services.register(None, identity.Identity(), actor=police)
    text = browser_client.login(police).get(reverse("register:list")).content.decode()
    assert "U ziet de nieuwste 2" in text
