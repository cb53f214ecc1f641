"""The funnel counts what really happened (IS1, IS3)."""

from zicht.chain.custody import services
from zicht.chain.custody.models import Holding
from zicht.chain.custody.services import handovers
from zicht.foundation.access import as_worker
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.sight.figures import building as figures_building
from zicht.sight.figures import queries as figures
from zicht.sight.funnel import building, ways
from zicht.sight.funnel import queries as service


def test_IS3_the_funnel_moves_when_a_signal_is_taken_up_assessed_and_closed(country):
    officer = country.actor("contact_officer", "gemeente-ede")
    signals = [country.signal() for _ in range(4)]
    for signal in signals[:3]:
        services.take_up(signal.id, actor=officer)
    for signal in signals[:2]:
        services.assess(signal.id, "possible", "indicators", actor=officer)
    services.finish(signals[0].id, "no_further_leads", "too_little_known", actor=officer)
    assert building.rebuild() == 4
    with as_worker():
        found, elsewhere = service.funnel(region="VR07"), service.funnel(region="VR09")
    assert {key: number for key, _, number in found.steps} == {
        "received": 4,
        "taken_up": 3,
        "assessed": 2,
        "regional_core": 0,
        "decided": 0,
        "registered": 0,
        "closed": 1,
        "heard": 3,
    }
    assert found.outcomes == {"no_further_leads": 1}
    assert found.silent_loss == 1
    assert found.waiting == {"municipality": 3}
    assert elsewhere.steps[0][2] == 0


def test_IS3_it_shows_where_each_may_have_thought_that_the_other_reported(country):
    """IS3: closed with a suspicion, no decision, and more than one organisation at work."""
    officer, coordinator = (
        country.actor("contact_officer", "gemeente-ede"),
        country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden"),
    )
    alone, together = country.signal(), country.signal()
    for signal in (alone, together):
        services.take_up(signal.id, actor=officer)
        services.assess(signal.id, "likely", "indicators", actor=officer)
    offered = handovers.offer(
        together.id,
        coordinator.organisation_id,
        "care_coordinator",
        "assess",
        "De opvang moet beginnen.",
        actor=officer,
    )
    handovers.accept(offered.id, actor=coordinator)
    services.finish(alone.id, "helped", "conversation", actor=officer)
    services.finish(together.id, "helped", "conversation", actor=coordinator)
    building.rebuild()
    with as_worker():
        found = service.funnel()
    assert (found.silent_loss, found.each_other, found.left_to_other) == (2, 1, 0)


def test_IS3_the_real_way_stands_beside_the_published_route(country):
    """IS3: who was responsible at once by the route, and who came after by a hand-over."""
    officer, coordinator = (
        country.actor("contact_officer", "gemeente-ede"),
        country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden"),
    )
    country.signal()
    handed = country.signal()
    with as_worker():
        first = {
            row.organisation.kind
            for row in Holding.objects.filter(signal=handed.id, role="responsible").select_related(
                "organisation"
            )
        }
    services.take_up(handed.id, actor=officer)
    offered = handovers.offer(
        handed.id,
        coordinator.organisation_id,
        "care_coordinator",
        "assess",
        "De opvang moet beginnen.",
        actor=officer,
    )
    handovers.accept(offered.id, actor=coordinator)
    building.rebuild()
    with as_worker():
        found = ways.ways(region_code="VR07")
    assert {way.signals for way in found} == {1}
    assert {way.after for way in found} == {"Blijft daar", "Zorgcoördinatie"}
    assert {way.by_route for way in found} == {
        " en ".join(OrganisationKind(kind).label for kind in sorted(first))
    }


def test_IS1_an_empty_register_gives_zeros_not_errors(country):
    assert figures_building.rebuild() == 0
    with as_worker():
        found = figures.figures(year=2022, by="notifier")
    assert found["total"] == 0
    assert found["cells"]["police"] == 0
