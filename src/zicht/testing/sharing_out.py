"""How the tests are shared out over processes (pytest-xdist): what stands on one world stays together, and
what takes long starts first.

Each process has its own home, with a cluster, keys and a head of the log of its own. A group is one module
unless a line of `TOGETHER` says otherwise. The last groups are short, so that no process waits long for
another.
"""

import re
import zlib
from collections.abc import Iterable

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = (("tests/isolation/", "tests/isolation"),)
PARTS = {"tests/isolation": 4}  # each part builds the world again, and the people of the cast divide well
PERSON = re.compile(r"\[([^\]]+)\]$")
FIRST = ("tests/faults/", "tests/stolen/", "tests/isolation/", "tests/journeys/", "tests/fuzz/")


def group(test: str) -> str:
    """The group of a test, by its name (`folder/module.py::name[person]`)."""
    module = test.partition("::")[0]
    name = next((name for folder, name in TOGETHER if module.startswith(folder)), module)
    if name not in PARTS:
        return name
    person = PERSON.search(test)
    return f"{name} {zlib.crc32((person[1] if person else module).encode()) % PARTS[name]}"


def arranged(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests in the order in which their groups start: the long ones first, each group in one stretch."""
    given = list(items)
    slow = {group(item.nodeid) for item in given if "slow" in item.keywords}
    seen: dict[str, int] = {}
    for item in given:
        seen.setdefault(group(item.nodeid), len(seen))
    return sorted(given, key=lambda item: _turn(item.nodeid, slow, seen))


def _turn(test: str, slow: set[str], seen: dict[str, int]) -> tuple[int, int]:
    name = group(test)
    early = next((place for place, folder in enumerate(FIRST) if test.startswith(folder)), len(FIRST))
    return (early if early < len(FIRST) or name in slow else len(FIRST) + 1), seen[name]


class Groups(LoadScopeScheduling):
    """One process does a whole group."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
