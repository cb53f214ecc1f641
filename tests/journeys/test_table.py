"""A table in real browsers: three people at once, from agenda to confirmed minutes in one sitting (TB1,
TB2, TB4, TB5).
"""

import pytest

from tests.journeys.walking import press
from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.casework.tables import queries
from zicht.casework.tables.models import AgendaItem, Meeting
from zicht.casework.tables.services import writing
from zicht.casework.tables.tests import cast
from zicht.foundation.access import acting
from zicht.testing import base, days

pytestmark = pytest.mark.browser

CUT_SECONDS, ITEMS = 60, 5
SAVED, OFFLINE = "Alles is bewaard.", "Geen verbinding."


@pytest.fixture
def person(live, country, page_at):
    """Return a function that opens a browser of one person who is signed in."""

    def opened(post, width: int = 1280):
        page, actor = page_at(width), country.actor(*post)
        client = base.SignedInClient().login(actor)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}]
        )
        page.actor = actor
        return page

    return opened


def type_in(page, part: str, text: str) -> None:
    page.locator(f"#t-{part}").press_sequentially(text)


def wait_saved(page, words: str = SAVED, seconds: int = 30) -> None:
    page.locator("#stand").filter(has_text=words).wait_for(timeout=seconds * 1000)


def stored_text(actor, item_id, part: str) -> str:
    with acting(actor):
        rows = [row for row in queries.latest_texts([item_id]) if row.part == part]
        return "\n".join(writing.opened_all(rows).values())


def _who_is_offered_both(pages):
    """The page of who was second: it shows the other's words beside the own."""
    for _ in range(80):
        for page in pages:
            if page.locator("[data-text=assessment] [data-offer]:not([hidden])").count():
                return page
            page.wait_for_timeout(250)
    raise AssertionError("Nobody is offered both texts.")


def test_TB1_TB2_TB4_TB5_three_people_from_agenda_to_confirmed_minutes(
    country, live, person, check_axe, shot
):
    """TB1, TB2, TB4, TB5: acceptance 1. Five items; two write at the same item at once; the network is
    away for a minute; nothing is lost.
    """
    meeting = cast.meeting(country, cast.table(country, others=(cast.CARE, cast.POLICE, cast.EDE)))
    signals = [country.signal() for _ in range(ITEMS)]
    register.register(signals[0].id, Identity(given_name="Zoë"), actor=country.actor(*cast.CARE))
    chair = person(cast.DIRECTOR)
    items = the_chair_fills_the_agenda_and_begins(chair, meeting, check_axe, shot)
    care, police = person(cast.CARE), person(cast.POLICE)
    for page in (chair, care, police):
        joins(page, meeting, items[0])
    check_axe(care)
    shot(care, "table-meeting")
    two_write_in_the_same_field_at_once(care, police, items[0], shot)
    the_network_is_away_for_a_minute_while_someone_writes(care, items[0], shot)
    the_first_item_closes_only_when_it_is_said_who_reports(chair, meeting, items[0])
    for item in items[1:]:
        decide_and_close(chair, meeting, item)
    the_chair_confirms_once(chair, meeting, check_axe, shot)
    takes_the_minutes_along(police, meeting)


def the_chair_fills_the_agenda_and_begins(chair, meeting, check_axe, shot) -> list:
    """Everything that is proposed goes on the agenda; returns the items in order."""
    chair.goto(f"{_running(meeting)}agenda/")
    check_axe(chair)
    shot(chair, "table-agenda")
    for box in chair.get_by_role("checkbox").all():
        box.check()
    press(chair, "Zet op de agenda")
    chair.goto(_running(meeting))
    press(chair, "Begin het overleg")
    with acting(chair.actor):
        items = [row.item_id for row in queries.agenda(meeting)]
    assert len(items) == ITEMS
    return items


def joins(page, meeting, item) -> None:
    page.goto(_running(meeting, item))
    press(page, "Ik ben er")
    page.goto(_running(meeting, item))


def two_write_in_the_same_field_at_once(care, police, item, shot) -> None:
    """Who was second is offered both texts and keeps them."""
    type_in(care, "assessment", "Zorg ziet dwang.")
    type_in(police, "assessment", "Politie ziet een patroon.")
    for page in (care, police):
        page.wait_for_function("!document.getElementById('stand').textContent.startsWith('Bezig')")
    second = _who_is_offered_both((care, police))
    shot(second, "table-offer")
    second.get_by_role("button", name="Houd beide").click()
    wait_saved(second)
    both = stored_text(care.actor, item, "assessment")
    assert "Zorg ziet dwang." in both
    assert "Politie ziet een patroon." in both


def the_network_is_away_for_a_minute_while_someone_writes(page, item, shot) -> None:
    """Nothing is stored meanwhile, and everything afterwards."""
    page.context.set_offline(True)
    type_in(page, "contribution", "Wij hebben vannacht een bed.")
    wait_saved(page, OFFLINE)
    shot(page, "table-offline")
    page.wait_for_timeout(CUT_SECONDS * 1000)
    assert stored_text(page.actor, item, "contribution") == ""
    page.context.set_offline(False)
    wait_saved(page)
    assert stored_text(page.actor, item, "contribution") == "Wij hebben vannacht een bed."
    page.problems.clear()


def the_first_item_closes_only_when_it_is_said_who_reports(chair, meeting, item) -> None:
    chair.goto(_running(meeting, item))
    _close(chair, "Ja")
    assert "kan nog niet dicht" in chair.locator("main").inner_text()
    chair.get_by_label("Nog niet", exact=True).check()
    chair.locator("select[name=melden-reason]").select_option("consent_asked")
    chair.locator("[name=melden-on]").fill(days.working_morning().date().isoformat())
    press(chair, "Leg vast wie meldt")
    chair.locator("summary", has_text="Aan wie de kaarten").click()
    chair.get_by_label("Zorg", exact=True).check()
    chair.get_by_label("Hulp aan het slachtoffer gaat voor").check()
    press(chair, "Bewaar de aanpak")
    chair.locator("summary", has_text="Wat komt eruit").click()
    press(chair, "Zet een bericht klaar")
    _close(chair, "Ja")


def decide_and_close(chair, meeting, item) -> None:
    chair.goto(_running(meeting, item))
    type_in(chair, "decision", "Wij volgen dit.")
    wait_saved(chair)
    _close(chair, "Nee")


def the_chair_confirms_once(chair, meeting, check_axe, shot) -> None:
    with acting(chair.actor):
        assert set(AgendaItem.objects.values_list("state", flat=True)) == {"closed"}
    chair.goto(f"{_running(meeting)}vaststellen/")
    check_axe(chair)
    shot(chair, "table-confirm")
    press(chair, "Ja, stel vast")
    with acting(chair.actor):
        assert Meeting.objects.get().state == "confirmed"


def takes_the_minutes_along(page, meeting) -> None:
    with page.expect_download() as download:
        page.goto(_running(meeting))
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "verslag.pdf"


def _running(meeting, item=None) -> str:
    return f"/werk/tafels/overleg/{meeting.pk}/" + (f"?punt={item}" if item else "")


def _close(page, said: str) -> None:
    form = page.locator("form[aria-label='Punt afsluiten']")
    form.get_by_label(said, exact=True).check()
    press(page, "Sluit dit punt af")


@pytest.mark.parametrize("width", [1280, 360])
def test_TB1_TB3_the_pages_of_tables_and_planning_are_accessible(
    country, live, person, check_axe, shot, width
):
    """TB1, TB3: axe 0, nothing wider than the window, on a desk and on a phone."""
    _, item, meeting = cast.placed(country)
    writing.write(item.pk, "contribution", "Wij kennen dit adres.", 0, actor=country.actor(*cast.POLICE))
    writing.promise(
        item.pk,
        "Belt de opvang.",
        country.organisation(cast.CARE[1]),
        meeting.starts_at.date(),
        actor=cast.director(country),
    )
    register.register(item.signal_id, Identity(given_name="Zoë"), actor=country.actor(*cast.CARE))
    country.signal(acute=True)
    page = person(cast.DIRECTOR, width)
    for name, address in {
        "tables": "/werk/tafels/",
        "table": f"/werk/tafels/tafel/{meeting.table_id}/",
        "table-new": "/werk/tafels/nieuw/",
        "table-run": f"/werk/tafels/overleg/{meeting.pk}/",
        "table-screen": f"/werk/tafels/overleg/{meeting.pk}/scherm/",
        "table-arrange": f"/werk/tafels/overleg/{meeting.pk}/agenda/",
        "deconfliction": "/werk/afstemmen/",
        "deconfliction-plan": "/werk/afstemmen/nieuw/",
        "feedback": "/werk/berichten/",
        "feedback-own": "/werk/mijn-signalen/",
    }.items():
        page.goto(address)
        check_axe(page)
        shot(page, name)
