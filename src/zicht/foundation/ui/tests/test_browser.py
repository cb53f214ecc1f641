"""Shows OP4."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/?fouten=1",
    "/openbaar/",
    "/openbaar/?fouten=1",
    "/openbaar/?taal=ar",
    "/fout/404/",
    "/fout/500/",
]
WEATHER = "https://www.knmi.nl/**"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body="elders"))
    page.problems = []
    page.on(
        "console", lambda message: page.problems.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_OP4_every_shell_and_piece_is_accessible_and_fits(page, address, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    results = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", PAGES[:4])
def test_nothing_breaks_the_content_security_policy(page, address, path):
    page.goto(address + path)
    assert page.problems == []


def test_the_menu_opens_on_a_phone_without_javascript(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.get_by_role("link", name="Opvang").is_visible()
    page.locator("summary", has_text="Menu").click()
    assert page.get_by_role("link", name="Opvang").is_visible()
    context.close()


def test_the_summary_has_the_attention_and_leads_to_the_field(page, address):
    page.goto(address + "/openbaar/?fouten=1")
    assert page.evaluate("document.activeElement.hasAttribute('data-focus')")
    page.get_by_role("link", name="Is iemand nu in gevaar?").click()
    assert page.evaluate("document.activeElement.id") == "id_urgency_0"


def test_pressing_shift_three_times_leaves_at_once_and_stays_out_of_the_history(page, address):
    page.goto(address + "/leeg/")
    page.goto(address + "/openbaar/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(WEATHER)
    page.go_back()
    assert page.url == address + "/leeg/"


def test_capitals_in_a_story_are_no_reason_to_leave(page, address):
    page.goto(address + "/openbaar/")
    page.get_by_label("Wat zag of hoorde u?").click()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url == address + "/openbaar/"
    assert page.get_by_label("Wat zag of hoorde u?").input_value() == "ABCD"


def test_the_way_out_stays_in_sight_and_tells_the_other_site_nothing(page, address):
    page.goto(address + "/openbaar/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    link = page.get_by_role("link", name="Snel weg")
    assert link.bounding_box()["y"] < 100
    with page.expect_request(WEATHER) as request:
        link.click()
    assert "referer" not in request.value.headers


def test_the_way_out_works_without_javascript(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route(WEATHER, lambda route: route.fulfill(body="elders"))
    page.goto(address + "/openbaar/")
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url(WEATHER)
    context.close()


def test_a_public_form_can_be_sent_under_its_referrer_policy(page, address):
    page.goto(address + "/openbaar/")
    with page.expect_response(address + "/openbaar/") as response:
        page.get_by_role("button", name="Verder").click()
    assert response.value.status == 200
