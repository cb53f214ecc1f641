"""Keys under which two records of one person are likely to meet.

Every template joins a few features; where a feature has several columns (two surnames, a range of birth
years) each combination is a key. Keys on sounds survive other spellings, keys on overlapping years survive
an age or a year that is one off. The product hashes the keys with a secret before it stores them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from .features import Features, Row, features
from .record import Record

# Slot -> the feature columns that may fill it.
SLOTS = {
    "given": ("gp1", "gp2"),
    "family": ("sp1", "sp2"),
    "given_initial": ("gi",),
    "family_initial": ("si",),
    "initial": ("gi", "si"),
    "date": ("date", "swap"),
    "sex": ("sex",),
    "place": ("mun",),
    "phone": ("phone",),
    "document": ("doc",),
    "tail": ("doc4",),
    "origin": ("n1", "n2", "c"),
    "year": ("y",),
    "near_year": ("k1", "k2", "k3"),
}


@dataclass(frozen=True)
class Template:
    """`slots` are filled in order; `crossing` puts the first two in alphabetical order, so that swapped names
    meet.

    `most`: a key that more records than this share says too little and makes no pairs in a batch.
    """

    tag: str
    slots: tuple[str, ...]
    crossing: bool = False
    most: int = 400


TEMPLATES = (
    Template("phone", ("phone",), most=60),
    Template("document", ("document",), most=60),
    Template("tail-year", ("tail", "year"), most=60),
    Template("tail-family", ("tail", "family"), most=60),
    Template("tail-given", ("tail", "given"), most=60),
    Template("date-initial", ("date", "initial")),
    Template("date-place", ("date", "place")),
    Template("date-origin", ("date", "origin", "sex"), most=100),
    Template("names", ("given", "family"), crossing=True),
    Template("given-year-letter", ("given", "near_year", "family_initial")),
    Template("given-year-place", ("given", "near_year", "place")),
    Template("given-year-origin", ("given", "near_year", "origin"), most=200),
    Template("family-year-letter", ("family", "near_year", "given_initial")),
    Template("family-year-place", ("family", "near_year", "place")),
    Template("family-year-origin", ("family", "near_year", "origin"), most=200),
    Template("letters-year-place", ("given_initial", "family_initial", "near_year", "place"), most=100),
    Template("letters-year-origin", ("given_initial", "family_initial", "year", "origin", "sex"), most=100),
    Template("letters-place-origin", ("given_initial", "family_initial", "place", "origin"), most=100),
    Template("given-place-letter", ("given", "family_initial", "place")),
    Template("family-place-letter", ("family", "given_initial", "place")),
    Template("given-place-origin", ("given", "place", "origin"), most=100),
    Template("family-place-origin", ("family", "place", "origin"), most=100),
    Template("given-origin", ("given", "origin", "sex"), most=30),
    Template("family-origin", ("family", "origin", "sex"), most=30),
)


def year_keys(low: int | None, high: int | None) -> tuple[int, ...]:
    """The years under which a birth year or range is filed: each year and the one after, so that
    neighbours meet."""
    return tuple(range(low, high + 2))[:3] if low is not None and high is not None else ()


def with_years(row: Row) -> Features:
    """The features with columns k1..k3 of `year_keys` added."""
    years = (*year_keys(row["low"], row["high"]), None, None, None)
    return {**row, "k1": years[0], "k2": years[1], "k3": years[2]}


# While someone types, little is known yet: fewer kinds of keys, and two that need only letters and a year or
# one name.
_TYPED = (
    "phone",
    "document",
    "date-initial",
    "names",
    "given-year-letter",
    "given-year-origin",
    "family-year-letter",
    "family-year-origin",
    "letters-year-origin",
    "given-origin",
    "family-origin",
    "tail-year",
    "tail-family",
)
TYPING = (
    *(template for template in TEMPLATES if template.tag in _TYPED),
    Template("letters-year", ("given_initial", "family_initial", "near_year"), crossing=True),
    Template("name-letter", ("family", "given_initial")),
)


def blocking_keys(record: Record, templates: Sequence[Template] = TEMPLATES) -> set[str]:
    """The keys of a `Record` as a set of strings; empty when too little is known to look for anyone.

    `templates`: TEMPLATES as in the batch, or TYPING for the check of one record against a register."""
    return keys_of(features(record), templates)


def keys_of(row: Row, templates: Sequence[Template] = TEMPLATES) -> set[str]:
    """`blocking_keys` from derived features."""
    row = with_years(row)
    keys: set[str] = set()
    for template in templates:
        for values in product(*([row[column] for column in SLOTS[slot]] for slot in template.slots)):
            if None not in values:
                texts = [str(value) for value in values]
                if template.crossing:
                    texts = sorted(texts)
                keys.add("|".join((template.tag, *texts)))
    return keys
