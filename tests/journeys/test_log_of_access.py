"""The data-protection officer at work: searching the log, asking a colleague, making the report of access (SH7)."""

import io

import pytest
from pypdf import PdfReader

from tests.journeys.test_register import signed_in
from tests.journeys.walking import press
from zicht.chain.custody.page import open_page
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting, as_worker
from zicht.testing.base import SignedInClient

pytestmark = pytest.mark.browser
EDE = "gemeente-ede"


@pytest.mark.parametrize("width", [1280, 360])
def test_SH7_the_officer_searches_asks_and_makes_the_report(
    country, live, browser_client, page_at, check_axe, shot, width
):
    """SH7, acceptance B11: the colleague answers, the officer closes, and the data subject gets a document."""
    officer, fg, signal = (
        country.actor("contact_officer", EDE),
        country.actor("data_protection_officer", EDE),
        country.signal(),
    )
    with acting(officer):
        open_page(signal.id, officer)
    with as_worker():
        reference = Signal.objects.get(pk=signal.id).reference
    page = signed_in(page_at(width), live, browser_client, fg)
    page.goto("/werk/logboek/")
    check_axe(page)
    page.get_by_label("Kenmerk (Z- of V-)").fill(reference)
    press(page, "Zoek")
    check_axe(page)
    shot(page, "log-search")
    assert reference not in page.url
    press(page, f"Vraag hierover aan {officer.name}", "link")
    page.get_by_label("Uw vraag").fill("Wilt u vertellen waarvoor u dit opende?")
    check_axe(page)
    shot(page, "log-ask")
    press(page, "Stel de vraag")
    check_axe(page)
    shot(page, "log-questions")

    colleague = signed_in(page_at(width), live, SignedInClient(), officer)
    colleague.goto("/werk/logboek/vragen-aan-mij/")
    check_axe(colleague)
    press(colleague, "Vraag van de functionaris", "link")
    colleague.get_by_label("Uw antwoord").fill("Ik was die dag aan zet.")
    check_axe(colleague)
    shot(colleague, "log-answer")
    press(colleague, "Geef antwoord")

    page.reload()
    press(page, "Vraag van de functionaris", "link")
    assert page.get_by_text("Ik was die dag aan zet.").is_visible()
    page.get_by_label("Er is een goede uitleg").check()
    check_axe(page)
    shot(page, "log-question")
    press(page, "Sluit af")

    page.goto("/werk/logboek/inzageverslag/")
    page.get_by_label("Kenmerk van de persoon", exact=False).fill(reference)
    check_axe(page)
    shot(page, "log-report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Maak het verslag").click()
    content = download.value.path().read_bytes()
    (shot(page, "log-report").parent / "access-report.pdf").write_bytes(content)
    text = " ".join(part.extract_text() for part in PdfReader(io.BytesIO(content)).pages)
    assert reference in text
    assert "Gemeente Ede" in text
    for name, address in {
        "conflicts": "belangen/",
        "bait": "controlesignalen/",
        "keeping": "bewaren/",
    }.items():
        page.goto(f"/werk/logboek/{address}")
        check_axe(page)
        shot(page, f"log-{name}")


@pytest.mark.parametrize("width", [1280, 360])
def test_SH7_who_knows_somebody_says_so_and_sees_it_no_more(
    country, live, browser_client, page_at, check_axe, shot, width
):
    """SH7: from the page of the signal, in three clicks."""
    officer, signal = country.actor("contact_officer", EDE), country.signal()
    page = signed_in(page_at(width), live, browser_client, officer)
    page.goto(f"/werk/signalen/{signal.id}/")
    page.get_by_text("Kent u iemand in dit signaal?").click()
    press(page, "Ik ken iemand hierin", "link")
    check_axe(page)
    page.get_by_label("Familie of gezin").check()
    shot(page, "log-declare")
    press(page, "Laat mij dit niet meer zien")
    check_axe(page)
    assert page.goto(f"/werk/signalen/{signal.id}/").status == 404
