"""Which figures of one year everyone may see, worked out together so that no subtraction gives a small number
back.

Each division is published in one unit only: persons by form, nationality, sex and age; notifications by
notifier, month, region, sector and municipality (under its region). A person belongs to one combination of
forms, so that the figure of a form is a sum of combinations: the reader who compares forms with the total
is part of the attack. Main figures are kept where that is safe; the crossings with form give way. Source
of the method: docs/methods/disclosure.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zicht.methods import disclosure
from zicht.sight.figures.vocabulary import DEFAULT_COUNT, KEYS, Count, Division

THRESHOLD = 10
COUNTED = {by: DEFAULT_COUNT.get(by, Count.PERSONS) for by in Division}
"""What a published division counts."""
CROSSED_WITH_FORM = (Division.CONTINENT, Division.SEX)
OF_PERSONS = (Division.CONTINENT, Division.SEX, Division.AGE)
OF_NOTIFICATIONS = (Division.NOTIFIER, Division.MONTH, Division.REGION, Division.SECTOR)
FORMS = "forms"
UNKNOWN, NOWHERE = "unknown", "no municipality"
"""The key of what is not known, and its name as a leaf under the region that is not known."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A protected table: `cells` by key and `total`, None where withheld. `form`: "" for all forms
    together."""

    by: str
    form: str
    cells: dict[str, int | None]
    total: int | None


def tables_of_notifications(counts: Mapping[Key, int]) -> list[Table]:
    """Return the tables of a year from notifications per (notifier, month, region, sector, municipality)."""
    found, earlier = [], []
    for place, by in enumerate(OF_NOTIFICATIONS):
        found += _one_way(by, _margin(counts, place), earlier)
    region = OF_NOTIFICATIONS.index(Division.REGION)
    return found + _towns(_margin(counts, region, len(OF_NOTIFICATIONS)), earlier)


def tables_of_persons(counts: Mapping[Key, int]) -> list[Table]:
    """Return the tables of a year from persons per (forms, nationality, sex, age); forms joined by "+"."""
    by_forms = _margin(counts, 0)
    hierarchies = _forms_in(by_forms)
    forms = _forms(by_forms, hierarchies)
    earlier = [forms]
    found = [_form_table(forms)]
    for place, by in enumerate(OF_PERSONS, start=1):
        found += _one_way(by, _margin(counts, place), earlier)
    for place, by in enumerate(OF_PERSONS, start=1):
        if by in CROSSED_WITH_FORM:
            found += _crossed(by, _margin(counts, 0, place), hierarchies, earlier)
    return found


def _one_way(by: str, counts: Counter, earlier: list[disclosure.Publication]) -> list[Table]:
    result = disclosure.protect(counts, [by], THRESHOLD, earlier=earlier, name=str(by))
    if not result.safe:
        return []
    earlier.append(result.publication)
    cells = {key: result.cells[disclosure.cell_of({by: key})] for (key,) in counts}
    return [Table(by, "", _with_zeros(by, cells), result.cells[()])]


def _towns(counts: Counter, earlier: list[disclosure.Publication]) -> list[Table]:
    """Municipalities under the regions that are out already: their cells add up to the same regions.

    Only what is shown is kept: in a small place it may not even be told whether there was anyone at all."""
    under = {NOWHERE if town == UNKNOWN else town: region for region, town in counts}
    leaves = {(NOWHERE if town == UNKNOWN else town,): number for (_, town), number in counts.items()}
    dimension = str(Division.REGION)
    result = disclosure.protect(
        leaves,
        [dimension],
        THRESHOLD,
        {dimension: under},
        earlier=earlier,
        name=str(Division.MUNICIPALITY),
        zeros_shown=False,
    )
    if not result.safe:
        return []
    earlier.append(result.publication)
    cells = {
        UNKNOWN if town == NOWHERE else town: result.cells[disclosure.cell_of({dimension: town})]
        for (town,) in leaves
    }
    shown = {town: number for town, number in sorted(cells.items()) if number is not None}
    return [Table(Division.MUNICIPALITY, "", shown, result.cells[()])]


def _crossed(
    by: str, counts: Counter, hierarchies: list[dict], earlier: list[disclosure.Publication]
) -> list[Table]:
    result = disclosure.protect(
        counts, [FORMS, by], THRESHOLD, {FORMS: hierarchies}, earlier=earlier, name=f"forms by {by}"
    )
    if not result.safe:
        return []
    earlier.append(result.publication)
    keys = {key for _, key in counts}
    return [
        Table(
            by,
            form,
            _with_zeros(
                by,
                {key: result.cells.get(disclosure.cell_of({FORMS: _node(form), by: key}), 0) for key in keys},
            ),
            result.cells.get(disclosure.cell_of({FORMS: _node(form)}), 0),
        )
        for form in KEYS[Division.FORM]
    ]


def _forms(counts: Counter, hierarchies: list[dict]) -> disclosure.Publication:
    """Show each form and the total, leaving out the smallest ones until no reader can work a small number
    out."""
    shape = disclosure.shape_of(counts, [FORMS], {FORMS: hierarchies})
    values = dict(
        zip(shape.cells(), shape.values(disclosure.leaf_counts(shape, counts)).ravel().tolist(), strict=True)
    )
    guarded = {cell: (0.0, float(THRESHOLD)) for cell, value in values.items() if 0 < value < THRESHOLD}
    wanted = [(), *(disclosure.cell_of({FORMS: node}) for node in _nodes(hierarchies))]
    shown = sorted((cell for cell in wanted if cell not in guarded), key=values.get)
    not_zero = {cell: disclosure.AT_LEAST_ONE for cell, value in values.items() if value}
    while True:
        published = disclosure.Publication(
            FORMS, shape, not_zero | {cell: (values[cell], values[cell]) for cell in shown}, guarded
        )
        if not shown or disclosure.attack([published]).safe:
            return published
        shown = shown[1:]


def _form_table(forms: disclosure.Publication) -> Table:
    known = {cell: int(low) for cell, (low, high) in forms.known.items() if low == high}
    occurring = set(forms.shape.axes[0].nodes)
    cells = {
        form: known.get(disclosure.cell_of({FORMS: _node(form)})) if _node(form) in occurring else 0
        for form in KEYS[Division.FORM]
    }
    return Table(Division.FORM, "", cells, known.get(()))


def _forms_in(combinations: Iterable[Key]) -> list[dict[str, str]]:
    """One hierarchy for each form that occurs: every combination that holds it falls under it."""
    combinations = [combination for (combination,) in combinations]
    held = [{c: _node(form) for c in combinations if form in c.split("+")} for form in KEYS[Division.FORM]]
    return [hierarchy for hierarchy in held if hierarchy]


def _nodes(hierarchies: list[dict]) -> list[str]:
    return [next(iter(hierarchy.values())) for hierarchy in hierarchies]


def _node(form: str) -> str:
    return f"with {form}"


def _margin(counts: Mapping[Key, int], *places: int) -> Counter:
    margin: Counter = Counter()
    for key, number in counts.items():
        margin[tuple(key[place] for place in places)] += number
    return margin


def _with_zeros(by: str, cells: dict) -> dict:
    return {key: cells.pop(key, 0) for key in KEYS.get(by, ())} | dict(sorted(cells.items()))
