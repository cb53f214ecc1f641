"""Rules about the anatomy of a room: who looks for a page, an act or a text knows the name of its file.

`vocabulary · workflow · models · queries · services · forms · views · words · tasks · urls · templates ·
tests`, and only what the room needs. `services`, `views` and `words` are a package with a file per group
of verbs where one file would be too long.
"""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "zicht"
FLOORS = ("foundation", "chain", "casework", "sight", "doors")
ROOMS = [
    path.parent
    for inside in (*FLOORS, "casework/register")
    for path in sorted(SOURCE.glob(f"{inside}/*/__init__.py"))
    if path.parent.name not in {"tests", "migrations", "templatetags"}
]
"""Every room; the register is a stair of rooms itself."""
PAGE = {"access", "public_page", "public_form", "signed_in_page"}
OTHER_NAMES = {"service", "wording", "texts", "presentation", "labels", "helpers", "utils", "common"}


def modules(room: Path):
    return [
        path
        for path in sorted(room.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(room).parts)
    ]


def decorated(path: Path):
    """Yield each function of a module with the names of its decorators."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            names = (one.func if isinstance(one, ast.Call) else one for one in node.decorator_list)
            yield node.name, {name.id for name in names if isinstance(name, ast.Name)}


def stray(room: Path, decorators: set[str], home: str) -> list[str]:
    """Return the functions with one of these decorators that do not stand in `home`: a module, a package, or
    the module beside it for people without an account.
    """
    return [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in modules(room)
        if not {home, f"public_{home}"} & set(path.relative_to(room).with_suffix("").parts)
        for name, found in decorated(path)
        if found & decorators
    ]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}.{room.name}")
def test_pages_stand_in_views(room):
    assert stray(room, PAGE, "views") == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}.{room.name}")
def test_acts_stand_in_services(room):
    assert stray(room, {"use_case"}, "services") == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}.{room.name}")
def test_a_room_says_what_it_is_for_and_uses_the_names_that_all_rooms_use(room):
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""
    assert len(said.split()) >= 8, "its first lines say what the room is for"
    assert [str(path) for path in modules(room) if path.stem in OTHER_NAMES] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.parent.name}.{room.name}")
def test_a_name_is_imported_from_where_it_stands(room):
    """Only the services of a room may have a face: a package that names its acts."""
    inner = [path for path in modules(room) if path.parent != room and path.parent.name != "services"]
    doors = [path for path in inner if "\n__all__" in path.read_text()]
    assert doors == []


def test_a_page_or_an_act_in_another_place_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.SOURCE", tmp_path)
    (tmp_path / "acts.py").write_text(
        "@access(P.READ)\ndef page(request): ...\n\n@use_case\ndef act(): ...\n"
    )
    (tmp_path / "views.py").write_text("@access(P.READ)\ndef page(request): ...\n")
    assert stray(tmp_path, PAGE, "views") == ["acts.py: page"]
    assert stray(tmp_path, {"use_case"}, "services") == ["acts.py: act"]
