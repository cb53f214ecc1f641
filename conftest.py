"""One real PostgreSQL for all tests, with the real roles, made when the first test asks for it.

What a test commits is cleared by the owner of the tables afterwards; places, organisations, people and
routes stay.
"""

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

from zicht.testing import watching

os.environ["ZICHT_HOME"] = tempfile.mkdtemp(prefix="zicht-test-")
LIFELINE = watching.begin(Path(os.environ["ZICHT_HOME"]))
os.environ["ZICHT_TESTING"] = "1"
os.environ["ZICHT_DATABASE"] = "zicht_test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

django.setup()

pytest_plugins = ["zicht.testing.fixtures"]


def pytest_addoption(parser):
    parser.addoption(
        "--date-bound", action="store_true", help="only tests on the database that look at a clock"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config, specs):
    """With `-n` each process chooses its home before Django looks where that is."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Which process does which tests, with `-n`."""
    from zicht.testing import sharing_out

    config.option.loadscopereorder = False  # in the order of the tests, not by their number
    return sharing_out.Groups(config, log)


def pytest_collection_modifyitems(config, items):
    """In the order that suits several processes. Without Chromium the journeys are skipped, visibly, with the
    name of what is missing.
    """
    if config.getoption("--date-bound"):
        from zicht.testing import days

        items[:] = [item for item in items if days.is_date_bound(item)]
    if config.pluginmanager.hasplugin("xdist"):
        from zicht.testing import sharing_out

        items[:] = sharing_out.arranged(items)
    if shutil.which("chromium"):
        return
    missing = pytest.mark.skip(reason="Chromium is not installed (Debian: apt install chromium)")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(missing)
