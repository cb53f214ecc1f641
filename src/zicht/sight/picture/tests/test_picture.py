"""The local picture: places, forms, groups and signs of the own region, and where it stays quiet (IS5)."""

from datetime import date, datetime

import pytest

from zicht.foundation.access import acting
from zicht.foundation.acts import clock
from zicht.sight.effects.tests.test_page import facts
from zicht.sight.funnel import building
from zicht.sight.funnel.models import SignalFact
from zicht.sight.picture import queries

ADDRESS = "/werk/beeld/"


@pytest.fixture
def a_year(country):
    """Ede gives one signal only, Arnhem and the others what their inhabitants make one expect; Utrecht
    many.
    """
    with acting(country.actor("chain_director")):
        places = queries.picture("VR07", since=date(2024, 1, 1)).places
    rows = facts("GM0344", date(2024, 5, 1), 60, "VR09")
    for place in places:
        rows += facts(
            place.code, date(2024, 5, 1), 1 if place.code == "GM0228" else place.inhabitants // 5000
        )
    SignalFact.objects.using("figures").bulk_create(rows)
    with clock.at(datetime(2024, 11, 22, 12, tzinfo=clock.AMSTERDAM)):
        yield country


def test_IS5_a_municipality_where_nobody_seems_to_look_is_named(a_year, browser_client):
    """IS5: the blind spot is Ede; a small municipality with few signals is not blamed; another region is
    not shown.
    """
    page = browser_client.login(a_year.actor("chain_director")).get(ADDRESS)
    assert page.context["quiet"] == ["Ede"]
    rows = {row[0]: row for row in page.context["places"]}
    assert rows["Ede"][4] == "Minder dan te verwachten"
    assert rows["Rozendaal"][4] == "Te klein om iets te zeggen"
    assert "Utrecht" not in rows
    assert page.context["picture"].total == sum(row[2] for row in rows.values())


def test_IS5_signs_and_groups_come_from_own_signals_without_persons(country, browser_client):
    """IS5: codes of signal cards, minor or not; nothing of the story."""
    country.signal(minor=True, indicators=("someone_else_speaks",))
    country.signal()
    building.rebuild()
    page = browser_client.login(country.actor("chain_director")).get(ADDRESS)
    assert page.context["groups"] == [["Minderjarig", 1], ["Volwassen", 0], ["Niet bekend", 1]]
    assert [number for _, number in page.context["signs"]] == [1]
    assert "hotel" not in page.content.decode()


def test_IS5_only_who_watches_over_the_chain_sees_it_and_only_of_the_own_region(a_year, browser_client):
    """IS5, SH2: asking another region is refused."""
    assert browser_client.login(a_year.actor("researcher")).get(ADDRESS).status_code == 403
    assert (
        browser_client.login(a_year.actor("chain_director")).get(ADDRESS, {"regio": "VR09"}).status_code
        == 422
    )
