"""Rules about the anatomy of a room: a reader guesses the file (ARCHITECTURE.md, "Floors").

Who may come in stands at the views, an act with its audit event stands in the services, and each room says
in its `__init__` what it is for.
"""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "zicht"
FLOORS = ("casework", "sight", "doors")
"""The floors of which every room has the anatomy."""
OUTSIDE = {"tests", "migrations", "templatetags"}
VIEWS, SERVICES = {"views", "public_views"}, {"services"}
SHORTEST_SENTENCE = 30


def modules(floor: str) -> list[Path]:
    return [path for path in sorted((SOURCE / floor).rglob("*.py")) if not OUTSIDE & set(path.parts)]


def decorated_with(name: str, text: str) -> list[str]:
    """Return the functions that carry a decorator, called or not."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        for found in node.decorator_list
        if name == getattr(found.func if isinstance(found, ast.Call) else found, "id", None)
    ]


def astray(floor: str, decorator: str, homes: set[str]) -> list[str]:
    """Return the functions with the decorator outside the modules or packages of these names."""
    return [
        f"{path.relative_to(SOURCE)}: {function}"
        for path in modules(floor)
        if not homes & {path.stem, *path.parts}
        for function in decorated_with(decorator, path.read_text())
    ]


@pytest.mark.parametrize("floor", FLOORS)
def test_who_may_come_in_stands_at_the_views(floor):
    assert astray(floor, "access", VIEWS) == []


@pytest.mark.parametrize("floor", FLOORS)
def test_an_act_stands_in_the_services(floor):
    assert astray(floor, "use_case", SERVICES) == []


@pytest.mark.parametrize("floor", FLOORS)
def test_a_room_says_what_it_is_for(floor):
    silent = [
        str(path.parent.relative_to(SOURCE))
        for path in modules(floor)
        if path.name == "__init__.py" and path.parent != SOURCE / floor
        if len(ast.get_docstring(ast.parse(path.read_text())) or "") < SHORTEST_SENTENCE
    ]
    assert silent == []


@pytest.mark.parametrize("floor", FLOORS)
def test_a_room_has_no_second_door(floor):
    """Whoever uses a name imports it from where it stands: no list of names that others wrote."""
    doors = [str(path.relative_to(SOURCE)) for path in modules(floor) if "\n__all__" in path.read_text()]
    assert doors == []


def test_what_stands_astray_would_be_seen():
    code = "@require_POST\n@access(Permission.INQUIRE)\ndef ask(): ...\n\n@use_case\ndef answer(): ..."
    assert decorated_with("access", code) == ["ask"]
    assert decorated_with("use_case", code) == ["answer"]
