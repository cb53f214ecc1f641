"""Working out every raw figure at once, from the facts as arrays, so that a page reads one row instead of
counting.

Counting a million notifications anew for each page takes seconds; sorting their codes in memory takes a
fraction of that for all questions together. No database and no names here: codes in, tables out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from zicht.sight.figures.vocabulary import KEYS, Count, Division

FORMS = KEYS[Division.FORM]
UNKNOWN_FORM = 1 << FORMS.index("unknown")
EVERYWHERE = ""


@dataclass(frozen=True)
class Facts:
    """Notifications as arrays of equal length. `forms`: a bit for each form in the order of `FORMS`.

    `codes`: for each division the place of the notification's key in `keys`; `person`: the same number for
    the same person.
    """

    year: np.ndarray
    person: np.ndarray
    forms: np.ndarray
    codes: dict[str, np.ndarray]
    keys: dict[str, list[str]]

    @cached_property
    def years(self) -> tuple[np.ndarray, np.ndarray]:
        """The years that occur, and each notification's place among them."""
        return np.unique(self.year, return_inverse=True)

    @cached_property
    def person_years(self) -> tuple[np.ndarray, np.ndarray]:
        """Each notification's person in that year as a number, and the forms of each such number."""
        _, person = np.unique(self.person, return_inverse=True)
        pairs, numbered = np.unique(person * len(self.years[0]) + self.years[1], return_inverse=True)
        forms = np.zeros(len(pairs), dtype=self.forms.dtype)
        np.bitwise_or.at(forms, numbered, self.forms)
        known = forms & ~UNKNOWN_FORM
        return numbered, np.where(known, known, forms)


@dataclass(frozen=True)
class Table:
    """The figures of one question: `form` and `region` "" for all. Keys that count nothing are left out."""

    year: int
    count: str
    by: str
    form: str
    region: str
    cells: dict[str, int]
    total: int


def tables(facts: Facts) -> Iterator[Table]:
    """Yield the table of every question that counts anything."""
    if not len(facts.year):
        return
    for count in Count:
        for regions in ([EVERYWHERE], facts.keys[Division.REGION]):
            totals = _cube(facts, count, regions, np.zeros(len(facts.year), dtype=int), 1)[..., 0]
            yield from _by_form(facts, count, regions, totals)
            for by, code in facts.codes.items():
                cube = _cube(facts, count, regions, code, len(facts.keys[by]))
                yield from _by_key(facts, count, by, regions, totals, cube)


def _cube(facts: Facts, count: str, regions: list[str], key: np.ndarray, keys: int) -> np.ndarray:
    """Counts by year, form (all of them first), region and key; a person counts once in each cell."""
    region = np.zeros(len(key), dtype=int) if regions == [EVERYWHERE] else facts.codes[Division.REGION]
    cell, forms, year = region * keys + key, facts.forms, facts.years[1]
    size = len(regions) * keys
    if count == Count.PERSONS:
        numbered, person_forms = facts.person_years
        _, once = np.unique(numbered * size + cell, return_index=True)
        cell, forms, year = cell[once], person_forms[numbered[once]], year[once]
    flat, shape = year * size + cell, (len(facts.years[0]), len(regions), keys)
    held = [flat, *(flat[(forms & (1 << place)) > 0] for place in range(len(FORMS)))]
    counted = [np.bincount(cells, minlength=np.prod(shape)).reshape(shape) for cells in held]
    return np.stack(counted, axis=1)


def _by_key(facts: Facts, count: str, by: str, regions: list[str], totals, cube) -> Iterator[Table]:
    keys = facts.keys[by]
    for year, form, region in np.argwhere(totals):
        row = cube[year, form, region]
        cells = {keys[place]: int(row[place]) for place in np.flatnonzero(row)}
        yield Table(
            int(facts.years[0][year]),
            count,
            by,
            ("", *FORMS)[form],
            regions[region],
            cells,
            int(totals[year, form, region]),
        )


def _by_form(facts: Facts, count: str, regions: list[str], totals) -> Iterator[Table]:
    """Forms may add up to more than the total, because one person can have two; asked for one form, only
    that one."""
    for year, form, region in np.argwhere(totals):
        asked = range(len(FORMS)) if not form else [form - 1]
        found = {FORMS[place]: int(totals[year, place + 1, region]) for place in asked}
        yield Table(
            int(facts.years[0][year]),
            count,
            Division.FORM,
            ("", *FORMS)[form],
            regions[region],
            {key: number for key, number in found.items() if number},
            int(totals[year, form, region]),
        )
