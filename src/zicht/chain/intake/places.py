"""From a place as people write it to a municipality: a postcode, a name, a former name, or a code.

Used where a professional or a file names a place. Nothing is guessed: a name that two municipalities share
gives both, an unknown name gives none; what that means is for the caller (ask again, or the national
fallback).
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, Value

from zicht.foundation.organisations.models import Municipality, PlaceName, Postcode
from zicht.methods.folding import plain_words

POSTCODE = re.compile(r"(\d{4})\s*[A-Za-z]{0,2}")


@dataclass(frozen=True)
class Places:
    """Every name of every place, read once."""

    postcodes: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    @classmethod
    def load(cls) -> "Places":
        """Read all names, in two queries. An ended municipality leads to its successor."""
        municipalities = list(Municipality.objects.all())
        heirs = {place.code: place.successor_id for place in municipalities if place.valid_until}
        own, other = defaultdict(set), defaultdict(set)
        for place in municipalities:
            for name in (place.name, place.short_name, place.code):
                own[plain_words(name)].add(_today(place.code, heirs))
        postcodes = {}
        for pc4, name, code in _names():
            other[plain_words(name)].add(_today(code, heirs))
            if pc4:
                postcodes[pc4] = _today(code, heirs)
        names = {name: frozenset(codes) for name, codes in {**other, **own}.items()}
        current = {place.code: place.name for place in municipalities if not place.valid_until}
        return cls(postcodes, names, current)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the codes of the municipalities that `text` may mean: one is certain, none is unknown."""
        text = text.strip()
        if postcode := POSTCODE.fullmatch(text):
            found = self.postcodes.get(postcode[1])
            return (found,) if found else ()
        name = plain_words(text)
        return tuple(sorted(self.names.get(name, ()))) if name else ()


def _names():
    """Each (postcode or empty, name, code of the municipality): of places by postcode, and other and
    former names."""
    others = PlaceName.objects.values_list(Value("", CharField()), "name", "municipality_id")
    return Postcode.objects.values_list("pc4", "place", "municipality_id").union(others, all=True)


def _today(code: str, heirs: Mapping[str, str | None]) -> str:
    while heirs.get(code):
        code = heirs[code]
    return code
