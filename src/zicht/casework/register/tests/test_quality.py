"""What CoMensha still misses, asked back and answered in place; what does not fit; how it develops (RG2,
RG4).
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.casework.register.duties import queries as duties
from zicht.casework.register.duties.services import asking, reminding
from zicht.casework.register.models import CriterionQuestion, Notification, Obligation, PresumedVictim
from zicht.casework.register.notifying import quality
from zicht.casework.register.notifying.services import deciding, filing
from zicht.casework.register.persons import identity, queries, services
from zicht.casework.register.tests import cast
from zicht.casework.register.vocabulary import Item
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock

LITTLE = identity.Identity(initials="Z.V.", birth_year=2001)
BARE = replace(cast.WITH_CONSENT, forms=("unknown",))


def asked(actor):
    with acting(actor):
        return quality.to_answer(actor)


@pytest.fixture
def incomplete(country):
    officer = cast.officer(country)
    victim = services.register(None, LITTLE, actor=officer)
    filing.notify(victim.id, BARE, actor=officer)
    return victim


def test_RG4_the_notifier_gets_a_short_list_of_what_is_missing(country, incomplete):
    """RG4: of the person and of the notification; nobody else gets it."""
    (question,) = asked(cast.officer(country))
    assert question.items == [
        Item.SEX,
        Item.NATIONALITY,
        Item.ORIGIN,
        Item.IMMIGRATION_STATUS,
        Item.FORM,
        Item.SECTOR,
        Item.PLACE,
    ]
    with acting(cast.officer(country)):
        notification = Notification.objects.select_related("victim").get()
        assert quality.score(notification.victim, notification) == pytest.approx(2 / 9)
    assert asked(cast.registrar(country)) == asked(cast.police(country)) == []


def test_RG4_it_is_answered_in_place_and_what_is_unknown_is_not_asked_again(
    country, incomplete, browser_client
):
    officer = cast.officer(country)
    client, address = browser_client.login(officer), reverse("register:answer", args=[incomplete.id])
    page = client.get(address).content.decode()
    assert 'name="sex"' in page
    assert 'name="given_name"' not in page
    client.post(
        address,
        {
            "version": 1,
            "sex": "female",
            "nationality": "BG",
            "forms_of": ["labour"],
            "municipality": "GM0228",
            "unknown": ["origin", "immigration_status"],
        },
    )
    (question,) = asked(officer)
    assert question.items == [Item.SECTOR]
    client.post(address, {"version": 2, "sector": "I"})
    assert asked(officer) == []
    with acting(officer):
        assert PresumedVictim.objects.get().nationalities == ["BG"]
        assert queries.identity_of(PresumedVictim.objects.get()).initials == "Z.V."
        assert duties.current_notifications().get().forms == ["labour"]
    assert client.get(address).status_code == 302
    assert "CoMensha vraagt niets meer" in client.get(reverse("register:questions")).content.decode()


def test_RG4_a_wrong_answer_is_said_and_kept(country, browser_client):
    officer = cast.officer(country)
    victim = services.register(None, identity.Identity(given_name="Ada"), actor=officer)
    filing.notify(victim.id, BARE, actor=officer)
    client = browser_client.login(officer)
    answer = client.post(reverse("register:answer", args=[victim.id]), {"version": 1, "birth_year": "2999"})
    assert answer.status_code == 422
    assert "2999" in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "facts", "words"),
    [
        ({"nationalities": ("NL",), "immigration_status": "asylum_seeker"}, {}, "Nederlandse nationaliteit"),
        ({"nationalities": ("BG",), "immigration_status": "national"}, {}, "Nederlander"),
        ({"birth_year": 1901}, {}, "ouder zijn dan 100"),
        ({"birth_year": 2023}, {}, "na de melding geboren"),
        ({"birth_year": 2001}, {"period_from": "1999"}, "vóór de geboorte"),
        ({}, {"period_from": "2022-07"}, "na de dag van de melding"),
        ({}, {"sector": "F"}, "arbeidsuitbuiting is niet gekozen"),
    ],
)
def test_RG4_what_does_not_fit_together_is_asked_never_refused(person, facts, words):
    found = quality.odd(identity.Identity(**person), replace(cast.WITH_CONSENT, **facts), date(2022, 6, 1))
    assert [words in question for question in found] == [True]
    assert quality.odd(identity.Identity(), cast.WITH_CONSENT, date(2022, 6, 1)) == []


def test_RG4_the_trend_is_for_the_own_organisation_and_for_the_registrar_of_all(
    country, incomplete, browser_client
):
    filing.notify(
        services.register(None, cast.PERSON, actor=cast.police(country)).id,
        cast.BY_LAW,
        actor=cast.police(country),
    )
    with acting(cast.officer(country)):
        (quarters,) = quality.trend(cast.officer(country), all_organisations=False).values()
    assert (quarters[0].notifications, quarters[0].percent) == (1, 22)
    client = browser_client.login(cast.registrar(country))
    text = client.get(reverse("register:completeness")).content.decode()
    assert "22%" in text
    assert "89%" in text


@pytest.mark.parametrize("name", ["questions", "answer", "duties"])
def test_every_page_of_quality_stays_within_ten_queries(country, incomplete, browser_client, name):
    client = browser_client.login(cast.officer(country))
    client.get("/werk/register/")
    address = reverse(f"register:{name}", args=[incomplete.id] if name == "answer" else [])
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    sql = [query["sql"] for query in seen if query["sql"] not in ("BEGIN", "COMMIT")]
    assert len(sql) <= 10, "\n".join(line[:150] for line in sql)


def test_RG2_a_decision_not_to_report_is_looked_at_again(country):
    """RG2: "not reported, because …" has a review date, by itself after half a year."""
    signal, officer = country.signal(), cast.officer(country)
    row = deciding.decide(signal.id, "not", "no_indication", actor=officer)
    assert row.review_on >= clock.today() + timedelta(days=180)
    with pytest.raises(services.NotPossible, match="wanneer"):
        deciding.decide(signal.id, "not", "no_indication", actor=officer, review_on=clock.today())


def test_RG2_who_counts_on_another_is_shown_until_that_one_notified(country, browser_client):
    signal, officer, coordinator = country.signal(), cast.officer(country), cast.coordinator(country)
    victim = services.register(signal.id, cast.PERSON, actor=officer)
    deciding.decide(
        signal.id,
        "will_report",
        "other_reports",
        actor=officer,
        victim_id=victim.id,
        reporting_organisation=country.organisation("zorgcoordinatie-gelderland-midden"),
    )
    client, address = browser_client.login(officer), reverse("register:duties")
    assert signal.reference in client.get(address, {"toon": "rekent-op-ander"}).content.decode()
    filing.notify(victim.id, cast.WITH_CONSENT, actor=coordinator)
    assert signal.reference not in client.get(address, {"toon": "rekent-op-ander"}).content.decode()
    done = browser_client.login(coordinator).get(address, {"toon": "gedaan"}).content.decode()
    assert victim.reference in done
    assert "Gemeld" in done


def test_RG2_an_open_duty_is_reminded_of_once_a_week_without_case_data(country):
    victim = services.register(None, cast.PERSON, actor=cast.police(country))
    with as_worker():
        assert reminding.remind() == 0
        question = CriterionQuestion.objects.get()
    asking.answer(question.id, criterion="complaint", actor=cast.police(country))
    with as_worker():
        Obligation.objects.update(due_on=clock.today())
        assert reminding.remind() == 1
        assert reminding.remind() == 0
    assert mail.outbox
    assert all(
        victim.reference not in letter.body and "Voorbeeld" not in letter.body for letter in mail.outbox
    )
