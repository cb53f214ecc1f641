"""Trust on screen: share with explanation, a no with its way out, consent given and withdrawn, breaking
glass and its review, and a question to other regions; at a desk and on a phone (SH1, SH3, SH4, SH5, SH6)."""

import pytest

from tests.journeys.test_register import signed_in
from tests.journeys.walking import next_page, press
from zicht.casework.inquiries.tests.test_inquiries import STORY, matched
from zicht.chain.agreements.tests import cast
from zicht.chain.sharing.tests.sight import level_read

pytestmark = pytest.mark.browser
CARE_AWAY = "zorgcoordinatie-utrecht"


@pytest.fixture(params=[1280, 360])
def at(request, page_at, check_axe, shot):
    """Return a function that looks at the page: accessible, nothing too wide, a picture."""

    def looked(page, name):
        check_axe(page)
        shot(page, f"trust-{name}")
        return page

    looked.page = lambda: page_at(request.param)
    return looked


def question(country, organisation, function, purpose):
    return f"?partij={country.organisation(organisation).id}:{function}&doel={purpose}"


def test_SH1_an_agreement_from_template_to_in_force(country, live, browser_client, at):
    """SH1."""
    page = signed_in(at.page(), live, browser_client, cast.keeper(country))
    page.goto("/werk/afspraken/nieuw/")
    at(page, "agreement-new")
    with next_page(page):
        page.locator("article", has_text="Convenant RIEC").get_by_role("button").click()
    at(page, "agreement-edit")
    press(page, "Bewaar als concept")
    at(page, "agreement-draft")
    address = page.url
    second = signed_in(at.page(), live, browser_client, cast.second(country))
    second.goto(address)
    press(second, "Ik heb dit nagekeken")
    press(second, "Laat ingaan")
    at(second, "agreement-in-force")
    press(second, "Beëindig", "link")
    at(second, "agreement-end")
    second.get_by_label("Waarom eindigt de afspraak?").fill("Er komt een nieuwe.")
    press(second, "Vraag om te beëindigen")
    at(second, "agreement-end-asked")
    first = signed_in(at.page(), live, browser_client, cast.keeper(country))
    first.goto(address)
    at(first, "agreement-end-for-the-second")
    press(first, "Beëindig de afspraak")
    at(first, "agreement-ended")
    first.goto("/werk/afspraken/")
    at(first, "agreements")


def test_SH3_SH6_share_with_explanation_and_consent_as_the_way_out(country, live, browser_client, at):
    """SH3: SH6: acceptance 11."""
    signal, officer = country.signal(), country.actor("contact_officer", "gemeente-ede")
    for template in ("riec-covenant", "consent"):
        cast.in_force(country, template)
    page = signed_in(at.page(), live, browser_client, officer)
    page.goto(f"/werk/signalen/{signal.id}/")
    press(page, "Mag ik dit delen?", "link")
    page.get_by_label("Wie zoekt u?").fill("Midden-Nederland")
    press(page, "Zoek")
    at(page, "ask")
    asked = question(country, "politie-midden-nederland", "tmm", "administrative")
    page.goto(f"/werk/delen/signaal/{signal.id}/{asked}")
    assert page.get_by_role("heading", name="Ja, maar alleen de kern").is_visible()
    at(page, "partly")
    press(page, "Deel nu")
    assert level_read(country.actor("tmm", "politie-midden-nederland"), "signal", signal.id) == 2
    at(page, "shared")
    page.goto(f"/werk/delen/signaal/{signal.id}/{question(country, CARE_AWAY, 'care_coordinator', 'care')}")
    assert page.get_by_role("heading", name="Nee, tenzij").is_visible()
    at(page, "no")
    press(page, "Leg toestemming vast", "link")
    at(page, "consent")
    _say(page, "Toestemming gegeven")
    assert page.get_by_role("heading", name="Ja, dit mag").is_visible()
    at(page, "yes")
    press(page, "Deel nu")
    receiver = country.actor("care_coordinator", CARE_AWAY)
    assert level_read(receiver, "signal", signal.id) == 3
    asked = question(country, CARE_AWAY, "care_coordinator", "care")
    page.goto(f"/werk/delen/signaal/{signal.id}/toestemming/{asked}")
    _say(page, "Ingetrokken")
    assert level_read(receiver, "signal", signal.id) == 0
    at(page, "withdrawn")


def _say(page, answer):
    page.get_by_label(answer).check()
    page.get_by_label("Mondeling").check()
    press(page, "Leg vast")


def test_SH5_breaking_glass_and_its_review(country, live, browser_client, at):
    """SH5: acceptance 11."""
    signal, neighbour = country.signal(), country.actor("contact_officer", "gemeente-utrecht")
    page = signed_in(at.page(), live, browser_client, neighbour)
    page.goto("/werk/noodtoegang/")
    page.get_by_label("Nummer van het signaal").fill(signal.reference)
    page.get_by_label("Iemands leven is in gevaar").check()
    page.get_by_label("Wat is er aan de hand?").fill("Zij belde: hij staat voor de deur.")
    at(page, "open")
    press(page, "Open, vanwege gevaar")
    at(page, "opened")
    holder = signed_in(at.page(), live, browser_client, country.actor("contact_officer", "gemeente-ede"))
    holder.goto("/werk/")
    at(holder, "waiting")
    press(holder, "Bekijk de noodtoegang", "link")
    at(holder, "to-review")
    press(holder, f"Signaal {signal.reference}", "link")
    holder.get_by_label("Niet terecht").check()
    at(holder, "review")
    press(holder, "Leg vast")
    at(holder, "reviewed")
    assert level_read(neighbour, "signal", signal.id) == 0
    holder.goto(
        f"/werk/delen/signaal/{signal.id}/gevaar/{question(country, CARE_AWAY, 'care_coordinator', 'care')}"
    )
    at(holder, "danger")


def test_SH4_a_question_to_the_other_regions(country, live, browser_client, at):
    """SH4."""
    country.signal(story=STORY)
    page = signed_in(at.page(), live, browser_client, country.actor("contact_officer", "gemeente-utrecht"))
    page.goto("/werk/navraag/")
    at(page, "inquiry")
    page.get_by_label("Telefoonnummer", exact=True).check()
    page.get_by_label("Nummer, kenteken of adres").fill("06 1234 5678")
    press(page, "Vraag de andere regio's")
    at(page, "inquiry-asked")
    matched()
    holder = signed_in(at.page(), live, browser_client, country.actor("contact_officer", "gemeente-ede"))
    holder.goto("/werk/navraag/verzoeken/")
    at(holder, "inquiry-requests")
    press(holder, "Telefoonnummer", "link")
    at(holder, "inquiry-answer")
    officer = signed_in(
        at.page(), live, browser_client, country.actor("data_protection_officer", "gemeente-utrecht")
    )
    officer.goto("/werk/navraag/toezicht/")
    at(officer, "inquiry-oversight")
