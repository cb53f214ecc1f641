"""Rules about the code base itself: floors, migrations, templates, jobs, words, and what may never stand
in it.
"""

import io
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.template.loader import get_template
from procrastinate.contrib.django import app as jobs

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "zicht"
OURS = [config for config in apps.get_app_configs() if config.name.startswith("zicht.")]
PYTHON = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = [
    path.relative_to(folder).as_posix()
    for folder in SOURCE.rglob("templates")
    for path in folder.rglob("*.html")
]


def test_floors_use_only_what_lies_below_them():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_room_has_one_migration_head():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert loader.detect_conflicts() == {}


def test_no_model_change_lacks_its_migration(database):
    labels = [config.label for config in OURS]
    call_command("makemigrations", *labels, check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles_and_every_page_has_a_title(name):
    source = Path(get_template(name).origin.name).read_text()
    if "{% extends" in source and not name.startswith("ui/") and "/_" not in name:
        assert re.search(r"{% block (title|error_title) %}\s*\S", source), f"{name} has no title"
    assert "<script>" not in source, f"{name} has script inside"
    assert " style=" not in source, f"{name} has style inside"


def test_every_job_that_is_put_aside_has_a_worker():
    text = "\n".join(path.read_text() for path in SOURCE.rglob("*.py") if "tests" not in path.parts)
    put_aside = set(re.findall(r"""(?:enqueue\(\s*|sec\.enqueue\()["']([a-z_]+\.[a-z_]+)["']""", text))
    assert "signals.index" in put_aside
    assert put_aside <= set(jobs.tasks)


def test_every_job_is_given_ids_only_and_can_be_found_by_name():
    ours = [name for name in jobs.tasks if not name.startswith(("builtin", "procrastinate"))]
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", name) for name in ours), ours


def glossary_names():
    """The names of code in the glossary: those that exist, and those that are planned."""
    existing, planned = (ROOT / "docs" / "glossary.md").read_text().split("\n## Planned")
    return [names_of_code(part) for part in (existing, planned)]


def names_of_code(part):
    columns = [row.split("|")[2] for row in part.splitlines() if row.startswith("| ")]
    return {name for column in columns for name in re.findall(r"`(\w+)", column)}


def names_in_the_code():
    """Classes by their definition; other names (functions, kinds, modules) wherever the product says them."""
    product = [path for path in PYTHON if not {"tests", "testing"} & set(path.parts)]
    text = "\n".join(path.read_text() for path in product)
    classes = set(re.findall(r"^\s*class (\w+)", text, re.MULTILINE))
    return classes | set(re.findall(r"\b[a-z]\w+", text))


def test_models_stand_in_the_glossary():
    existing, _planned = glossary_names()
    ours = [model.__name__ for model in apps.get_models() if model.__module__.startswith("zicht.")]
    assert [name for name in ours if name not in existing] == []


def test_names_of_code_in_the_glossary_exist_and_planned_ones_do_not_yet():
    existing, planned = glossary_names()
    code = names_in_the_code()
    assert len(existing) > 100
    assert sorted(existing - code) == []
    assert sorted(planned & code) == [], "built: moves to the first table"


def test_django_signals_are_not_used():
    found = [
        path
        for path in PYTHON
        if re.search(r"django\.(db\.models\.signals|dispatch)", path.read_text())
        and "tests" not in path.parts
    ]
    assert found == []


def test_rows_are_saved_field_by_field():
    """A whole-row save would overwrite what someone else changed meanwhile."""
    careless = re.compile(r"\.save\(\s*\)")
    product = [path for path in PYTHON if not {"tests", "testing"} & set(path.parts)]
    assert [str(path) for path in product if careless.search(path.read_text())] == []


FORBIDDEN = {
    "a local path": re.compile(r"(?<![\w/.])/(?:work|root|home/\w+)/(?!\.)"),
    "the folder beside the repository": re.compile(r"\.\./shared"),
}


def test_the_repository_speaks_of_the_product_only():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    texts = [
        name
        for name in tracked
        if name.endswith((".py", ".md", ".toml", ".txt", ".html", ".yml", ".sh")) or name == "Makefile"
    ]
    here = Path(__file__).name
    for name in texts:
        if name.endswith(here) or not (ROOT / name).exists():
            continue
        text = (ROOT / name).read_text(errors="ignore")
        for what, pattern in FORBIDDEN.items():
            assert not pattern.search(text), f"{name} holds {what}"
