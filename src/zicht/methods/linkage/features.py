"""From the text of a record to the columns that are compared.

Each group of source fields is derived on its own, so that a batch derives every distinct text once and
joins. A feature that is not known is None.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from zicht.methods.nameless import is_unknown

from .names import fold, given_sound, sound, without_middle, without_particles, words
from .record import Record

Row = Mapping[str, Any]
"""The features of a record by column: text, number or None."""
Features = dict[str, Any]

STATELESS = frozenset(("stateless", "staatloos", "stateloos", "xxa"))
MOST_INITIALS = 4
"""A longer text among the initials may be a word: N.N. can be Nadia N., "onbekend" is nobody."""
UNKNOWN = frozenset(
    ("onbekend", "unknown", "nvt", "n v t", "nb", "geen", "none", "null", "nan", "x", "xxx", "?", "-")
)


def _spread(parts: list[str]) -> tuple[str | None, str | None]:
    """The first and the last of the parts: two columns hold what matters of a long name."""
    return (parts[0], parts[-1] if len(parts) > 1 else None) if parts else (None, None)


@lru_cache(maxsize=100_000)
def given(text: str | None) -> Features:
    """Given names: joined, two words, their sounds, first three letters, first letter."""
    parts = words(text) if text and not is_unknown(text) else []
    full = without_middle([part for part in parts if len(part) > 1])
    one, two = _spread(full)
    return {
        "gj": "".join(full) or None,
        "g1": one,
        "g2": two,
        "gp1": given_sound(one) if one else None,
        "gp2": given_sound(two) if two else None,
        "g3": one[:3] if one and len(one) > 2 else None,
        "gi": parts[0][0] if parts else None,
    }


@lru_cache(maxsize=100_000)
def family(text: str | None) -> Features:
    """Surnames: joined with tussenvoegsels, two words without them, their sounds, first letter."""
    parts = words(text) if text and not is_unknown(text) else []
    core = without_particles(parts)
    full = [part for part in core if len(part) > 1]
    one, two = _spread(full)
    return {
        "sj": "".join(p for p in parts if len(p) > 1 or p in ("t", "s")) or None if full else None,
        "s1": one,
        "s2": two,
        "sp1": sound(one) if one else None,
        "sp2": sound(two) if two else None,
        "si": core[0][0] if core else None,
    }


@lru_cache(maxsize=20_000)
def initials(text: str | None) -> Features:
    """First and last of the initials; the last stands for the surname only where no surname is given."""
    said = text or ""
    unknown = len(said) > MOST_INITIALS and is_unknown(said)
    letters = [] if unknown else [c for c in fold(said) if c.isalpha()]
    return {"i1": letters[0] if letters else None, "i2": letters[-1] if len(letters) > 1 else None}


@lru_cache(maxsize=100_000)
def birth(date: str | None, year: str | None, age: str | None, noted_on: str | None) -> Features:
    """Birth: year, year-month, full date (all as numbers), date with day and month swapped, range of years.

    1 January counts as "only the year is known": it is what systems fill in for an unknown date."""
    y, m, d = _date_parts(date)
    y = y or _number(year, 1880, 2100)
    if (m, d) == (1, 1):
        m = d = None
    low, high = (y, y) if y else _years(age, noted_on)
    return {
        "y": y,
        "ym": y * 100 + m if y and m else None,
        "date": y * 10000 + m * 100 + d if y and m and d else None,
        "swap": y * 10000 + d * 100 + m if y and m and d and d <= 12 and d != m else None,
        "md": m * 100 + d if y and m and d else None,
        "day": d if y and m and d else None,
        "low": low,
        "high": high,
        "aged": 1 if low is not None and y is None else None,
    }


def _date_parts(text: str | None) -> tuple[int | None, int | None, int | None]:
    """(year, month, day), each None where unknown or impossible."""
    found = re.findall(r"\d+|\?+|[xX]+", text or "")
    if len(found) == 1 and len(found[0]) == 8 and found[0].isdigit():
        found = [found[0][:4], found[0][4:6], found[0][6:]]
    if len(found) > 1 and len(found[-1]) == 4:
        found = found[::-1]
    y, m, d = ([_number(part, 1, 2100) for part in found] + [None] * 3)[:3]
    y = y if y and y >= 1880 else None
    m = m if m and m <= 12 else None
    return y, m, d if m and d and d <= 31 else None


def _number(text: str | None, low: int, high: int) -> int | None:
    try:
        value = int(float(text or ""))
    except (TypeError, ValueError):
        return None
    return value if low <= value <= high else None


def _years(age: str | None, noted_on: str | None) -> tuple[int | None, int | None]:
    """The two birth years that fit an age noted in a year."""
    years, (year, _, _) = _number(age, 0, 120), _date_parts(noted_on)
    return (year - years - 1, year - years) if years is not None and year else (None, None)


@lru_cache(maxsize=20_000)
def noted(text: str | None) -> Features:
    """The month in which a record was noted, counted from year 0; of a year without month its middle."""
    year, month, _ = _date_parts(text)
    return {"noted": year * 12 + (month or 6) if year else None}


@lru_cache(maxsize=1000)
def sex(text: str | None) -> Features:
    """f, m or x; what is not understood is unknown."""
    first = fold(text or "")[:1]
    return {"sex": {"v": "f", "f": "f", "w": "f", "m": "m", "x": "x", "o": None}.get(first)}


@lru_cache(maxsize=20_000)
def nationality(text: str | None) -> Features:
    """The first two nationalities, and whether the person is noted as stateless."""
    codes = [fold(part).strip() for part in re.split(r"[;,/|]", text or "") if part.strip()]
    known = ["*" if code in STATELESS else code for code in codes if code not in UNKNOWN]
    return {
        "n1": known[0] if known else None,
        "n2": known[1] if len(known) > 1 else None,
        "stateless": 1 if "*" in known else None,
    }


@lru_cache(maxsize=20_000)
def country(text: str | None) -> Features:
    code = fold(text or "").strip()
    return {"c": code if code and code not in UNKNOWN else None}


@lru_cache(maxsize=20_000)
def municipality(text: str | None) -> Features:
    return {"mun": fold(text or "").strip() or None}


@lru_cache(maxsize=20_000)
def phone(text: str | None) -> Features:
    """The last eight digits: the same with or without country code."""
    digits = re.sub(r"\D", "", text or "")
    return {"phone": digits[-8:] if len(digits) >= 6 else None}


@lru_cache(maxsize=20_000)
def document(text: str | None) -> Features:
    """The number, its last four characters, and a mark when those are all there is."""
    number = re.sub(r"[^a-z0-9]", "", fold(text or ""))
    known = len(number) >= 3
    return {
        "doc": number if known else None,
        "doc4": number[-4:] if known else None,
        "part": 1 if known and len(number) <= 5 else None,
    }


# Source fields -> the function that derives columns from them, and the SQL type of each column.
GROUPS: tuple[tuple[tuple[str, ...], Callable[..., Features], dict[str, str]], ...] = (
    (
        ("given_name",),
        given,
        {"gj": "str", "g1": "str", "g2": "str", "gp1": "str", "gp2": "str", "g3": "str", "gi": "str"},
    ),
    (
        ("family_name",),
        family,
        {"sj": "str", "s1": "str", "s2": "str", "sp1": "str", "sp2": "str", "si": "str"},
    ),
    (("initials",), initials, {"i1": "str", "i2": "str"}),
    (
        ("birth_date", "birth_year", "age", "noted_on"),
        birth,
        dict.fromkeys(("y", "ym", "date", "swap", "md", "day", "low", "high", "aged"), "int"),
    ),
    (("noted_on",), noted, {"noted": "int"}),
    (("sex",), sex, {"sex": "str"}),
    (("nationality",), nationality, {"n1": "str", "n2": "str", "stateless": "int"}),
    (("country",), country, {"c": "str"}),
    (("municipality",), municipality, {"mun": "str"}),
    (("phone",), phone, {"phone": "str"}),
    (("document",), document, {"doc": "str", "doc4": "str", "part": "int"}),
)
# Columns that fall back on another when their own source is silent.
FALLBACK = {"gi": "i1", "si": "i2"}
COLUMNS = {name: kind for _, _, columns in GROUPS for name, kind in columns.items()}


def exact(text: str | None) -> str | None:
    """An extra field: compared as folded text."""
    return fold(text or "").strip() or None


def features(record: Record, extras: Sequence[str] = ()) -> Features:
    """All feature columns of a `Record`: {column: value or None}; extra field n becomes column `x<n>`."""
    out: Features = {}
    for fields, derive, _ in GROUPS:
        out.update(derive(*(record.get(name) for name in fields)))
    for column, spare in FALLBACK.items():
        out[column] = out[column] or out[spare]
    for n, name in enumerate(extras):
        out[f"x{n}"] = exact(record.get(name))
    return out
