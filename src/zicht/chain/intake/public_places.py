"""From what someone types about a place to municipalities; never certain where a name is not, and never a
hurdle.
"""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass

from zicht.foundation.organisations.models import Membership, Municipality, PlaceName, Postcode
from zicht.foundation.organisations.vocabulary import RegionKind
from zicht.methods.folding import plain_words

DATABASE = "intake"
MOST = 6
LONGEST_NAME_IN_WORDS = 5
CLOSE = 0.85
POSTCODE = re.compile(r"^\s*(\d{4})(?=\s*[A-Za-z]{2}\b|\s*$|[\s,])|\b(\d{4})\s?[A-Z]{2}\b")


@dataclass(frozen=True)
class Found:
    """Codes of the municipalities that a text may mean; `sure` when it can only be the one."""

    codes: tuple[str, ...] = ()
    sure: bool = False


def find(text: str) -> Found:
    """Return what a place, postcode or municipality in the text may mean: exact names first, then parts,
    then near misses."""
    if postcode := POSTCODE.search(text):
        row = Postcode.objects.using(DATABASE).filter(pk=postcode[1] or postcode[2]).first()
        if row:
            return Found((row.municipality_id,), sure=True)
    wanted = plain_words(text)
    if not wanted:
        return Found()
    names = _names()
    if exact := names.get(wanted):
        return Found(_some(exact), sure=len(exact) == 1)
    return Found(_some(_inside(wanted, names) or _close(wanted, names)))


def labelled(codes) -> list[tuple[str, str]]:
    """Return (code, "name, province") for municipalities, in the given order."""
    province = dict(
        Membership.objects.using(DATABASE)
        .filter(municipality__in=codes, region__kind=RegionKind.PROVINCE, valid_until=None)
        .values_list("municipality_id", "region__name")
    )
    names = dict(Municipality.objects.using(DATABASE).filter(pk__in=codes).values_list("pk", "name"))
    return [
        (code, ", ".join(filter(None, (names[code], province.get(code))))) for code in codes if code in names
    ]


def _names() -> dict[str, set[str]]:
    """Every name of a place, in plain letters, with the municipalities it may mean; a municipality's own
    name goes first."""
    own, other = defaultdict(set), defaultdict(set)
    for code, name, short in (
        Municipality.objects.using(DATABASE)
        .filter(valid_until=None)
        .values_list("code", "name", "short_name")
    ):
        own[plain_words(name)].add(code)
        own[plain_words(short)].add(code)
    current = set().union(*own.values())
    for model, column in ((PlaceName, "name"), (Postcode, "place")):
        for name, code in model.objects.using(DATABASE).values_list(column, "municipality_id").distinct():
            if code in current:
                other[plain_words(name)].add(code)
                if "(" in name:
                    own[plain_words(name.partition("(")[0])].add(code)
    return {**other, **own}


def _inside(text: str, names: dict[str, set[str]]) -> list[str]:
    """The municipalities of names that stand in the text, longest names first; a name inside a longer one
    does not count."""
    words, taken, found = text.split(), set(), []
    for length in range(min(LONGEST_NAME_IN_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            place = set(range(start, start + length))
            if not place & taken and (codes := names.get(" ".join(words[start : start + length]))):
                taken |= place
                found += sorted(codes)
    return found


def _close(text: str, names: dict[str, set[str]]) -> list[str]:
    near = difflib.get_close_matches(text, names, n=3, cutoff=CLOSE)
    return [code for name in near for code in sorted(names[name])]


def _some(codes) -> tuple[str, ...]:
    ordered = codes if isinstance(codes, list) else sorted(codes)
    return tuple(dict.fromkeys(ordered))[:MOST]
