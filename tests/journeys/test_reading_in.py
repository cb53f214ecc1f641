"""Reading a tip line's list in (IN4): look first, confirm, follow, and see what could not be read."""

import uuid

import pytest

from tests.journeys.walking import press
from zicht.chain.intake.importing import services
from zicht.chain.intake.tests.test_importing import BAD_ROWS
from zicht.testing.base import SignedInClient

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_IN4_a_list_is_looked_at_confirmed_and_followed(page_at, country, live, check_axe, shot, width):
    client = SignedInClient().login(country.actor("contact_officer", "gemeente-ede"))
    page = page_at(width)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])
    page.goto("/werk/inlezen/")
    page.get_by_text("Hoe moet het bestand eruitzien?").click()
    check_axe(page)
    shot(page, "inlezen")
    page.get_by_label("Bestand").set_input_files(
        {"name": "tiplijn.csv", "mimeType": "text/csv", "buffer": BAD_ROWS}
    )
    press(page, "Bekijk wat er gebeurt")
    page.get_by_role("heading", name="Dit gaan we inlezen").wait_for()
    check_axe(page)
    shot(page, "inlezen-bekijken")
    press(page, "Lees in")
    page.get_by_role("heading", name="Wordt ingelezen").wait_for()
    check_axe(page)
    shot(page, "inlezen-bezig")
    services.step(uuid.UUID(page.url.rstrip("/").rpartition("/")[2]))
    page.get_by_role("heading", name="Ingelezen", exact=True).wait_for()
    check_axe(page)
    shot(page, "ingelezen")
    press(page, "Meldingen inlezen", "link")
    page.get_by_role("heading", name="Eerder ingelezen").wait_for()
    check_axe(page)
    shot(page, "inlezen-eerder")
