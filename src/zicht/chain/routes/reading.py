"""A document as people read it, and the line at which a problem stands in that text."""

import copy
import json
import re
from typing import Any

MARK = "\u2063here\u2063"
READING_ORDER = (
    "format",
    "title",
    "rules",
    "id",
    "refines",
    "because",
    "when",
    "vital_interest",
    "steps",
    "function",
    "role",
    "task",
    "due",
    "fallback",
)


def as_text(document: Any) -> str:
    """The document in reading order (the database forgets the order of keys), two spaces, Dutch letters as
    they are."""
    return json.dumps(_in_order(document), indent=2, ensure_ascii=False)


def line_of(document: Any, path: str) -> int:
    """The line (from 1) in `as_text` of `path`, such as rules[0].steps[1].due.

    When the end of the path is not there, the nearest part above it that is; 1 for the whole document."""
    steps = [int(index) if index else name for name, index in re.findall(r"([^.\[\]$]+)|\[(\d+)\]", path)]
    while steps:
        marked = _marked(document, steps)
        if marked is not None:
            return as_text(marked).split(MARK)[0].count("\n") + 1
        steps.pop()
    return 1


def _in_order(part: Any) -> Any:
    if isinstance(part, list):
        return [_in_order(item) for item in part]
    if not isinstance(part, dict):
        return part
    known = [key for key in READING_ORDER if key in part]
    return {key: _in_order(part[key]) for key in [*known, *(key for key in part if key not in known)]}


def _marked(document: Any, steps: list[str | int]) -> Any | None:
    changed = copy.deepcopy(document)
    at = changed
    try:
        for step in steps[:-1]:
            at = at[step]
        at[steps[-1]]
        at[steps[-1]] = MARK
    except (KeyError, IndexError, TypeError):
        return None
    return changed
