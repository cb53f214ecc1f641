"""A fact sheet of one region or the country on two pages, for councils: only what was published, with how
it was counted.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zicht.foundation.documents import pdf
from zicht.foundation.organisations.models import Membership
from zicht.foundation.ui.charts import cell
from zicht.sight.figures.asking import in_order
from zicht.sight.figures.counting import BY_DIVISION, NOTIFICATIONS, ONCE, PERSONS, PROTECTED, REGISTERED
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.vocabulary import Division
from zicht.sight.figures.words import labels_of, region_names

TEMPLATE = Path(__file__).parent / "templates" / "figures" / "fact_sheet.typ"
NATION, NETHERLANDS = "nederland", "Nederland"
MOST_YEARS = 10
MEANING = (
    "Deze cijfers zeggen hoeveel mensen zijn gezien en gemeld. Ze zeggen niet of er meer of minder"
    " mensenhandel is: wie niet zoekt, vindt niets. Vraag daarom ook wie er kijkt, en wat er met signalen"
    " gebeurt."
)


def areas() -> dict[str, str]:
    """Return the name of every area that has a fact sheet, by the code in its address."""
    return {NATION: NETHERLANDS} | region_names()


def made(area: str, address: str) -> bytes | None:
    """Return the fact sheet as a tagged PDF; None when nothing is published. `address`: where it can be
    found for ever."""
    newest = PublishedTable.objects.order_by("-pk").values_list("pk", flat=True).first()
    return None if newest is None else _made(area, address, newest)


@lru_cache(maxsize=64)
def _made(area: str, address: str, newest: int) -> bytes:
    """What was published never changes, so that the same sheet is made once until there is a newer table."""
    tables = list(PublishedTable.objects.filter(form="").order_by("year"))
    name = areas()[area]
    year = tables[-1].year
    found = {table.by: table for table in tables if table.year == year}
    values = {
        "title": f"Mensenhandel in cijfers: {name}",
        "year": year,
        "headline": _headline(area, name, found, year),
        "tables": _nation(found) if area == NATION else _region(area, name, found),
        "trend": _trend(area, tables),
        "told": [PERSONS, NOTIFICATIONS, BY_DIVISION[Division.REGION], REGISTERED, PROTECTED, ONCE],
        "meaning": MEANING,
        "published_on": f"{found[Division.FORM].published_on:%d-%m-%Y}",
        "address": address,
        "demo": settings.DEMO,
    }
    return pdf.made(TEMPLATE, values)


def _headline(area: str, name: str, found: dict, year: int) -> str:
    persons, notified = found[Division.FORM].total, found[Division.REGION].total
    country = (
        f"In {year} zijn in Nederland {cell(persons)} personen gemeld als vermoedelijk slachtoffer, in"
        f" {cell(notified)} meldingen."
    )
    if area == NATION:
        return country
    own = found[Division.REGION].cells.get(area, 0)
    told = (
        "Het aantal meldingen met een plaats in deze regio wordt niet getoond."
        if own is None
        else (f"Van de meldingen hebben er {cell(own)} een plaats in de regio {name}.")
    )
    return f"{country} {told}"


def _nation(found: dict) -> list[dict]:
    wanted = (
        Division.FORM,
        Division.NOTIFIER,
        Division.CONTINENT,
        Division.SEX,
        Division.AGE,
        Division.REGION,
    )
    return [_table(found[by]) for by in wanted if by in found]


def _region(area: str, name: str, found: dict) -> list[dict]:
    towns = found.get(Division.MUNICIPALITY)
    tables = [] if towns is None else [_towns(area, name, towns)]
    return tables + [
        _table(found[by], "Nederland: ") for by in (Division.FORM, Division.NOTIFIER) if by in found
    ]


def _towns(area: str, name: str, table: PublishedTable) -> dict:
    """Municipalities of a region with what may be shown."""
    members = Membership.objects.filter(region__code=area, valid_until=None).order_by("municipality__name")
    rows = [
        [town, cell(table.cells.get(code))]
        for code, town in members.values_list("municipality_id", "municipality__name")
    ]
    return {"title": f"Meldingen per gemeente in {name}", "head": ["Gemeente", "Meldingen"], "rows": rows}


def _table(table: PublishedTable, before: str = "") -> dict:
    labels, unit = labels_of(table.by), "Personen" if table.count == "persons" else "Meldingen"
    rows = [[str(labels.get(key, key)), cell(number)] for key, number in in_order(table).items()]
    by = Division(table.by).label
    return {
        "title": f"{before}{unit.lower() if before else unit} naar {by}",
        "head": [by.capitalize(), unit],
        "rows": [*rows, ["Totaal", cell(table.total)]],
    }


def _trend(area: str, tables: list[PublishedTable]) -> dict:
    """The numbers of the last years: persons for the country, notifications for a region. Bars are
    decoration: the table tells."""
    by = Division.FORM if area == NATION else Division.REGION
    found = {t.year: t.total if area == NATION else t.cells.get(area, 0) for t in tables if t.by == by}
    rows = list(found.items())[-MOST_YEARS:]
    most = max((number or 0 for _, number in rows), default=0) or 1
    unit = "Personen" if area == NATION else "Meldingen"
    return {
        "title": f"{unit} door de jaren heen",
        "head": ["Jaar", unit],
        "rows": [
            {"year": str(year), "number": cell(number), "share": round(100 * (number or 0) / most, 1)}
            for year, number in rows
        ],
    }
