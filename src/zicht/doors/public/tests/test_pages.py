"""The pages of the public door: calm, in two languages, neutral, without cookies or strangers; and files
for machines (IN1).
"""

import calendar
import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.translation import trans_real

from zicht.chain.intake.tests.visitor import Visitor

PAGES = ["/", "/hulp/", "/privacy/", "/toegankelijkheid/", "/melden/", "/antwoord/"]
FINDER = [
    "/waar-melden/",
    *(
        f"/waar-melden/?plaats={place}&wie={who}"
        for place in ("Ede", "Nergens")
        for who in ("zelf", "omstander", "professional")
    ),
]
SAME_IN_ENGLISH = {"Privacy"}
DJANGOS_OWN = {"This field is required.", *calendar.day_name, *calendar.month_name}
DUTCH = re.compile(r"\b(de|het|een|niet|uw|wij|en)\b")
EVERYWHERE = PAGES + [f"/en{path}" for path in PAGES]


@pytest.fixture
def client(database):
    return Client(headers={"accept-language": "pl"})


@pytest.mark.parametrize("path", EVERYWHERE)
def test_IN1_a_public_page_is_kept_by_no_browser_and_asks_nothing_of_others(client, path):
    page = client.get(path)
    content = page.content.decode()
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page.cookies == {}
    assert re.findall(r'(?:src|action)="(?:https?:)?//', content) == []
    assert [link for link in re.findall(r'href="(https?://[^"]+)"', content) if "knmi.nl" not in link] == []


@pytest.mark.parametrize("path", EVERYWHERE)
def test_IN1_title_and_icon_are_neutral_and_the_way_out_is_there(client, path):
    content = client.get(path).content.decode()
    title = re.search("<title>(.*)</title>", content)[1]
    assert not re.search("zicht|mensenhandel|traffick|uitbuit|exploit|melding|report", title, re.IGNORECASE)
    assert "zicht/page.svg" in content
    assert 'id="snel-weg"' in content


@pytest.mark.parametrize("path", PAGES)
def test_IN1_every_page_has_a_way_to_the_other_language(client, path):
    assert (
        f'href="/en{path}"' in client.get(path).content.decode()
        or f'formaction="/en{path}"' in client.get(path).content.decode()
    )
    other = client.get(f"/en{path}").content.decode()
    assert '<html lang="en" dir="ltr">' in other
    assert f'href="{path}"' in other or f'formaction="{path}"' in other


def test_IN1_danger_comes_first_on_the_start_page(client):
    content = client.get("/").content.decode()
    assert content.index('href="tel:112"') < content.index('href="/melden/"')
    assert (
        content.index('href="/melden/"')
        < content.index('href="/antwoord/"')
        < content.index('href="/inloggen/"')
    )


def test_the_privacy_page_says_what_a_phone_may_still_show(client):
    content = client.get("/privacy/").content.decode()
    for told in (
        "geschiedenis",
        "Terug",
        "Apps die meekijken",
        "wifi",
        "kopieert",
        "wist de geschiedenis niet",
    ):
        assert told in content


def test_security_txt_names_a_contact_and_ends_within_a_year(client):
    page = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in page.content.decode().splitlines())
    expires = datetime.fromisoformat(lines["Expires"])
    assert page["Content-Type"].startswith("text/plain")
    assert lines["Contact"].startswith("mailto:")
    assert timedelta(0) < expires - datetime.now(UTC) < timedelta(days=365)


def test_search_engines_are_asked_to_stay_away(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_IN1_english_is_complete_on_all_public_pages(country, monkeypatch):
    untranslated = set()
    english = trans_real.translation("en")
    look_up = english.gettext

    def noting(message):
        found = look_up(message)
        if found == message:
            untranslated.add(message)
        return found

    monkeypatch.setattr(english, "gettext", noting)
    for path in PAGES + FINDER:
        content = Client().get(f"/en{path}").content.decode()
        said = html.unescape(re.sub(r"<[^>]+>|Nederlands|Taal / Language", " ", content))
        assert DUTCH.findall(said) == [], path
    for reporter in ("victim", "professional", "relative"):
        Visitor("en").answer_all(
            danger={"danger": "yes"}, who={"reporter": reporter}, place={"place": "Bergen", "spot": ""}
        ).go("send")
    own = (
        {message for message in untranslated if re.search("[a-z]{3}", message)}
        - SAME_IN_ENGLISH
        - DJANGOS_OWN
    )
    assert own == set()
