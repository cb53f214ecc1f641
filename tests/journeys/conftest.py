"""Journeys: the product as people meet it, in a real browser on a real database.

`live` is the address of a running Zicht on the demonstration chain, `page_at(width, javascript)` a fresh
browser of one person, `check_axe(page)` the accessibility check, `shot(page, name)` a picture kept in
`artefacts/journeys/`. Nothing leaves the machine: requests to other sites are answered here and counted in
`page.elsewhere`.
"""

from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts" / "journeys"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEIGHTS = {1280: 900, 360: 740}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def _address(database):
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@pytest.fixture
def live(country, _address):
    """The address of a running Zicht, without a slash at the end; signals are cleared after each test."""
    return _address


@pytest.fixture
def page_at(browser, live):
    """Return a function that opens a page of a new person: `page_at(360)`, `page_at(1280,
    javascript=False)`.
    """
    contexts = []

    def opened(width: int = 1280, javascript: bool = True):
        context = browser.new_context(
            base_url=live,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            java_script_enabled=javascript,
        )
        contexts.append(context)
        return _watched(context.new_page(), live)

    yield opened
    for context in contexts:
        context.close()


def _watched(page, live):
    page.elsewhere, page.problems = [], []

    def answer_here(route):
        page.elsewhere.append(route.request.url)
        route.fulfill(body="elders")

    page.route(lambda url: not url.startswith(live), answer_here)
    page.on("console", lambda message: page.problems.append(message.text) if _is_problem(message) else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    return page


def _is_problem(message) -> bool:
    """A refusal of the server (4xx) is an answer, not a problem of the page."""
    return message.type == "error" and "responded with a status of 4" not in message.text


@pytest.fixture(scope="session")
def check_axe():
    """Return a function that asserts: no accessibility violation, nothing wider than the window, a title,
    no script error.
    """
    from axe_playwright_python.sync_playwright import Axe

    def checked(page):
        results = Axe().run(page, options={"runOnly": RULES})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url
        assert page.title(), page.url
        assert page.problems == [], page.url

    return checked


@pytest.fixture(scope="session")
def shot():
    """Return a function that keeps a picture of the whole page as `artefacts/journeys/<name>-<width>.png`."""

    def taken(page, name: str) -> Path:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        path = ARTEFACTS / f"{name}-{page.viewport_size['width']}.png"
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=path, full_page=True, caret="initial")
        return path

    return taken


@pytest.fixture
def colleague(country, page_at):
    """Return a function that signs a colleague in through the real pages, password and code, and returns
    their work page.
    """
    from allauth.mfa.models import Authenticator

    from zicht.demo.people_in_place import PASSWORD
    from zicht.foundation.accounts.models import Account
    from zicht.foundation.accounts.tests.test_signing_in import code_for

    signed_in = []

    def at_work(function: str, organisation: str):
        page, account = page_at(1280), Account.objects.get(pk=country.actor(function, organisation).person_id)
        signed_in.append(account)
        Authenticator.objects.filter(user=account).delete()
        page.scripts = True
        page.goto("/inloggen/")
        page.locator("[name=login]").fill(account.email)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url("**/account/beveiliging/")
        page.goto("/account/beveiliging/code/")
        page.locator("[name=code]").fill(code_for(page.locator("code").first.inner_text()))
        page.get_by_role("button", name="Instellen").click()
        page.goto("/werk/")
        return page

    yield at_work
    Authenticator.objects.filter(user__in=signed_in).delete()
