"""Reading raw figures. PostgreSQL gives them to registrars and jobs only. Everyone else sees `asking`."""

from zicht.sight.figures.models import RawTable
from zicht.sight.figures.vocabulary import DEFAULT_COUNT, KEYS, Count, Division


class NoSuchFigure(ValueError):
    """The question has a year, division or form that does not exist; the message says which."""


def figures(
    *,
    year: int,
    by: str = Division.NOTIFIER,
    count: str | None = None,
    form: str | None = None,
    region: str | None = None,
) -> dict:
    """Return {"year", "by", "count", "cells": {key: number}, "total"}: the raw figures of one year.

    `total` counts every person or notification once, so that forms may add up to more. Raises NoSuchFigure.
    """
    by = {"nationality": Division.CONTINENT}.get(by, by)
    if by not in Division.values:
        raise NoSuchFigure(f"Onbekende indeling: {by}. Kies uit {', '.join(Division.values)}.")
    if form is not None and form not in KEYS[Division.FORM]:
        raise NoSuchFigure(f"Onbekende vorm: {form}. Kies uit {', '.join(KEYS[Division.FORM])}.")
    count = count or DEFAULT_COUNT.get(by, Count.PERSONS)
    if count not in Count.values:
        raise NoSuchFigure(f"Onbekende telling: {count}. Kies uit {', '.join(Count.values)}.")
    cells, total = of_years(by, count, form or "", region or "").get(year) or (_with_zeros(by, {}), 0)
    return {"year": year, "by": str(by), "count": str(count), "cells": cells, "total": total}


def of_years(by: str, count: str, form: str = "", region: str = "") -> dict[int, tuple[dict[str, int], int]]:
    """Return (cells, total) of one question by year, the oldest first, in one query; years without any are
    absent."""
    tables = RawTable.objects.filter(by=by, count=count, form=form, region=region).order_by("year")
    rows = tables.values_list("year", "cells", "total")
    return {year: (_with_zeros(by, cells), total) for year, cells, total in rows}


def trend(count: str = Count.PERSONS, *, form: str = "", region: str = "") -> dict[int, int]:
    """Return the total of each year, the oldest first; a person has a form when one notification of the
    year names it."""
    return {year: total for year, (_, total) in of_years(Division.FORM, count, form, region).items()}


def years() -> list[int]:
    """Return the years that have notifications, the newest first."""
    return sorted(trend(), reverse=True)


def _with_zeros(by: str, cells: dict[str, int]) -> dict[str, int]:
    """Keys that always occur in their own order, then the others; JSON in PostgreSQL keeps no order."""
    return dict.fromkeys(KEYS.get(by, ()), 0) | dict(sorted(cells.items()))
