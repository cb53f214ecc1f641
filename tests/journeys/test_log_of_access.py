"""The data-protection officer at work: searching the log, asking a colleague, making the report of access
(SH7).
"""

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


@pytest.fixture
def look(check_axe, shot):
    """Check that everyone can use the page, and keep a picture of it under a name."""

    def looked(page, name: str = "") -> None:
        check_axe(page)
        if name:
            shot(page, name)

    return looked


@pytest.mark.parametrize("width", [1280, 360])
def test_SH7_the_officer_searches_asks_and_makes_the_report(
    country, live, browser_client, page_at, look, shot, width
):
    """SH7, acceptance B11: the colleague answers, the officer closes, and the data subject gets a
    document.
    """
    officer, fg = country.actor("contact_officer", EDE), country.actor("data_protection_officer", EDE)
    reference = opened_by(officer, country.signal())
    page = signed_in(page_at(width), live, browser_client, fg)
    searches(page, reference, look)
    asks(page, officer, look)
    answers(signed_in(page_at(width), live, SignedInClient(), officer), look)
    closes(page, look)
    text = reported(page, reference, look, shot)
    assert reference in text
    assert "Gemeente Ede" in text
    for name, address in {
        "conflicts": "belangen/",
        "bait": "controlesignalen/",
        "keeping": "bewaren/",
    }.items():
        page.goto(f"/werk/logboek/{address}")
        look(page, f"log-{name}")


def opened_by(officer, signal) -> str:
    """Let a colleague open a signal, and return the number by which it is found in the log."""
    with acting(officer):
        open_page(signal.id, officer)
    with as_worker():
        return Signal.objects.get(pk=signal.id).reference


def searches(page, reference: str, look) -> None:
    page.goto("/werk/logboek/")
    look(page)
    page.get_by_label("Kenmerk (Z- of V-)").fill(reference)
    press(page, "Zoek")
    look(page, "log-search")
    assert reference not in page.url


def asks(page, officer, look) -> None:
    press(page, f"Vraag hierover aan {officer.name}", "link")
    page.get_by_label("Uw vraag").fill("Wilt u vertellen waarvoor u dit opende?")
    look(page, "log-ask")
    press(page, "Stel de vraag")
    look(page, "log-questions")


def answers(colleague, look) -> None:
    colleague.goto("/werk/logboek/vragen-aan-mij/")
    look(colleague)
    press(colleague, "Vraag van de functionaris", "link")
    colleague.get_by_label("Uw antwoord").fill("Ik was die dag aan zet.")
    look(colleague, "log-answer")
    press(colleague, "Geef antwoord")


def closes(page, look) -> None:
    page.reload()
    press(page, "Vraag van de functionaris", "link")
    assert page.get_by_text("Ik was die dag aan zet.").is_visible()
    page.get_by_label("Er is een goede uitleg").check()
    look(page, "log-question")
    press(page, "Sluit af")


def reported(page, reference: str, look, shot) -> str:
    """Make the report of access and return what stands in it; the document itself is kept beside the
    pictures.
    """
    page.goto("/werk/logboek/inzageverslag/")
    page.get_by_label("Kenmerk van de persoon", exact=False).fill(reference)
    look(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Maak het verslag").click()
    content = download.value.path().read_bytes()
    (shot(page, "log-report").parent / "access-report.pdf").write_bytes(content)
    return " ".join(part.extract_text() for part in PdfReader(io.BytesIO(content)).pages)


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
