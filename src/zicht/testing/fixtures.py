"""The fixtures of the test suite."""

import shutil

import pytest
from django.utils import translation

from zicht.testing import base

CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@pytest.fixture(autouse=True)
def dutch():
    """Leave each test in Dutch: the language of the last page that a test client asked for stays with the
    thread."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def database(django_db_blocker):
    """A fresh database with the real roles, the 342 municipalities, the demonstration chain and the
    default routes."""
    with django_db_blocker.unblock(), base.prepared_database():
        yield


@pytest.fixture
def country(database):
    """The demonstration chain, ready for acts; what the test commits is cleared afterwards."""
    yield base.Country()
    base.clear()


@pytest.fixture
def first_intake_key(country):
    """A test begins and ends with the first key that browsers encrypt to, also when it renewed or lost
    that key."""
    from zicht.foundation.vault import keys

    folder, first = keys._folder(), keys.root_key(keys.INTAKE)
    yield
    for path in [*folder.glob("intake.current"), *folder.glob("intake-*.key")]:
        path.unlink()
    (folder / "intake.key").write_bytes(first)
    keys.root_key.cache_clear()


@pytest.fixture
def browser_client(country):
    """A test client, with `login(actor)` for signing in as a demonstration person."""
    return base.SignedInClient()


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for all tests (Playwright refuses a second)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield running
        running.close()
