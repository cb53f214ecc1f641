"""The figures as published in the report, beside the same figures counted from this register."""

from dataclasses import dataclass

from zicht.reference.figures import GROUPED_FORMS, NATIONALITY_GROUPS, NOTIFIERS, Published, published
from zicht.sight.figures import queries
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.vocabulary import LABELS, Count, Division

ORGAN_REMOVAL = "organ_removal"
Table = tuple[str, tuple[int, ...], list]
"""Title, years, and per label the cells of those years."""


@dataclass(frozen=True)
class Cell:
    """One figure twice; `register` is None where it is withheld or the register has no such year."""

    year: int
    published: int | None
    register: int | None

    @property
    def differs(self) -> bool:
        return None not in (self.published, self.register) and self.published != self.register


def beside_the_register(*, raw: bool) -> dict:
    """Return the tables as [(title, years, [(label, cells)])], with source, caveat and how many figures
    differ."""
    book = published()
    register, totals = _raw() if raw else _protected()
    tables = [
        _of_notifiers(book, register),
        _of_persons(book, totals),
        *(_of_nationalities(book, register, form) for form in GROUPED_FORMS),
        _of_organ_removal(book, register),
    ]
    cells = [cell for _, _, rows in tables for _, row in rows for cell in row]
    return {
        "source": book.source,
        "tables": tables,
        "figures": len(cells),
        "compared": sum(cell.register is not None for cell in cells),
        "different": sum(cell.differs for cell in cells),
        "raw": raw,
    }


def _table(title: str, years, labels, keys, pair) -> Table:
    return title, years, [(labels[key], [Cell(year, *pair(key, year)) for year in years]) for key in keys]


def _of_notifiers(book: Published, register: dict) -> Table:
    return _table(
        "Meldingen naar melder",
        book.years,
        LABELS[Division.NOTIFIER],
        NOTIFIERS,
        lambda key, year: (
            book.notifications[key, year],
            register.get((Division.NOTIFIER, "", year), {}).get(key),
        ),
    )


def _of_persons(book: Published, totals: dict) -> Table:
    return _table(
        "Unieke personen",
        tuple(book.unique_persons),
        {"": "Alle personen"},
        ("",),
        lambda _, year: (book.unique_persons[year], totals.get(year)),
    )


def _of_nationalities(book: Published, register: dict, form: str) -> Table:
    return _table(
        f"Personen naar nationaliteit: {LABELS[Division.FORM][form].lower()}",
        book.years,
        LABELS[Division.CONTINENT],
        NATIONALITY_GROUPS,
        lambda key, year: (
            book.nationality[form, key, year],
            register.get((Division.CONTINENT, form, year), {}).get(key),
        ),
    )


def _of_organ_removal(book: Published, register: dict) -> Table:
    return _table(
        "Personen: gedwongen orgaanverwijdering",
        book.years,
        LABELS[Division.FORM],
        (ORGAN_REMOVAL,),
        lambda key, year: (book.organ_removal[year], register.get((Division.FORM, "", year), {}).get(key)),
    )


def _raw() -> tuple[dict, dict]:
    asked = [
        (Division.NOTIFIER, Count.NOTIFICATIONS, ""),
        (Division.FORM, Count.PERSONS, ""),
        *((Division.CONTINENT, Count.PERSONS, form) for form in GROUPED_FORMS),
    ]
    found = {
        (by, form, year): cells
        for by, count, form in asked
        for year, (cells, _) in queries.of_years(by, count, form).items()
    }
    return found, queries.trend(Count.PERSONS)


def _protected() -> tuple[dict, dict]:
    tables = list(
        PublishedTable.objects.filter(by__in=(Division.NOTIFIER, Division.FORM, Division.CONTINENT))
    )
    found = {(table.by, table.form, table.year): table.cells for table in tables}
    return found, {table.year: table.total for table in tables if table.by == Division.FORM}
