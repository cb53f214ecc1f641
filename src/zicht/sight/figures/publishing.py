"""Publishing the figures of a year, once, after it has ended.

What went out is never changed: a later correction would show as the difference between two editions.
Someone with the basis for raw figures sees corrections in the register itself.
"""

from collections import Counter

from django.db import connections

from zicht.foundation.access import SYSTEM, as_figures
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.sight.figures.models import PublishedTable
from zicht.sight.figures.protecting import COUNTED, THRESHOLD, tables_of_notifications, tables_of_persons

WAITING = f"""SELECT year FROM figures_notificationfact f WHERE year < %s
    AND NOT EXISTS (SELECT 1 FROM figures_publishedtable p WHERE p.year = f.year)
    GROUP BY year HAVING count(DISTINCT person_key) >= {THRESHOLD} ORDER BY year DESC"""
PERSONS = """SELECT forms, continent, sex, age, count(*) FROM (
    SELECT person_key, min(continent) AS continent, min(sex) AS sex, min(age_group) AS age,
        coalesce(string_agg(DISTINCT form, '+') FILTER (WHERE form <> 'unknown'), 'unknown') AS forms
    FROM figures_notificationfact, unnest(forms) AS form WHERE year = %s GROUP BY person_key
    ) AS person GROUP BY 1, 2, 3, 4"""
NOTIFICATIONS = """SELECT notifier, to_char(notified_on, 'MM'), coalesce(nullif(region_code, ''), 'unknown'),
    sector,
    coalesce(nullif(municipality_code, ''), 'unknown'), count(*)
    FROM figures_notificationfact WHERE year = %s GROUP BY 1, 2, 3, 4, 5"""


def waiting() -> list[int]:
    """Return the years that have ended and are not published, the newest first; a year with almost nobody
    stays inside."""
    return [year for (year,) in _rows(WAITING, clock.today().year)]


def publish(year: int) -> int:
    """Publish a year that waits, and return how many tables went out; 0 when it was out already."""
    with as_figures():
        _rows("SELECT pg_advisory_xact_lock(%s)::text", 2_000_000 + year)
        if year not in waiting():
            return 0
        tables = tables_of_persons(_counts(PERSONS, year)) + tables_of_notifications(
            _counts(NOTIFICATIONS, year)
        )
        today = clock.today()
        PublishedTable.objects.using("figures").bulk_create(
            PublishedTable(
                year=year,
                count=COUNTED[table.by],
                by=table.by,
                form=table.form,
                cells=table.cells,
                total=table.total,
                published_on=today,
            )
            for table in tables
        )
        done = {"using": "figures", "tables": len(tables)}
        audit.record(SYSTEM, Action.FIGURES_BUILT, "figures", f"published {year}", **done)
    return len(tables)


def _counts(sql: str, year: int) -> Counter:
    return Counter({tuple(row[:-1]): row[-1] for row in _rows(sql, year)})


def _rows(sql: str, *values) -> list[tuple]:
    with connections["figures"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
