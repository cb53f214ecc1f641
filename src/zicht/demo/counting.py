"""How many synthetic persons each year has, and which forms and nationality groups they carry.

The published tables are made of three counts that do not add up to each other, so the generator needs a
counting design:

- P, unique persons of a year. Published for 2012, 2014, 2021 and 2022. For 2015-2020 no number is published
  in the
  text: there P is **synthetic**, the notifications of that year times a ratio P/N that runs in a straight
  line from 2014 (1561/1664) to 2021 (791/888). See `UNIQUE_PERSONS` and `SYNTHETIC_YEARS`.
- T, the sum of the table form x nationality group plus organ removal. A person with two forms stands in it
  twice, a person
  without a known form not at all: T = P - u + d, with u persons without a known form and d persons with two
  forms. 2022: T = 837 and P = 814, so d = u + 23. 2014: T = 1328 and P = 1561, so u = d + 233. `SPARE_SHARE`
  of the persons is added to both sides, so that every year has some of either.
- Both forms of a person fall in the same nationality group. The group of organ removal and of persons without
  a known
  form is not published: it is drawn with the proportions of the table (synthetic).
- 2012 has only the total of 1711 persons: no form, no nationality and (see `history`) no notifier. 2013 is
  absent.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from zicht.reference.figures import GROUPED_FORMS, NATIONALITY_GROUPS, Published, published

SPARE_SHARE = 0.01
YEAR_WITHOUT_TABLES = 2012


@dataclass(frozen=True, slots=True)
class Profile:
    """What one person of one year must count for; `forms` is empty where no form is known."""

    group: str
    forms: tuple[str, ...]


def unique_persons(figures: Published) -> dict[int, int]:
    """Persons per year: published where published, interpolated (synthetic) between."""
    known = {
        y: n / figures.notifications_in(y) for y, n in figures.unique_persons.items() if y in figures.years
    }
    persons = dict(figures.unique_persons)
    for year in figures.years:
        if year not in persons:
            before, after = max(y for y in known if y < year), min(y for y in known if y > year)
            share = (year - before) / (after - before)
            ratio = known[before] + share * (known[after] - known[before])
            persons[year] = round(ratio * figures.notifications_in(year))
    return dict(sorted(persons.items()))


UNIQUE_PERSONS = unique_persons(published())
SYNTHETIC_YEARS = tuple(year for year in UNIQUE_PERSONS if year not in published().unique_persons)


def profiles(year: int, random: Random) -> list[Profile]:
    """One profile per person of the year, in random order; together they make up the published tables."""
    if year == YEAR_WITHOUT_TABLES:
        return [Profile("unknown", ())] * UNIQUE_PERSONS[year]
    figures, persons = published(), UNIQUE_PERSONS[year]
    spare = round(SPARE_SHARE * persons)
    surplus = figures.form_table_total(year) - persons
    cells = Counter(
        {(g, f): figures.nationality[f, g, year] for g in NATIONALITY_GROUPS for f in GROUPED_FORMS}
    )
    groups = _proportions(cells)
    people = [
        Profile(draw_group(groups, random), ("organ_removal",)) for _ in range(figures.organ_removal[year])
    ]
    people += [Profile(draw_group(groups, random), ()) for _ in range(spare + max(0, -surplus))]
    people += list(_take_doubles(cells, spare + max(0, surplus), random))
    people += [Profile(group, (form,)) for group, form in cells.elements()]
    random.shuffle(people)
    return people


def draw_group(proportions: dict[str, int], random: Random) -> str:
    """A nationality group by proportion."""
    return random.choices(list(proportions), list(proportions.values()))[0]


def _proportions(cells: Counter) -> dict[str, int]:
    return {g: sum(cells[g, f] for f in GROUPED_FORMS) for g in NATIONALITY_GROUPS}


def _take_doubles(cells: Counter, count: int, random: Random) -> Iterator[Profile]:
    """Take `count` persons with two forms out of the cells, one from each of two cells of the same group."""
    for _ in range(count):
        free = {g: [f for f in GROUPED_FORMS if cells[g, f]] for g in NATIONALITY_GROUPS}
        weights = {g: _second_largest(cells, g) for g, forms in free.items() if len(forms) > 1}
        group = draw_group(weights, random)
        forms = tuple(sorted(random.sample(free[group], 2), key=GROUPED_FORMS.index))
        cells.subtract((group, form) for form in forms)
        yield Profile(group, forms)


def _second_largest(cells: Counter, group: str) -> int:
    return sorted(cells[group, form] for form in GROUPED_FORMS)[-2]
