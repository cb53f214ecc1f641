"""Messages on screen: a colleague reads what happened with an own signal, on a desk and on a phone (FB1)."""

import pytest

from tests.journeys.test_register import signed_in
from tests.journeys.walking import press
from zicht.chain.custody import services
from zicht.chain.intake import services as intake

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 360])
def test_FB1_a_colleague_reads_what_happened(country, live, browser_client, page_at, check_axe, shot, width):
    reporter, officer = (
        country.actor("reporter", "gemeente-ede"),
        country.actor("contact_officer", "gemeente-ede"),
    )
    page = signed_in(page_at(width), live, browser_client, reporter)
    page.goto("/werk/berichten/")
    check_axe(page)
    shot(page, "messages-none")
    for outcome in ("helped", "no_further_leads"):
        signal = intake.submit(country.report(channel="professional"), actor=reporter)
        services.take_up(signal.id, actor=officer)
        services.finish(
            signal.id,
            outcome,
            "conversation",
            word="Dank u wel, ook namens de wijkagent.\nTot ziens.",
            actor=officer,
        )
    page.goto("/werk/berichten/")
    check_axe(page)
    shot(page, "messages")
    press(page, "Alles als gelezen markeren")
    check_axe(page)
    shot(page, "messages-read")
    page.goto("/werk/berichten/mijn-signalen/")
    check_axe(page)
    shot(page, "messages-own")
