"""Figures counted directly in SQL over the facts, slowly: what the figures on screen must be equal to."""

from django.db import connection

from zicht.sight.figures.vocabulary import Count, Division

WHAT = {Count.PERSONS: "count(DISTINCT f.person_key)", Count.NOTIFICATIONS: "count(DISTINCT f.id)"}
COLUMN = {
    Division.NOTIFIER: "f.notifier",
    Division.FORM: "form",
    Division.CONTINENT: "f.continent",
    Division.MONTH: "to_char(f.notified_on, 'MM')",
    Division.REGION: "coalesce(nullif(f.region_code, ''), 'unknown')",
    Division.MUNICIPALITY: "coalesce(nullif(f.municipality_code, ''), 'unknown')",
    Division.SEX: "f.sex",
    Division.AGE: "f.age_group",
    Division.SECTOR: "f.sector",
}
# A notification with two forms counts under both.
FORMS = "CROSS JOIN LATERAL (SELECT unnest(f.forms) AS form) AS of_notification"
# A person's forms are those of all notifications of the year; "unknown" only where no form is known.
PERSON_FORMS = """JOIN (SELECT DISTINCT p.person_key, form
    FROM figures_notificationfact p, unnest(p.forms) AS form
    WHERE p.year = %(year)s AND (form <> 'unknown' OR NOT EXISTS (SELECT 1 FROM figures_notificationfact known
        WHERE known.person_key = p.person_key AND known.year = p.year
            AND known.forms <> ARRAY['unknown']::varchar[]))
    ) AS of_person ON of_person.person_key = f.person_key"""


def counted(year: int, by: str, count: str, form: str = "", region: str = "") -> tuple[dict[str, int], int]:
    """Return the cells that are not zero and the total."""
    joined = PERSON_FORMS if count == Count.PERSONS else FORMS
    where = "f.year = %(year)s AND %(form)s IN ('', {}) AND (%(region)s = '' OR f.region_code = %(region)s)"
    asked = {"year": year, "form": form, "region": region}
    with connection.cursor() as cursor:
        joins = joined if form or by == Division.FORM else ""
        held = where.format("form" if joins else "''")
        cursor.execute(
            f"SELECT {COLUMN[by]}, {WHAT[count]} FROM figures_notificationfact f {joins} WHERE {held} GROUP"
            " BY 1",
            asked,
        )
        cells = dict(cursor.fetchall())
        joins = joined if form else ""
        held = where.format("form" if joins else "''")
        cursor.execute(f"SELECT {WHAT[count]} FROM figures_notificationfact f {joins} WHERE {held}", asked)
        return cells, cursor.fetchone()[0]
