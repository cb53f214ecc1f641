"""Who sees which funnel: the own region in full, others in closed months and tens (IS2, IS3)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zicht.chain.custody import services
from zicht.foundation.access import Permission, acting, as_worker
from zicht.foundation.access.permissions import POLICY
from zicht.foundation.acts import clock
from zicht.foundation.organisations.vocabulary import Function
from zicht.sight.figures.words import region_names
from zicht.sight.funnel import building, links, publishing
from zicht.sight.funnel.models import PublishedFunnel, SignalFact
from zicht.sight.funnel.scope import own_regions


def next_month() -> datetime:
    """Some day of the month after this one, as months are counted in Amsterdam."""
    return datetime.combine(clock.today().replace(day=1), time(12), UTC) + timedelta(days=35)


@pytest.fixture
def three_signals(country, time_machine):
    """Three signals in Ede, one of them taken up; the facts are counted in the month after."""
    signals = [country.signal() for _ in range(3)]
    services.take_up(signals[0].id, actor=country.actor("contact_officer", "gemeente-ede"))
    time_machine.move_to(next_month(), tick=False)
    building.rebuild()
    return country


def test_IS3_a_chain_director_sees_where_the_own_region_stalls_on_the_first_page(
    three_signals, browser_client
):
    client = browser_client.login(three_signals.actor("chain_director"))
    client.get("/werk/trechter/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/werk/trechter/")
    assert page.context["in_full"]
    assert [row[:3] for row in page.context["standing"]] == [["Gemeente", 3, 2]]
    assert [row[:3] for row in page.context["places"]] == [["Ede", 3, 2]]
    assert page.context["links"] is None
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config")
    asked = [query["sql"] for query in queries if not query["sql"].startswith(frame)]
    assert len(asked) <= 10, "\n".join(sql[:90] for sql in asked)


def test_IS2_outside_the_own_region_no_number_under_ten_is_shown(three_signals, browser_client):
    client = browser_client.login(three_signals.actor("researcher"))
    for question in ({}, {"regio": "VR07"}, {"vorm": "sexual"}):
        page = client.get("/werk/trechter/", question)
        assert not page.context["in_full"]
        assert {row[1] for row in page.context["steps"]} == {"minder dan 15"}
        assert page.context["waiting"] == []
        assert page.context["outcomes"] == []


def test_IS2_outside_the_own_region_filters_cannot_be_combined(three_signals, browser_client):
    client = browser_client.login(three_signals.actor("researcher"))
    for question in ({"regio": "VR07", "vorm": "sexual"}, {"kanaal": "public"}, {"periode": "30"}):
        page = client.get("/werk/trechter/", question)
        assert "één regio of één vorm" in page.context["refusal"]
        assert "steps" not in page.context


def test_IS2_one_more_signal_does_not_change_what_went_out(three_signals):
    before = {(row.region, row.form): row.figures for row in PublishedFunnel.objects.all()}
    three_signals.signal()
    building.rebuild()
    assert {(row.region, row.form): row.figures for row in PublishedFunnel.objects.all()} == before


def test_IS2_no_two_editions_of_the_funnel_hold_the_same_signal(three_signals, time_machine):
    """IS2: subtracting one edition from the next says nothing: they are about other signals."""
    three_signals.signal()
    time_machine.move_to(next_month(), tick=False)
    building.rebuild()
    editions = publishing.months()
    assert len(editions) == 2
    with as_worker():
        held = [
            set(
                SignalFact.objects.filter(
                    received_on__year=row.month.year, received_on__month=row.month.month
                ).values_list("pk", flat=True)
            )
            for row in editions
        ]
    assert [len(signals) for signals in held] == [1, 3]
    assert not held[0] & held[1]


def test_IS2_every_figure_and_every_difference_of_two_leaves_ten_possibilities():
    """IS2: a reader who subtracts one rounded step from another can never tell how many signals stopped
    there.
    """
    shown = {number: publishing.tens(number) for number in range(145)}
    stands_for = {text: [n for n in shown if shown[n] == text] for text in {*shown.values()}}
    assert all(len(numbers) >= 10 for numbers in stands_for.values())
    for more, fewer in product(stands_for.values(), repeat=2):
        differences = {a - b for a, b in product(more, fewer) if a >= b}
        assert not differences or len(differences) >= 10


def test_IS3_numbers_go_out_in_tens_and_nothing_is_said_below_fifteen():
    assert [publishing.tens(number) for number in (0, 1, 9, 14, 15, 24, 104)] == [
        None,
        None,
        None,
        None,
        20,
        20,
        100,
    ]


def test_IS3_the_working_area_decides_what_is_seen_in_full(country):
    with as_worker():
        everywhere = set(region_names())
        assert own_regions(country.actor("chain_director")) == {"VR07"}
        assert own_regions(country.actor("fallback_desk")) == everywhere
        assert own_regions(country.actor("researcher")) == set()
        assert {"VR07"} <= own_regions(country.actor("tmm")) < everywhere


def test_IS2_postgresql_itself_shows_facts_to_who_watches_over_the_chain_in_the_own_region_only(country):
    """IS2: whatever a page asks, the facts of other regions and for other functions do not exist."""
    for place in ("GM0228", "GM0344", None):
        country.signal(municipality=place)
    building.rebuild()
    seen = {}
    for function in Function.values:
        actor = country.actor(function)
        with acting(actor):
            seen[function] = set(SignalFact.objects.values_list("region_code", flat=True))
            assert seen[function] <= own_regions(actor) | {""}
    watching = {function for function, held in POLICY.items() if Permission.CHAIN_OVERVIEW in held}
    assert {function for function, regions in seen.items() if regions} <= watching
    assert seen["chain_director"] == {"VR07"}
    assert seen["fallback_desk"] == {"VR07", "VR09", ""}


def test_IS3_the_weakest_link_is_named_only_when_there_is_enough_to_go_by(country):
    def facts(kind, stopped, passed):
        for number in range(stopped + passed):
            yield SignalFact(
                received_on=date(2024, 9, 1),
                region_code="VR07",
                first_kind=kind,
                holder_kind=kind,
                acute=False,
                hours_to_taken_up=20.0,
                regional_core=False,
                assessed=True,
                suspected=True,
                offered=0,
                accepted=0,
                returned=0,
                decided=False,
                registered=number >= stopped,
                overdue=False,
                heard=True,
                outcome="not_trafficking" if number < stopped else "registered",
                hours_to_closed=90.0,
            )

    SignalFact.objects.using("figures").bulk_create(
        [*facts("municipality", 110, 40), *facts("police", 10, 120), *facts("nla", 8, 110)]
    )
    with as_worker():
        report = links.analysed("VR07", as_of=datetime(2024, 11, 1, tzinfo=UTC))
        assert report.weakest.group == "Gemeente"
        assert links.analysed("VR09", as_of=datetime(2024, 11, 1, tzinfo=UTC)) is None
