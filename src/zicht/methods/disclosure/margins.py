"""Names under which spreadsheets write a margin: never a category of the table.

Pure. "Eindtotaal" is what a Dutch pivot table writes, "Grand Total" an English one.
"""

import json
from importlib import resources

from zicht.methods.folding import plain_words

_NAMES = json.loads(resources.files(__package__).joinpath("data/margins.json").read_text(encoding="utf-8"))
TOTALS, PARTIAL, BESIDE, ALONE = (
    frozenset(_NAMES[kind]) for kind in ("totals", "partial", "beside", "alone")
)


def _words(category: str) -> list[str]:
    return plain_words(category.replace("_", " ").replace("-", "")).split()


def is_margin(category: str) -> bool:
    """Return whether a category is a name for all others together."""
    words = _words(category)
    if " ".join(words) in ALONE:
        return True
    return not PARTIAL.intersection(words) and _total(words) and set(words) <= TOTALS | BESIDE


def is_subtotal(category: str) -> bool:
    """Return whether a category is a total of something: "Polen Totaal", "Subtotaal"."""
    return _total(_words(category)) and not is_margin(category)


def _total(words: list[str]) -> bool:
    return not TOTALS.isdisjoint(words)
