"""Every public address, whatever it answers: kept by no browser, told to no other site, neutral to look at
(IN1, IN2).
"""

import re

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

NOT_FOR_REPORTERS = ("/cijfers/", "/en/cijfers/")  # public figures: looking at them betrays nobody
WIDGET = (
    "/waar-melden/",
    "/en/waar-melden/",
)  # made to stand in the site of a municipality; it asks nothing about anyone
FORBIDDEN_WORDS = ("uitbuiting", "mensenhandel", "slachtoffer", "trafficking", "victim", "misdaad", "politie")
PARAMETERS = re.compile(r"<(?:\w+:)?(\w+)>")


def public_addresses() -> list[str]:
    """Every address without parameters whose view is for everyone."""
    found = []

    def walk(patterns, prefix):
        for one in patterns:
            here = prefix + (
                ""
                if isinstance(one.pattern, LocalePrefixPattern)
                else str(one.pattern).lstrip("^").rstrip("$")
            )
            if isinstance(one, URLPattern):
                if getattr(one.callback, "access_rule", "") == "public" and not PARAMETERS.search(here):
                    found.append("/" + here)
            else:
                walk(one.url_patterns, here)

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def pages(country, client):
    for address in public_addresses():
        yield address, client.get(address)
        yield f"/en{address}", client.get(f"/en{address}")
    yield "an unknown code", client.post("/antwoord/", {"code": "0" * 20, "go": "next"})
    yield "an open mailbox", client.post("/antwoord/", {"code": country.signal().receipt, "go": "next"})
    yield "a page that is not there", client.get("/melden/niets/")


def test_IN1_there_are_public_addresses_to_look_at():
    assert {"/", "/melden/", "/antwoord/"} <= set(public_addresses())


def test_IN2_no_public_page_is_kept_or_told_or_betrays_itself(country, client):
    """IN2: no-store, no referrer to others, strict content policy, no cookie, no other site, neutral title
    and icon.
    """
    seen = 0
    for address, page in pages(country, client):
        if "text/html" not in page.get("Content-Type", "") or (page.status_code == 405 and not page.content):
            continue  # no page: a file, or an address that only takes a form
        seen += 1
        told = page.get("Referrer-Policy")
        policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
        text = page.content.decode()
        title = re.search(r"<title>(.*?)</title>", text, re.S)[1].lower()
        assert page.get("Cache-Control") == "no-store" or page.status_code == 404, address
        assert told in ("no-referrer", "same-origin"), address
        assert policy["default-src"] == "'none'", address
        assert policy["frame-ancestors"] == ("*" if address in WIDGET else "'none'"), address
        assert "unsafe" not in page["Content-Security-Policy"], address
        assert page["X-Content-Type-Options"] == "nosniff", address
        assert page.get("X-Frame-Options") == (None if address in WIDGET else "DENY"), address
        assert page["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert not page.cookies, address
        assert address in NOT_FOR_REPORTERS or not any(word in title for word in FORBIDDEN_WORDS), (
            address,
            title,
        )
        assert re.findall(r'<link rel="icon" href="([^"]+)"', text) == ["/static/zicht/page.svg"], address
        assert not re.findall(r'(?:src|action)="(?:https?:)?//[^"]+"', text), address
    assert seen > 10


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_SH2_public_addresses_answer_other_methods_calmly(country, client, method):
    """SH2: no method gives an error page with more in it."""
    for address in public_addresses():
        assert getattr(client, method)(address).status_code in (200, 301, 302, 403, 404, 405), address
