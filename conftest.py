"""One real PostgreSQL for all tests, with the real roles, made when the first test asks for it.

What a test commits is cleared by the owner of the tables afterwards; places, organisations, people and
routes stay.
"""

import os
import shutil
import tempfile

import django
import pytest

os.environ["ZICHT_HOME"] = tempfile.mkdtemp(prefix="zicht-test-")
os.environ["ZICHT_TESTING"] = "1"
os.environ["ZICHT_DATABASE"] = "zicht_test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

django.setup()

pytest_plugins = ["zicht.testing.fixtures"]


def pytest_collection_modifyitems(items):
    """Without Chromium the journeys are skipped, visibly, with the name of what is missing."""
    if shutil.which("chromium"):
        return
    missing = pytest.mark.skip(reason="Chromium is not installed (Debian: apt install chromium)")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(missing)
