"""From the path of a problem to the line in the text that people see."""

import copy
import json
import re
from typing import Any

MARK = "\u2063here\u2063"


def line_of(document: Any, path: str) -> int:
    """The line (from 1) of `path`, such as rules[0].steps[1].due, in the document written with two spaces.

    When the end of the path is not there, the nearest part above it that is; 1 for the whole document.
    """
    steps = [int(index) if index else name for name, index in re.findall(r"([^.\[\]$]+)|\[(\d+)\]", path)]
    while steps:
        marked = _marked(document, steps)
        if marked is not None:
            return json.dumps(marked, indent=2, ensure_ascii=False).split(MARK)[0].count("\n") + 1
        steps.pop()
    return 1


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
