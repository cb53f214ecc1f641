"""A table in real browsers: three people at once, from agenda to confirmed minutes in one sitting (TB1, TB2, TB4, TB5)."""

import pytest

from tests.journeys.walking import press
from zicht.casework.register import services as register
from zicht.casework.register.services import Identity
from zicht.casework.tables import queries, writing
from zicht.casework.tables.models import AgendaItem, Meeting
from zicht.casework.tables.tests import cast
from zicht.foundation.access import acting
from zicht.testing import base

pytestmark = pytest.mark.browser

CUT_SECONDS = 60
SAVED, OFFLINE = "Alles is bewaard.", "Geen verbinding."


@pytest.fixture
def person(live, country, page_at):
    """Return a function that opens a browser of one person who is signed in."""

    def opened(post, width: int = 1280):
        page, actor = page_at(width), country.actor(*post)
        client = base.SignedInClient().login(actor)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])
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


def test_TB1_TB2_TB4_TB5_three_people_from_agenda_to_confirmed_minutes(country, live, person, check_axe, shot):
    """TB1, TB2, TB4, TB5: acceptance 1. Five items; two write at the same item at once; the network is away for a minute; nothing is lost."""
    director, care = cast.director(country), country.actor(*cast.CARE)
    meeting = cast.meeting(country, cast.table(country, others=(cast.CARE, cast.POLICE, cast.EDE)))
    signals = [country.signal() for _ in range(5)]
    register.register(signals[0].id, Identity(given_name="Zoë"), actor=care)

    chair = person(cast.DIRECTOR)
    chair.goto(f"/werk/tafels/overleg/{meeting.pk}/agenda/")
    check_axe(chair)
    shot(chair, "table-agenda")
    for box in chair.get_by_role("checkbox").all():
        box.check()
    press(chair, "Zet op de agenda")
    chair.goto(f"/werk/tafels/overleg/{meeting.pk}/")
    press(chair, "Begin het overleg")
    pages = [chair, person(cast.CARE), person(cast.POLICE)]
    with acting(director):
        items = [row.item_id for row in queries.agenda(meeting)]
    assert len(items) == 5
    for page in pages:
        page.goto(f"/werk/tafels/overleg/{meeting.pk}/?punt={items[0]}")
        press(page, "Ik ben er")
        page.goto(f"/werk/tafels/overleg/{meeting.pk}/?punt={items[0]}")
    check_axe(pages[1])
    shot(pages[1], "table-meeting")

    # Two write in the same field at the same moment.
    type_in(pages[1], "assessment", "Zorg ziet dwang.")
    type_in(pages[2], "assessment", "Politie ziet een patroon.")
    for page in pages[1:]:
        page.wait_for_function("!document.getElementById('stand').textContent.startsWith('Bezig')")
    losing = _who_is_offered_both(pages[1:])
    shot(losing, "table-offer")
    losing.get_by_role("button", name="Houd beide").click()
    wait_saved(losing)
    both = stored_text(director, items[0], "assessment")
    assert "Zorg ziet dwang." in both
    assert "Politie ziet een patroon." in both

    # The network is away for a minute while someone writes.
    pages[1].context.set_offline(True)
    type_in(pages[1], "contribution", "Wij hebben vannacht een bed.")
    wait_saved(pages[1], OFFLINE)
    shot(pages[1], "table-offline")
    pages[1].wait_for_timeout(CUT_SECONDS * 1000)
    assert stored_text(director, items[0], "contribution") == ""
    pages[1].context.set_offline(False)
    wait_saved(pages[1])
    assert stored_text(director, items[0], "contribution") == "Wij hebben vannacht een bed."
    pages[1].problems.clear()

    # The chair cannot close the first without who reports.
    chair.goto(f"/werk/tafels/overleg/{meeting.pk}/?punt={items[0]}")
    _close(chair, "Ja")
    assert "kan nog niet dicht" in chair.locator("main").inner_text()
    chair.get_by_label("Nog niet", exact=True).check()
    chair.locator("select[name=melden-reason]").select_option("consent_asked")
    chair.locator("[name=melden-on]").fill("2030-01-07")
    press(chair, "Leg vast wie meldt")
    chair.get_by_label("Zorg", exact=True).check()
    chair.get_by_label("Hulp aan het slachtoffer gaat voor").check()
    press(chair, "Bewaar de aanpak")
    chair.locator("summary", has_text="Wat komt eruit").click()
    press(chair, "Zet een bericht klaar")
    _close(chair, "Ja")
    for item in items[1:]:
        chair.goto(f"/werk/tafels/overleg/{meeting.pk}/?punt={item}")
        type_in(chair, "decision", "Wij volgen dit.")
        wait_saved(chair)
        _close(chair, "Nee")
    with acting(director):
        assert set(AgendaItem.objects.values_list("state", flat=True)) == {"closed"}
    chair.goto(f"/werk/tafels/overleg/{meeting.pk}/vaststellen/")
    check_axe(chair)
    shot(chair, "table-confirm")
    press(chair, "Ja, stel vast")
    with acting(director):
        assert Meeting.objects.get().state == "confirmed"
    with pages[2].expect_download() as download:
        pages[2].goto(f"/werk/tafels/overleg/{meeting.pk}/")
        pages[2].get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "verslag.pdf"


def _close(page, said: str) -> None:
    form = page.locator("form[aria-label='Punt afsluiten']")
    form.get_by_label(said, exact=True).check()
    press(page, "Sluit dit punt af")


@pytest.mark.parametrize("width", [1280, 360])
def test_TB1_TB3_the_pages_of_tables_and_planning_are_accessible(country, live, person, check_axe, shot, width):
    """TB1, TB3: axe 0, nothing wider than the window, on a desk and on a phone."""
    meeting = cast.meeting(country)
    cast.placed(country, meeting)
    country.signal(acute=True)
    page = person(cast.DIRECTOR, width)
    for name, address in {
        "tables": "/werk/tafels/", "table": f"/werk/tafels/tafel/{meeting.table_id}/", "table-new": "/werk/tafels/nieuw/",
        "table-run": f"/werk/tafels/overleg/{meeting.pk}/", "table-screen": f"/werk/tafels/overleg/{meeting.pk}/scherm/",
        "table-arrange": f"/werk/tafels/overleg/{meeting.pk}/agenda/", "deconfliction": "/werk/afstemmen/",
        "deconfliction-plan": "/werk/afstemmen/nieuw/",
    }.items():  # fmt: skip
        page.goto(address)
        check_axe(page)
        shot(page, name)
