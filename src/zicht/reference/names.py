"""Common given and family names per language area (see SOURCES.md): to make synthetic people, and to
recognise a name in a text.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from zicht.reference.rows import read_csv

FILE = files("zicht.reference") / "names.csv"


@lru_cache(maxsize=1)
def pools() -> Mapping[tuple[str, str], list[str]]:
    """Return the names by language area and part ("female", "male" or "family")."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in read_csv(FILE):
        found.setdefault((row["pool"], row["part"]), []).append(row["name"])
    return found


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Return every part of every name, in lower case."""
    return frozenset(part.casefold() for names in pools().values() for name in names for part in name.split())
