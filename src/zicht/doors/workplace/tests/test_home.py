""" "Mijn werk" and the overview of the region (CU5) (CU2, CU3, FB1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zicht.chain.custody import escalation, services
from zicht.chain.custody.services import handovers
from zicht.chain.custody.tests import cast
from zicht.chain.intake import services as intake
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.sight.funnel import building as funnel
from zicht.testing import base

HOME, REGION = reverse("workplace:home"), reverse("workplace:region")


def shown(response):
    return [holding.signal.reference for group in response.context["groups"] for holding in group.rows]


def titles(response):
    return [group.title for group in response.context["groups"]]


def ten_days_ago(act):
    with clock.at(clock.now() - timedelta(days=10)):
        return act()


def test_who_is_not_signed_in_goes_to_the_sign_in_page(client, country):
    assert client.get(HOME).status_code == 302
    assert client.get(REGION).status_code == 302


@pytest.mark.parametrize(
    "function",
    [
        "reporter",
        "ambassador",
        "registrar",
        "shelter_manager",
        "researcher",
        "data_protection_officer",
        "administrator",
    ],
)
def test_CU5_every_function_has_a_home(country, browser_client, function):
    assert browser_client.login(country.actor(function)).get(HOME).status_code == 200


def test_CU5_the_most_urgent_comes_first(country, browser_client):
    late = ten_days_ago(country.signal)
    new, acute = country.signal(), country.signal(acute=True)
    response = browser_client.login(cast.officer(country)).get(HOME)
    assert shown(response) == [acute.reference, late.reference, new.reference]
    assert titles(response) == ["Nu eerst: acuut gevaar", "Over de afgesproken tijd", "Daarna"]


def test_CU5_each_piece_of_work_tells_why_it_is_mine(country, browser_client):
    country.signal()
    page = browser_client.login(cast.officer(country)).get(HOME).content.decode()
    assert "Waarom bij mij?" in page
    assert "Bekijken en duiden" in page


def test_CU5_filters_count_and_show_the_same(country, browser_client):
    taken, waiting = country.signal(), country.signal(acute=True)
    services.take_up(taken.id, actor=cast.officer(country))
    client = browser_client.login(cast.officer(country))
    for name, expected in {
        "wacht": [waiting],
        "acuut": [waiting],
        "over-tijd": [],
        "aan-zet": [waiting, taken],
    }.items():
        response = client.get(f"{HOME}?toon={name}")
        assert shown(response) == [signal.reference for signal in expected], name
        count = next(tab["count"] for tab in response.context["tabs"] if tab["current"])
        assert count == len(expected), name


def test_CU5_long_work_comes_in_pages(country, browser_client):
    made = {country.signal().reference for _ in range(28)}
    client = browser_client.login(cast.officer(country))
    first, second = client.get(HOME), client.get(f"{HOME}?page=2")
    assert len(shown(first)) == 25
    assert set(shown(first)) | set(shown(second)) == made


def test_CU2_the_regional_core_looks_along_from_the_first_second(country, browser_client):
    signal = country.signal()
    client = browser_client.login(cast.director(country))
    page = client.get(HOME).content.decode()
    assert "Kijkt u mee" in page
    assert signal.reference in page
    assert shown(client.get(f"{HOME}?toon=kijkt-mee")) == [signal.reference]


def test_CU3_an_offer_waits_on_top_until_it_is_answered(country, browser_client):
    signal = country.signal()
    offered = cast.offered_to_outsider(country, signal.id)
    client = browser_client.login(cast.outsider(country))
    page = client.get(HOME).content.decode()
    assert "Iemand vraagt u iets over te nemen" in page
    assert "De woning staat bij u." in page
    handovers.return_with_reason(offered.id, "other_place", actor=cast.outsider(country))
    assert signal.reference not in client.get(HOME).content.decode()


def test_CU5_what_is_finished_leaves_the_work(country, browser_client):
    signal = country.signal()
    services.finish(signal.id, "helped", "conversation", actor=cast.officer(country))
    response = browser_client.login(cast.officer(country)).get(HOME)
    assert shown(response) == []
    assert "Er wacht niets op u" in response.content.decode()


def test_CU5_signals_without_a_place_stand_first_at_the_national_desk(country, browser_client):
    signal = country.signal(municipality=None)
    desk = country.actor("fallback_desk")
    response = browser_client.login(desk).get(HOME)
    assert response.context["chosen"].name == "plaats-onbekend"
    assert shown(response) == [signal.reference]


def test_FB1_a_reporter_sees_what_happened_with_the_own_signals(country, browser_client):
    stored = intake.submit(country.report(channel="professional"), actor=cast.reporter(country))
    services.take_up(stored.id, actor=cast.officer(country))
    page = browser_client.login(cast.reporter(country)).get(HOME).content.decode()
    assert stored.reference in page
    assert "Opgepakt" in page


def test_the_work_page_asks_the_database_at_most_ten_things(country, browser_client):
    for _ in range(4):
        country.signal()
    client = browser_client.login(cast.officer(country))
    client.get(HOME)
    with CaptureQueriesContext(connection) as done:
        client.get(HOME)
    assert cast.counted(done.captured_queries) <= cast.LIMIT


def test_CU5_the_overview_is_for_who_guards_the_chain(country, browser_client):
    assert browser_client.login(cast.officer(country)).get(REGION).status_code == 403
    assert browser_client.login(cast.director(country)).get(REGION).status_code == 200


def test_CU5_the_overview_tells_what_stalls_where(country, browser_client):
    stalled = ten_days_ago(country.signal)
    elsewhere = country.signal(municipality="GM0344")
    taken = country.signal()
    services.take_up(taken.id, actor=cast.officer(country))
    response = browser_client.login(cast.director(country)).get(REGION)
    overview = response.context["overview"]
    assert overview.counts["open"] == 2
    assert overview.counts["untouched"] == 1
    assert {(place["organisation__name"], place["open"], place["over"]) for place in overview.places} >= {
        ("Gemeente Ede", 2, 1)
    }
    assert [holding.signal.reference for holding in overview.waiting] == [stalled.reference]
    assert elsewhere.reference not in response.content.decode()


def test_CU5_what_was_escalated_still_counts_as_over_the_agreed_time(country, browser_client):
    """CU5: others get time to help, but the time that was agreed has passed; taking it up starts a new
    agreed time.
    """
    stalled = ten_days_ago(country.signal)
    with as_worker():
        escalation.watch()
    officer, director = (
        browser_client.login(cast.officer(country)),
        base.SignedInClient().login(cast.director(country)),
    )
    assert shown(officer.get(f"{HOME}?toon=over-tijd")) == [stalled.reference]
    assert [group.title for group in officer.get(HOME).context["groups"]] == ["Over de afgesproken tijd"]
    assert director.get(REGION).context["overview"].counts["over"] == 1
    funnel.rebuild()
    assert director.get("/werk/trechter/").context["funnel"].overdue == 1
    services.take_up(stalled.id, actor=cast.officer(country))
    assert shown(officer.get(f"{HOME}?toon=over-tijd")) == []


def test_CU3_the_overview_shows_returned_handovers(country, browser_client):
    signal = country.signal()
    offered = cast.offered_to_outsider(country, signal.id)
    handovers.return_with_reason(offered.id, "no_capacity", actor=cast.outsider(country))
    page = browser_client.login(cast.director(country)).get(REGION).content.decode()
    assert signal.reference in page
    assert "Op dit moment lukt het ons niet" in page


def test_CU3_the_overview_names_posts_without_anybody_and_who_stands_in(country, browser_client):
    director = country.actor("chain_director", "zvh-gelderland-midden")
    page = browser_client.login(director).get(REGION).content.decode()
    assert "Functies zonder vaste persoon" in page


def test_the_overview_asks_the_database_little(country, browser_client):
    for _ in range(4):
        country.signal()
    client = browser_client.login(cast.director(country))
    client.get(REGION)
    with CaptureQueriesContext(connection) as done:
        client.get(REGION)
    assert cast.counted(done.captured_queries) <= cast.LIMIT


def test_CU5_region_and_funnel_count_the_same_signals_by_one_definition(country, browser_client):
    """Over the agreed time, taken up, handed on, of another region and of no known place; for each who has
    both pages."""
    officer = cast.officer(country)
    ten_days_ago(country.signal)
    handed_on, taken = country.signal(), country.signal()
    for signal in (handed_on, taken):
        services.take_up(signal.id, actor=officer)
    offered = cast.offered_to_outsider(country, handed_on.id)
    handovers.accept(offered.id, actor=cast.outsider(country))
    abroad, coordinator = country.signal(municipality="GM0344"), cast.coordinator(country)
    asked = (coordinator.organisation_id, "care_coordinator", "coordinate_care", "Zij is nu bij u.")
    offered = handovers.offer(abroad.id, *asked, actor=cast.outsider(country))
    handovers.accept(offered.id, actor=coordinator)
    funnel.rebuild()
    for watcher, elsewhere in ((cast.director(country), 0), (coordinator, 1)):
        client = base.SignedInClient().login(watcher)
        counts = client.get(REGION).context["overview"].counts
        page = client.get("/werk/trechter/", {"regio": "VR07"}).context
        opened, untouched = (sum(row[place] for row in page["standing"]) for place in (1, 2))
        assert opened == counts["open"] - counts["elsewhere"]
        assert untouched == counts["untouched"]
        assert counts["elsewhere"] == elsewhere
        assert page["funnel"].overdue == counts["over"] == 1
    assert counts["open"] >= 3
