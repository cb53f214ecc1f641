"""What a chain director can ask about effects, and when the page says that it cannot be told (IS6)."""

from datetime import date, datetime

import numpy as np
import pytest

from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.sight.effects import queries
from zicht.sight.funnel.models import SignalFact

TODAY = date(2024, 11, 22)
ADDRESS = "/werk/effect/"


def facts(place: str, month: date, number: int, region: str = "VR07"):
    return [
        SignalFact(
            received_on=month,
            region_code=region,
            municipality_code=place,
            form="sexual",
            channel="public",
            reporter_kind="citizen",
            acute=False,
            first_kind="municipality",
            holder_kind="municipality",
            regional_core=False,
            assessed=False,
            suspected=False,
            offered=0,
            accepted=0,
            returned=0,
            decided=False,
            registered=False,
            outcome="",
            overdue=False,
            heard=False,
        )
        for _ in range(number)
    ]


@pytest.fixture
def two_years(country):
    """Two years of signals; from January 2024 on Ede gets three times as many. Elsewhere in the country
    many more.
    """
    random, rows = np.random.default_rng(7), []
    for at in range(23):
        month = date(2023 + at // 12, at % 12 + 1, 1)
        rows += facts("GM0228", month, random.poisson(6 if at < 12 else 18))
        rows += facts("GM0202", month, random.poisson(15)) + facts("GM0344", month, 40, "VR09")
    SignalFact.objects.using("figures").bulk_create(rows)
    with clock.at(datetime(2024, 11, 22, 12, tzinfo=clock.AMSTERDAM)):
        yield country


def test_IS6_a_training_that_brought_signals_is_seen_beside_the_other_municipalities(
    two_years, browser_client
):
    """IS6: ratio with its interval; signals of another region do not count."""
    client = browser_client.login(two_years.actor("chain_director"))
    page = client.get(ADDRESS, {"wat": "training", "vanaf": "2024-01", "gemeente": ["GM0228"]})
    effect = page.context["effect"]
    assert page.context["verdict"] == "Er kwamen meer signalen"
    assert effect.lower < 3 < effect.upper
    assert len(page.context["rows"]) == 22
    assert max(other for _, _, other, _ in page.context["rows"]) < 40


def test_IS6_it_says_when_it_cannot_be_told_and_why(two_years, browser_client):
    """IS6: two months after the start is too early."""
    client = browser_client.login(two_years.actor("chain_director"))
    page = client.get(ADDRESS, {"wat": "training", "vanaf": "2024-10", "gemeente": ["GM0228"]})
    assert page.context["verdict"] == "Niet te zeggen"
    assert "te weinig maanden" in page.content.decode()


def test_IS6_only_municipalities_of_the_own_region_can_be_asked(two_years, browser_client):
    """IS6, SH2: and only by who watches over the chain."""
    client = browser_client.login(two_years.actor("chain_director"))
    assert (
        client.get(ADDRESS, {"wat": "training", "vanaf": "2024-01", "gemeente": ["GM0344"]}).status_code
        == 422
    )
    assert client.get(ADDRESS).status_code == 200
    assert browser_client.login(two_years.actor("researcher")).get(ADDRESS).status_code == 403


def test_IS6_without_signals_there_is_nothing_to_compare(country, browser_client):
    """IS6: an empty region gets an explanation, not an error."""
    page = browser_client.login(country.actor("chain_director")).get(ADDRESS)
    assert "Er zijn nog geen maanden" in page.content.decode()
    with as_worker():
        assert queries.months_with_signals(TODAY) == []
