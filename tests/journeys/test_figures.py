"""Figures and funnel as people meet them: a chain director, the National Rapporteur, a council member who prints (IS1, IS2, IS3)."""

import csv
import io

import pytest
from pypdf import PdfReader

from tests.journeys.conftest import ARTEFACTS
from tests.journeys.test_register import signed_in
from tests.journeys.walking import next_page, press
from zicht.chain.custody import services
from zicht.demo import history, loading_history
from zicht.foundation.access import as_worker
from zicht.sight.figures import building as figures
from zicht.sight.figures import publishing
from zicht.sight.funnel import building as funnel

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@pytest.fixture
def year_2022(country):
    past = history.generate()
    with as_worker():
        loading_history.load_history(past.persons, past.notifications)
    figures.rebuild()
    publishing.publish(2022)
    return country


@WIDTHS
def test_IS3_a_chain_director_finds_where_the_region_stalls_within_three_clicks(
    page_at, live, country, browser_client, check_axe, shot, width
):
    signals = [country.signal() for _ in range(4)]
    services.take_up(signals[0].id, actor=country.actor("contact_officer", "gemeente-ede"))
    funnel.rebuild()
    page = signed_in(page_at(width), live, browser_client, country.actor("chain_director"))
    page.goto("/werk/")
    if width < 1000:
        page.get_by_text("Menu", exact=False).first.click()
    with next_page(page):
        page.get_by_role("link", name="Trechter").locator("visible=true").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Ede"))
    assert [cell.strip() for cell in row.get_by_role("cell").all_inner_texts()][:2] == ["4", "3"]
    check_axe(page)
    shot(page, "funnel-own-region")


@WIDTHS
def test_IS2_the_national_rapporteur_downloads_protected_open_data(page_at, year_2022, check_axe, shot, width):
    page = page_at(width, javascript=False) if width < 1000 else page_at(width)
    page.goto("/cijfers/")
    page.get_by_label("Verdeeld naar").select_option("notifier")
    press(page, "Toon")
    assert "indeling=notifier" in page.url
    if width > 1000:
        check_axe(page)
    shot(page, "figures-public")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV van 2022").click()
    lines = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig"))))
    kmar = next(line for line in lines if (line["indeling"], line["code"]) == ("notifier", "kmar"))
    assert (kmar["aantal"], kmar["status"]) == ("", "niet getoond")
    assert page.context.cookies() == []


@WIDTHS
def test_IS1_figures_can_be_read_compared_and_printed(
    page_at, live, year_2022, browser_client, check_axe, shot, width
):
    page = signed_in(page_at(width), live, browser_client, year_2022.actor("researcher"))
    page.goto("/werk/cijfers/?jaar=2022&indeling=continent&vorm=sexual")
    assert page.get_by_text("Totaal: 393 personen").is_visible()
    check_axe(page)
    page.emulate_media(media="print")
    shot(page, "figures-printed")
    page.emulate_media(media="screen")
    page.goto("/werk/cijfers/?indeling=month&vorm=sexual")
    assert page.get_by_text("Deze combinatie is niet gepubliceerd").is_visible()
    check_axe(page)
    for address, name in (("/werk/cijfers/gepubliceerd/", "figures-published"), ("/werk/cijfers/omvang/", "figures-extent")):
        page.goto(address)
        check_axe(page)
        shot(page, name)


@WIDTHS
def test_IS1_a_council_member_prints_the_fact_sheet_of_the_region(page_at, year_2022, check_axe, shot, width):
    """IS1: from the public figures to the sheet in two clicks, without account or JavaScript."""
    page = page_at(width) if width > 1000 else page_at(width, javascript=False)
    page.goto("/cijfers/")
    press(page, "factsheet van uw regio", "link")
    if width > 1000:
        check_axe(page)
    shot(page, "fact-sheets")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Gelderland-Midden (PDF)").click()
    content = waiting.value.path().read_bytes()
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    assert "Mensenhandel in cijfers" in text
    assert "814" in text
    (ARTEFACTS / "fact-sheet-gelderland-midden.pdf").write_bytes(content)


@WIDTHS
def test_IS1_the_map_is_read_by_eye_by_screen_reader_and_on_paper(page_at, year_2022, check_axe, shot, width):
    """IS1, IS2: a pattern where a number is withheld, the same numbers as a table, and both in print."""
    page = page_at(width)
    for level in ("region", "municipality"):
        page.goto(f"/cijfers/kaart/?jaar=2022&indeling={level}")
        assert page.get_by_role("img").first.get_attribute("aria-labelledby")
        check_axe(page)
        shot(page, f"map-{level}")
        page.get_by_text("Cijfers als tabel").click()
        shown = page.get_by_role("cell").all_inner_texts()
        assert level == "region" or "niet getoond" in shown
        assert not [text for text in shown if text.strip().isdigit() and 0 < int(text) < 10]
        check_axe(page)
    page.emulate_media(media="print")
    shot(page, "map-printed")
    assert page.elsewhere == []
