"""What opens a file that somebody else made is called in one place only: `documents.apart`, in a child.

Looked up in the code itself: whatever loads a library that unpacks or parses, or calls a reader of CSV, is in
that room or stands below with its reason.
"""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import zicht

SOURCE = Path(zicht.__file__).parent
APART = "foundation/documents/apart/"
PARSERS = {
    *("zipfile", "tarfile", "gzip", "bz2", "lzma", "zlib", "xml", "lxml", "html", "email", "mailbox"),
    *("pickle", "marshal", "shelve", "plistlib", "tomllib", "yaml", "PIL", "python_calamine", "openpyxl"),
    *("odf", "odfdo", "docx", "pypdf", "pyarrow", "duckdb", "pandas", "wave", "imghdr"),
}
READERS = {"csv.reader", "csv.DictReader"}
OWN = {
    "casework/tables/minutes_docx.py": "writes minutes, reads nothing",
    "casework/register/linkage/weights.py": "weights that the register packed and sealed itself",
    "foundation/operating/scanning.py": "a command of the operator, on own dumps, outside the web server",
    "methods/csvfile.py": "files of who types the command, on the own machine",
    "methods/estimation/table.py": "files of who types the command, on the own machine",
    "methods/linkage/engine.py": "files of who types the command, on the own machine",
    "methods/linkage/reading.py": "files of who types the command, on the own machine",
    "methods/linkage/linking.py": "files of who types the command, on the own machine",
    "methods/linkage/spark.py": "files of who types the command, on the own machine",
    "sight/figures/downloads.py": "writes open data, reads nothing",
    "reference/rows.py": "reference data that comes with the code",
}


def parsing(tree: ast.AST) -> set[str]:
    """What in a module opens files: libraries it loads, readers it calls."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names} & PARSERS
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {str(node.module).partition(".")[0]} & PARSERS
            found |= {f"{node.module}.{alias.name}" for alias in node.names} & READERS
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found |= {f"{node.value.id}.{node.attr}"} & READERS
    return found


def modules() -> dict[str, set[str]]:
    """Of every module of the product: what in it opens files."""
    paths = [path for path in SOURCE.rglob("*.py") if not {"tests", "testing", "demo"} & set(path.parts)]
    return {path.relative_to(SOURCE).as_posix(): parsing(ast.parse(path.read_text())) for path in paths}


FOUND = modules()


def test_files_of_others_are_opened_in_the_reading_room_only():
    loose = {name: what for name, what in FOUND.items() if what and not name.startswith(APART)}
    assert sorted(loose) == sorted(OWN), {name: loose[name] for name in set(loose) - set(OWN)}


def test_the_rule_looks_at_the_readers_there_are():
    """It covers CSV, packages, XML and pictures, and finds each in the room."""
    seen = set().union(*(what for name, what in FOUND.items() if name.startswith(APART)))
    assert seen == {"csv.reader", "zipfile", "zlib", "xml", "PIL", "python_calamine"}


@pytest.mark.parametrize(
    "code",
    [
        "import zipfile",
        "from PIL import Image",
        "import xml.sax",
        "import csv\ncsv.reader(x)",
        "from csv import reader",
    ],
)
def test_the_rule_can_fail(code):
    assert parsing(ast.parse(code))


def test_what_only_writes_is_no_reader():
    assert not parsing(ast.parse("import csv\ncsv.writer(out)"))


def forms_with_files() -> set[str]:
    """Every form of the product with a field for a file."""
    from django import forms

    for found in pkgutil.walk_packages(zicht.__path__, "zicht."):
        if found.name.endswith(("forms", "views")) and ".tests" not in found.name:
            importlib.import_module(found.name)
    return {
        f"{form.__module__.removeprefix('zicht.')}.{form.__name__}"
        for form in every_form(forms.BaseForm)
        if form.__module__.startswith("zicht.")
        and any(isinstance(field, forms.FileField) for field in getattr(form, "base_fields", {}).values())
    }


def every_form(kind: type) -> set[type]:
    return {kind}.union(*(every_form(one) for one in kind.__subclasses__()))


def test_every_form_that_takes_a_file_is_tried_with_files_that_ask_too_much():
    from tests.reach.test_files_that_ask_too_much import FORMS

    assert forms_with_files() == {*FORMS, "foundation.ui.views.ExampleForm"}  # the style page reads nothing
