"""When something goes wrong: calm, neutral, without traces, and in the language someone chose (IN1)."""

import html
import re

import pytest
from django.test import Client
from django.urls import clear_url_caches

from zicht.doors.closed import closed
from zicht.doors.public.tests.test_pages import DUTCH

WRONG = ["400", "403", "404", "429", "500"]


@pytest.fixture
def client(database, settings):
    settings.ROOT_URLCONF = "zicht.doors.public.tests.broken"
    clear_url_caches()
    yield Client(raise_request_exception=False, headers={"accept-language": "en"})
    clear_url_caches()


def said(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>|Nederlands|Taal / Language", " ", page))


@pytest.mark.parametrize("status", WRONG)
def test_IN1_what_goes_wrong_is_told_in_the_language_of_the_address(client, status):
    """IN1: the address tells the language, without a cookie, and the way back stays in it."""
    page = client.get(f"/en/{status}/")
    content = page.content.decode()
    assert page.status_code == int(status)
    assert '<html lang="en" dir="ltr">' in content
    assert 'href="/en/"' in content
    assert 'href="/en/privacy/"' in content
    assert DUTCH.findall(said(content)) == []
    assert not page.cookies


@pytest.mark.parametrize("status", WRONG)
def test_IN1_without_a_language_in_the_address_it_is_dutch_whatever_the_browser_prefers(client, status):
    """IN1: a Dutch page with a way to the other language: of this page, or of the start page when there is
    none.
    """
    client.get(f"/en/{status}/")
    content = client.get(f"/{status}/").content.decode()
    assert '<html lang="nl" dir="ltr">' in content
    assert 'class="nl-button nl-button--secondary">Naar de beginpagina</a>' in content
    assert re.search(rf'href="/en/({status}/)?" lang="en"', content)
    assert "Zicht" not in content


@pytest.mark.parametrize(
    ("address", "language", "sentence"),
    [
        ("/melden/", "nl", "We zijn even niet bereikbaar"),
        ("/en/melden/", "en", "We are not available for a moment"),
    ],
)
def test_IN1_a_door_that_is_closed_for_a_moment_says_so_in_ones_own_language(address, language, sentence):
    """IN1: before the database was found safe nothing is served, and nothing is kept by the browser."""
    answered = {}

    def start_response(status, headers):
        answered.update(headers, status=status)

    page = b"".join(closed({"PATH_INFO": address}, start_response)).decode()
    assert answered["status"].startswith("503")
    assert answered["Cache-Control"] == "no-store"
    assert answered["Retry-After"] == "5"
    assert f'<html lang="{language}"' in page
    assert sentence in page
    assert "Zicht" not in page
