"""Days for tests, counted from the real now: PostgreSQL reads its own clock and refuses a token that ran out,
so a test travels forward only.

Also: what a test writes down of days, for the rule that no test depends on the day it runs.
"""

import ast
import functools
import inspect
import re
from datetime import datetime, timedelta
from types import FunctionType

import pytest

from zicht.foundation.acts import clock

WEDNESDAY, SATURDAY = 2, 5
PRESENT = 2026
ISO_DAY = re.compile(r"\b(20\d\d)-\d\d(?:-\d\d)?")
ABOUT_TIME = {"time_machine", "clock", "timedelta", "datetime", "date", "today", "days"}


def working_morning() -> datetime:
    """The first working day after today, at nine in Amsterdam."""
    return clock.day_start(clock.next_working_day(clock.today())) + timedelta(hours=9)


def coming(weekday: int, hour: int) -> datetime:
    """The first such day of the week after today (0 is Monday), at this hour in Amsterdam."""
    ahead = (weekday - clock.today().weekday() - 1) % 7 + 1
    return clock.day_start(clock.today() + timedelta(days=ahead)).replace(hour=hour)


def present_days(function: FunctionType) -> set[str]:
    """Each day of the present or later that this function, or what it uses of its own module, writes down."""
    return {found for node in _used(function) for each in ast.walk(node) for found in _day(each)}


def is_about_time(function: FunctionType) -> bool:
    """Whether the function, or what it uses of its own module, looks at a clock or counts with days."""
    return any(
        isinstance(each, ast.Name) and each.id in ABOUT_TIME
        for node in _used(function)
        for each in ast.walk(node)
    )


def is_date_bound(item: pytest.Item) -> bool:
    """Whether a test touches the database and is about time; no slow one, and none in a browser."""
    on_database = "database" in item.fixturenames and not {"browser", "slow"} & set(item.keywords)
    return on_database and is_about_time(item.function)


def _day(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {found[0] for found in ISO_DAY.finditer(node.value) if int(found[1]) >= PRESENT}
    if not isinstance(node, ast.Call):
        return set()
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    first = node.args[0] if node.args else None
    years = [keyword.value for keyword in node.keywords if keyword.arg == "year"]
    given = [*years, *([first] if name in ("date", "datetime") and first else [])]
    return {ast.unparse(node) for each in given if _is_present(each)}


def _is_present(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= PRESENT


def _used(function: FunctionType) -> list[ast.AST]:
    """The function and everything of its own module that it uses, however far."""
    known = _parts(inspect.getsourcefile(function) or "")
    found, waiting = {}, [function.__name__]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found[name] = known[name]
            waiting += [each.id for each in ast.walk(known[name]) if isinstance(each, ast.Name)]
    return list(found.values())


@functools.cache
def _parts(path: str) -> dict[str, ast.AST]:
    """What a module defines at its top, by name."""
    with open(path) as file:
        tree = ast.parse(file.read())
    parts: dict[str, ast.AST] = {}
    for node in tree.body:
        names = [node.name] if hasattr(node, "name") else _assigned(node)
        parts |= dict.fromkeys(names, node)
    return parts


def _assigned(node: ast.AST) -> list[str]:
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return [
        each.id for target in targets if target for each in ast.walk(target) if isinstance(each, ast.Name)
    ]
