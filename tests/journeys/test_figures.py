"""Figures and funnel as people meet them: a chain director, the National Rapporteur, a council member who
prints (IS1, IS2, IS3).
"""

import csv
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.journeys.conftest import ARTEFACTS
from tests.journeys.test_register import signed_in
from tests.journeys.walking import next_page, press
from zicht.chain.custody import services
from zicht.demo import history, loading_history
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.sight.effects.tests.test_page import facts
from zicht.sight.figures import building as figures
from zicht.sight.figures import publishing
from zicht.sight.funnel import building as funnel
from zicht.sight.funnel.models import SignalFact

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
def test_IS2_the_national_rapporteur_downloads_protected_open_data(
    page_at, year_2022, check_axe, shot, width
):
    page = page_at(width, javascript=False) if width < 1000 else page_at(width)
    page.goto("/cijfers/")
    page.get_by_label("Verdeeld naar").select_option("notifier")
    press(page, "Toon")
    assert "indeling=notifier" in page.url
    if width > 1000:
        check_axe(page)
    shot(page, "figures-public")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV 2022").click()
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
    for address, name in (
        ("/werk/cijfers/gepubliceerd/", "figures-published"),
        ("/werk/cijfers/omvang/", "figures-extent"),
    ):
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


@pytest.fixture
def a_quiet_place(country):
    """Two years of signals in Gelderland-Midden, with a start in Ede that brought more; Arnhem hardly
    gives any.
    """
    today = clock.today()
    rows = []
    for back in range(1, 20):
        month = (today.replace(day=15) - timedelta(days=30 * back)).replace(day=10)
        rows += facts("GM0228", month, 20 if back <= 6 else 6)
        rows += facts("GM0202", month, 1)
        for place in ("GM0203", "GM0274", "GM0299", "GM0289", "GM1705"):
            rows += facts(place, month, 4)
    SignalFact.objects.using("figures").bulk_create(rows)
    return country


@WIDTHS
def test_IS5_who_watches_over_the_chain_sees_where_nobody_looks(
    page_at, live, a_quiet_place, browser_client, check_axe, shot, width
):
    """IS5: the picture of the region names the quiet place, on the map, in words and in a table; also on
    paper.
    """
    page = signed_in(page_at(width), live, browser_client, a_quiet_place.actor("chain_director"))
    page.goto("/werk/beeld/?periode=1095")
    assert "Arnhem" in page.locator("p", has_text="duidelijk minder signalen dan te verwachten").inner_text()
    page.get_by_text("Alle gemeenten: inwoners").click()
    assert page.get_by_role("row").filter(has_text="Minder dan te verwachten").count() >= 1
    check_axe(page)
    shot(page, "picture")
    page.emulate_media(media="print")
    shot(page, "picture-printed")


@WIDTHS
def test_IS5_a_municipality_fills_in_where_people_work(
    page_at, live, country, browser_client, check_axe, shot, width
):
    """IS5: from the picture to the form and back; a mistake is told and nothing typed is lost."""
    page = signed_in(page_at(width), live, browser_client, country.actor("chain_director"))
    page.goto("/werk/beeld/")
    assert page.get_by_text("Geen gemeente in de regio vulde in").is_visible()
    press(page, "Werkenden per bedrijfstak invullen", "link")
    check_axe(page)
    shot(page, "workforce")
    page.get_by_label("Gemeente").first.select_option(label="Ede")
    page.get_by_label("Bron").first.fill("Vestigingenregister")
    page.get_by_label("Stand op").first.fill("2024-01-01")
    page.locator("[name=workers_A]").fill("-4")
    press(page, "Bewaren")
    assert page.get_by_label("Bron").first.input_value() == "Vestigingenregister"
    check_axe(page)
    page.locator("[name=workers_A]").fill("900")
    press(page, "Bewaren")
    check_axe(page)
    page.goto("/werk/beeld/")
    assert page.get_by_text("Landbouw, bosbouw en visserij: hier werken veel mensen").is_visible()
    shot(page, "picture-sectors")
    page.goto("/werk/werkenden/")
    press(page, "Lees een bestand in", "link")
    check_axe(page)
    shot(page, "workforce-list")


@WIDTHS
def test_IS6_the_effect_of_a_campaign_is_told_with_a_margin_or_not_at_all(
    page_at, live, a_quiet_place, browser_client, check_axe, shot, width
):
    """IS6: before and after, beside the other municipalities; a place with too few signals gives no
    answer.
    """
    page = signed_in(page_at(width), live, browser_client, a_quiet_place.actor("chain_director"))
    page.goto("/werk/effect/")
    check_axe(page)
    shot(page, "effects-question")
    began = page.locator("[name=vanaf] option").nth(5).get_attribute("value")
    for place, answer in (("Ede", "Er kwamen meer signalen"), ("Arnhem", "Niet te zeggen")):
        page.goto("/werk/effect/")
        page.get_by_label("Vanaf welke maand?").select_option(began)
        page.get_by_label(place, exact=True).check()
        press(page, "Vergelijk")
        assert page.get_by_role("heading", name=answer).is_visible()
        check_axe(page)
        shot(page, f"effects-{place.lower()}")


@WIDTHS
def test_IS4_a_professional_answers_the_yearly_question(
    page_at, live, country, browser_client, check_axe, shot, width
):
    """IS4: the perceived reality takes a minute, is asked once a year and says what is kept."""
    page = signed_in(page_at(width), live, browser_client, country.actor("contact_officer"))
    page.goto("/werk/jaarlijkse-vraag/")
    check_axe(page)
    shot(page, "survey")
    press(page, "Versturen")
    check_axe(page)
    for name, value in (("seen", "few"), ("passed", "most"), ("sight", "partly")):
        page.locator(f"[name={name}][value={value}]").check()
    press(page, "Versturen")
    assert page.get_by_text("Dank u wel").first.is_visible()
    check_axe(page)
    shot(page, "survey-done")


@WIDTHS
def test_IS3_the_published_route_and_the_real_way_stand_side_by_side(
    page_at, live, country, browser_client, check_axe, shot, width
):
    """IS3: a drawing with words in it, the same as a table, without JavaScript and on paper."""
    for _ in range(16):
        country.signal()
    funnel.rebuild()
    page = signed_in(page_at(width, javascript=False), live, browser_client, country.actor("chain_director"))
    page.goto("/werk/trechter/")
    assert page.get_by_role("img", name="De gepubliceerde meldroute, stap voor stap").is_visible()
    assert page.get_by_text("Hier blijven de meeste steken").is_visible()
    page.get_by_text("De meldroute en de echte weg als tabel").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Ontvangen"))
    assert [cell.strip() for cell in row.get_by_role("cell").all_inner_texts()][1:] == ["16", "16", "16"]
    shot(page, "process-map")
    page.emulate_media(media="print")
    shot(page, "process-map-printed")
    drawn = signed_in(page_at(width), live, browser_client, country.actor("chain_director"))
    drawn.goto("/werk/trechter/")
    check_axe(drawn)


@WIDTHS
def test_IS1_a_researcher_and_a_registrar_see_every_page_of_sight(
    page_at, live, year_2022, browser_client, check_axe, shot, width
):
    """IS1, IS3: home, map, published and extent for both; the funnel in tens for who is not at work in a
    region.
    """
    pages = {
        "figures": "/werk/cijfers/",
        "figures-map": "/werk/cijfers/kaart/",
        "figures-published": "/werk/cijfers/gepubliceerd/",
        "figures-extent": "/werk/cijfers/omvang/",
        "funnel": "/werk/trechter/",
    }
    for function in ("researcher", "registrar"):
        page = signed_in(page_at(width), live, browser_client, year_2022.actor(function))
        for name, address in pages.items():
            assert page.goto(address).status == 200
            check_axe(page)
            shot(page, f"{name}-{function}")
