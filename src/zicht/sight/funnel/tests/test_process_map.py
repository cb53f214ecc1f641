"""The drawn route beside the way signals really went: it says what the page says and no more (IS3)."""

import pytest

from zicht.chain.custody import services
from zicht.foundation.access import as_worker
from zicht.sight.funnel import building, process_map, queries
from zicht.sight.funnel.queries import WAY, Stop
from zicht.testing.markup import packed

LABELS = {key: label for key, label, _ in queries.STEPS}
REACHED = {"received": 200, "taken_up": 150, "assessed": 140, "decided": 40, "registered": 30}
STOPS = [Stop(20, 30), Stop(0, 10), Stop(60, 40), Stop(8, 2)]


def drawn(reached=REACHED, stops=STOPS):
    return process_map.process_map(LABELS, reached, stops, {})


def test_IS3_widths_are_shares_of_all_signals_and_the_largest_loss_is_marked():
    """IS3: what went on and what did not fill a step together; one step is marked, by place and not by
    colour alone.
    """
    found = drawn()
    assert [step.share for step in found.steps] == [100, 75, 70, 20, 15]
    assert [(step.left, step.waiting) for step in found.steps[:4]] == [(50, 30), (10, 10), (100, 40), (10, 2)]
    assert all(step.on + step.lost_width == pytest.approx(step.width) for step in found.steps)
    assert found.most.label == "Geduid"
    assert [step.most for step in found.steps].count(True) == 1


def test_IS3_a_few_signals_are_no_reason_to_mark_a_step():
    """IS3: below fifteen nothing is pointed out."""
    few = {"received": 14, "taken_up": 4, "assessed": 4, "decided": 1, "registered": 0}
    assert drawn(few, [Stop(5, 5), Stop(0, 0), Stop(3, 0), Stop(1, 0)]).most is None


def test_IS2_in_tens_the_drawing_says_no_more_than_the_figures():
    """IS2, IS3: from rounded figures alone; a step below fifteen tells only how many at least stayed
    behind.
    """
    tens = {"received": 130, "taken_up": 110, "assessed": 110, "decided": None, "registered": None}
    found = drawn(tens, None)
    assert [(step.left, step.at_least) for step in found.steps[:4]] == [
        (20, False),
        (0, False),
        (90, True),
        (None, False),
    ]
    assert {step.waiting for step in found.steps} == {None}
    assert found.most.label == "Geduid"
    for least in range(105, 115):
        assert least - 14 >= 90


@pytest.mark.parametrize("here", range(20, 300, 10))
def test_IS2_at_least_is_never_too_much(here):
    """IS2: whatever was rounded to this ten, and whatever below fifteen came after it."""
    said, at_least = process_map._difference(here, None)
    assert said is None or (at_least and said <= here - 5 - 14)


def test_IS2_where_the_first_number_is_not_said_there_is_no_drawing():
    assert drawn(dict.fromkeys(WAY), None) is None
    assert drawn(dict.fromkeys(WAY, 0), [Stop(0, 0)] * 4) is None


def test_IS3_the_published_route_names_who_is_to_act_and_by_when(country):
    """IS3: from the national route, and stricter where the region is (Gelderland-Midden: one working day)."""
    with as_worker():
        nation, region = process_map.by_the_route(), process_map.by_the_route("VR07")
    assert nation["assessed"] == ("Aandachtsfunctionaris", "binnen 2 werkdagen")
    assert nation["decided"] == ("Aandachtsfunctionaris", "binnen 10 werkdagen")
    assert set(region) == set(WAY)


def test_IS3_who_did_not_go_on_is_counted_as_closed_or_open(country):
    """IS3: two wait, one is taken up, one closed after being assessed."""
    officer = country.actor("contact_officer", "gemeente-ede")
    signals = [country.signal() for _ in range(4)]
    for signal in signals[:2]:
        services.take_up(signal.id, actor=officer)
    services.assess(signals[0].id, "possible", "indicators", actor=officer)
    services.finish(signals[0].id, "no_further_leads", "too_little_known", actor=officer)
    building.rebuild()
    with as_worker():
        found = queries.funnel(region="VR07")
    assert found.stops == [Stop(0, 2), Stop(0, 1), Stop(1, 0), Stop(0, 0)]


def test_IS3_the_drawing_has_a_title_a_description_and_a_table(country, browser_client):
    """IS3: readable without seeing it."""
    for _ in range(15):
        country.signal()
    building.rebuild()
    page = browser_client.login(country.actor("chain_director")).get("/werk/trechter/")
    html = page.content.decode()
    assert [row[0] for row in page.context["map"]["rows"]] == [
        "Ontvangen",
        "Opgepakt",
        "Geduid",
        "Besluit over melden",
        "Gemeld bij CoMensha",
    ]
    assert page.context["map"]["rows"][0][2:] == ["15", "15", "15"]
    assert 'aria-labelledby="way-title way-desc"' in html
    assert "De meeste signalen blijven steken na de stap Ontvangen" in html
    assert "Hier blijven de meeste steken" in html
    assert "15 niet verder, waarvan 15 nog open" in packed(html)
