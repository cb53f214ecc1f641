"""Counting. The numbers here are raw: PostgreSQL gives the facts to registrars and jobs only. Others see `asking`."""

from django.db import connection

from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.sight.figures.vocabulary import DEFAULT_COUNT, KEYS, Count, Division

# The same person counts once in each cell; a notification with two forms counts under both.
WHAT = {Count.PERSONS: "count(DISTINCT f.person_key)", Count.NOTIFICATIONS: "count(DISTINCT f.id)"}
COLUMN = {
    Division.NOTIFIER: "f.notifier",
    Division.FORM: "form",
    Division.CONTINENT: "f.continent",
    Division.MONTH: "to_char(f.notified_on, 'MM')",
    Division.REGION: "f.region_code",
    Division.SEX: "f.sex",
    Division.AGE: "f.age_group",
    Division.SECTOR: "f.sector",
}

# A person's forms are those of all notifications of the year; "unknown" only where no form is known.
FORMS = """CROSS JOIN LATERAL (SELECT unnest(f.forms) AS form) AS of_notification"""
PERSON_FORMS = """JOIN (SELECT DISTINCT p.year, p.person_key, form FROM figures_notificationfact p, unnest(p.forms) AS form
    WHERE p.year = ANY (%(years)s) AND (form <> 'unknown' OR NOT EXISTS (SELECT 1 FROM figures_notificationfact known
        WHERE known.person_key = p.person_key AND known.year = p.year AND known.forms <> ARRAY['unknown']::varchar[]))
    ) AS of_person ON of_person.person_key = f.person_key AND of_person.year = f.year"""


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
    cells = _counted([year], by, count, form, region)[year]
    return {
        "year": year,
        "by": str(by),
        "count": str(count),
        "cells": cells,
        "total": _total(year, count, form, region),
    }


def years() -> list[int]:
    """Return the years that have notifications, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT year FROM figures_notificationfact ORDER BY year DESC")
        return [row[0] for row in cursor.fetchall()]


def trend(count: str = Count.PERSONS, *, form: str = "", region: str = "") -> dict[int, int]:
    """Return the total of each year, the oldest first; a person has a form when one notification of the year names it."""
    sql = f"""SELECT f.year, {WHAT[Count(count)]} FROM figures_notificationfact f WHERE {_of_form(count, form)}
        AND (%(region)s = '' OR f.region_code = %(region)s) GROUP BY 1 ORDER BY 1"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"form": form, "region": region})
        return dict(cursor.fetchall())


def _of_form(count: str, form: str) -> str:
    if not form:
        return "true"
    if form == ExploitationForm.UNKNOWN and count == Count.PERSONS:
        return """NOT EXISTS (SELECT 1 FROM figures_notificationfact known WHERE known.person_key = f.person_key
            AND known.year = f.year AND known.forms <> ARRAY['unknown']::varchar[])"""
    return "%(form)s = ANY (f.forms)"


def of_years(years: list[int], by: str, count: str, form: str = "") -> dict[int, dict[str, int]]:
    """Return the cells of several years at once, in one query."""
    return _counted(years, by, count, form or None, None)


def _counted(years, by, count, form, region) -> dict[int, dict[str, int]]:
    joins, where = _filters(by == Division.FORM or form is not None, count, form, region)
    sql = f"""SELECT f.year, {COLUMN[Division(by)]}, {WHAT[Count(count)]} FROM figures_notificationfact f {joins}
        WHERE f.year = ANY (%(years)s) {where} GROUP BY 1, 2 ORDER BY 1, 2"""
    found: dict[int, dict[str, int]] = {year: dict.fromkeys(KEYS.get(by, ()), 0) for year in years}
    with connection.cursor() as cursor:
        cursor.execute(sql, {"years": list(years), "form": form, "region": region})
        for year, key, number in cursor.fetchall():
            found[year][key or "unknown"] = number
    return found


def _total(year, count, form, region) -> int:
    joins, where = _filters(form is not None, count, form, region)
    sql = (
        f"SELECT {WHAT[Count(count)]} FROM figures_notificationfact f {joins} WHERE f.year = ANY (%(years)s) {where}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"years": [year], "form": form, "region": region})
        return cursor.fetchone()[0]


def _filters(by_form: bool, count: str, form: str | None, region: str | None) -> tuple[str, str]:
    joins = (PERSON_FORMS if count == Count.PERSONS else FORMS) if by_form else ""
    where = (" AND form = %(form)s" if form else "") + (" AND f.region_code = %(region)s" if region else "")
    return joins, where
