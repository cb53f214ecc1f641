import pytest

pytestmark = pytest.mark.browser


def test_live(page_at, check_axe, shot):
    page = page_at(360)
    page.goto("/static/zicht/page.svg")
    assert "svg" in page.content()
