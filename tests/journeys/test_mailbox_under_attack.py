"""A reporter reads the answer while somebody tries codes by the thousand: the browser works out the sum by itself (IN2)."""

import pytest

from zicht.chain.feedback import public_guard


@pytest.fixture
def attack():
    for _ in range(public_guard.WRONG_PER_MINUTE):
        public_guard.note_wrong()
    yield
    public_guard._wrong.clear()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_IN2_under_attack_one_more_press_of_the_button_is_enough(country, attack, page_at, check_axe, width):
    """IN2: the code stays, the page says why, and the answer comes."""
    code = country.signal().receipt
    page = page_at(width)
    page.goto("/antwoord/")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Lees het antwoord").click()
    page.get_by_text("Het is nu heel druk").wait_for()
    check_axe(page)
    assert page.get_by_label("Uw code").input_value() == code
    page.get_by_role("button", name="Lees het antwoord").click()
    page.get_by_text("Dank u wel").first.wait_for(timeout=60_000)
    assert page.elsewhere == []
