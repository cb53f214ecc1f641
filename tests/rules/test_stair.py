"""Rules about the stair: a floor, and a room within its floor, uses what lies below it and nothing above.

The import contracts in `pyproject.toml` say the order of the steps and look at imports. Here stands what
they do not see: circles of rooms, with imports inside functions, and pages, addresses and pieces of pages
that are named in text. The way up is registration: a room joins what stands below it when it is ready.
"""

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "zicht"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
WITH_ROOMS = ("foundation", "chain", "casework", "sight", "doors")
STAIRS = ("foundation", "chain", "casework", "sight")
"""The floors of which every room stands on a step of its own."""
OUTSIDE = {"tests", "testing", "migrations"}
ADDRESS_NAME = re.compile(r"^(\w+):\w*$")
IN_TEMPLATE = (
    re.compile(r"""{%-? (?P<kind>url) ['"](?P<name>\w+):"""),
    re.compile(r"""{%-? (?P<kind>include|extends) ['"](?P<name>[^'"#]+)"""),
    re.compile(r"""{%-? (?P<kind>load) (?P<name>[\w ]+)"""),
    re.compile(r"""{%-? (?P<kind>static) ['"](?P<name>[^'"]+)"""),
)


def room_of(parts) -> str:
    """Return the room of a module or file: `chain.custody`, or the floor where it has no rooms."""
    return ".".join(parts[:2]) if parts[0] in WITH_ROOMS and len(parts) > 1 else parts[0]


def place(path: Path) -> str:
    return room_of(path.relative_to(SOURCE).with_suffix("").parts)


def product(pattern: str) -> list[Path]:
    return [
        path for path in sorted(SOURCE.rglob(pattern)) if not OUTSIDE & set(path.relative_to(SOURCE).parts)
    ]


def imported(tree: ast.AST):
    """Yield every module that is imported, also inside functions, as far as it is ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def uses() -> dict[str, set[str]]:
    """Return which rooms each room imports."""
    found = defaultdict(set)
    for path in product("*.py"):
        for module in imported(ast.parse(path.read_text())):
            if module.startswith("zicht."):
                found[place(path)].add(room_of(module.split(".")[1:]))
    return {room: others - {room} for room, others in found.items()}


def circles(used: dict[str, set[str]]) -> set[frozenset[str]]:
    """Return the groups of rooms that use each other, directly or by way of others."""

    def reached(start: str) -> set[str]:
        seen, todo = set(), [start]
        while todo:
            fresh = used.get(todo.pop(), set()) - seen
            seen |= fresh
            todo += fresh
        return seen

    reach = {room: reached(room) for room in used}
    return {
        frozenset(other for other in reach[room] if room in reach.get(other, ()))
        for room in used
        if room in reach[room]
    }


def steps() -> dict[str, int]:
    """Return the step of each floor and each room of a stair, the lowest 0, as the contracts say it."""
    floors = next(one for one in CONTRACTS if one.get("layers", [""])[0].startswith("zicht."))["layers"]
    height = {}
    for number, floor in enumerate(name.removeprefix("zicht.") for name in reversed(floors)):
        height[floor] = number * 100
    for one in CONTRACTS:
        for container in one.get("containers", []):
            floor = container.removeprefix("zicht.")
            for number, layer in enumerate(reversed(one["layers"])):
                for room in re.split(r"[|:]", layer):
                    height[f"{floor}.{room.strip()}"] = height[floor] + number
    return height


def above(room: str, other: str, height: dict[str, int]) -> bool:
    """Return whether `other` stands above `room`; what has no step of its own stands on that of its floor."""
    step = {name: height.get(name, height.get(name.partition(".")[0], 10_000)) for name in (room, other)}
    return other != room and step[other] >= step[room]


NAMESPACES = {
    found[1]: place(path)
    for path in product("*urls.py")
    if (found := re.search(r'^app_name = "(\w+)"', path.read_text(), re.MULTILINE))
}
TEMPLATES, STATIC = (
    {
        path.relative_to(folder).as_posix(): place(folder)
        for folder in product(kind)
        for path in folder.rglob("*.*")
    }
    for kind in ("templates", "static")
)
TAGS = {path.stem: place(path) for path in product("templatetags/*.py")}


def named_in_template(text: str):
    """Yield what a template names and the room in which that stands."""
    homes = {"url": NAMESPACES, "include": TEMPLATES, "extends": TEMPLATES, "load": TAGS, "static": STATIC}
    for pattern in IN_TEMPLATE:
        for found in pattern.finditer(text):
            names = found["name"].split() if found["kind"] == "load" else [found["name"]]
            yield from ((name, homes[found["kind"]].get(name)) for name in names)


def named_in_python(text: str):
    """Yield the addresses and templates that stand in a module's text, and the room in which each stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, _home(node.value)


def _home(value: str) -> str | None:
    if name := ADDRESS_NAME.match(value):
        return NAMESPACES.get(name[1])
    if value.startswith("/") and len(value) > 1:
        return _room_at(value)
    return TEMPLATES.get(value.partition("#")[0])


def _room_at(address: str) -> str | None:
    try:
        module = resolve(address).func.__module__
    except Resolver404:
        return None
    return room_of(module.split(".")[1:]) if module.startswith("zicht.") else None


def test_no_room_uses_itself_by_way_of_others():
    assert circles(uses()) == set()


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == {frozenset("abc")}


@pytest.mark.parametrize("floor", STAIRS)
def test_every_room_of_a_stair_has_its_step(floor):
    rooms = {place(path) for path in product(f"{floor}/*/__init__.py")}
    assert rooms <= set(steps()), "say its step in pyproject.toml"


@pytest.mark.parametrize("floor", STAIRS)
def test_nothing_named_in_a_template_stands_above_it(floor):
    height = steps()
    found = [
        f"{path.relative_to(SOURCE)}: {name} ({home})"
        for path in product(f"{floor}/**/*.html")
        for name, home in named_in_template(path.read_text())
        if home and above(place(path), home, height)
    ]
    assert found == []


@pytest.mark.parametrize("floor", STAIRS)
def test_no_address_or_template_named_in_a_module_stands_above_it(floor):
    height = steps()
    found = [
        f"{path.relative_to(SOURCE)}: {name} ({home})"
        for path in product(f"{floor}/**/*.py")
        for name, home in named_in_python(path.read_text())
        if home and above(place(path), home, height)
    ]
    assert found == []


def test_what_points_upward_would_be_seen():
    text = '{% load ui %}{% url "workplace:home" %}{% include "sharing/_about.html" %}'
    assert ("workplace", "doors.workplace") in list(named_in_template(text))
    assert ("sharing/_about.html", "chain.sharing") in list(named_in_template(text))
    code = 'redirect("/werk/"); reverse(f"register:{page}"); render(request, "sharing/ask.html#answer")'
    homes = {home for _, home in named_in_python(code) if home}
    assert {"doors.workplace", "casework.register", "chain.sharing"} <= homes
    assert above("chain.custody", "chain.sharing", steps())
    assert not above("chain.sharing", "chain.custody", steps())
