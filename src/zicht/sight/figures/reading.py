"""Fetching the facts as arrays: PostgreSQL sends fixed binary rows, so that a million of them arrive
within seconds.
"""

import numpy as np

from zicht.sight.figures.tabulating import FORMS, Facts
from zicht.sight.figures.vocabulary import Division

COLUMNS = {
    Division.NOTIFIER: "notifier",
    Division.CONTINENT: "continent",
    Division.MONTH: "to_char(notified_on, 'MM')",
    Division.REGION: "coalesce(nullif(region_code, ''), 'unknown')",
    Division.MUNICIPALITY: "coalesce(nullif(municipality_code, ''), 'unknown')",
    Division.SEX: "sex",
    Division.AGE: "age_group",
    Division.SECTOR: "sector",
}
MASK = " + ".join(f"('{form}' = ANY (forms))::int * {1 << place}" for place, form in enumerate(FORMS))
HEADER, TRAILER = 19, 2
"""Bytes before the first and after the last row of PostgreSQL's binary COPY format."""
PERSON = "person_key"


def facts(cursor) -> Facts:
    """Return all notification facts that the role of `cursor` may read."""
    keys = {str(by): _distinct(cursor, column) for by, column in COLUMNS.items()}
    names = ["year", PERSON, "forms", *keys]
    joins = " ".join(
        f"JOIN unnest(%({by})s::text[]) WITH ORDINALITY AS key_{by} (key, place) ON key_{by}.key = {column}"
        for by, column in COLUMNS.items()
    )
    places = ", ".join(f"(key_{by}.place - 1)::int" for by in COLUMNS)
    sql = (
        f"COPY (SELECT year::int, {PERSON}, {MASK}, {places} FROM figures_notificationfact {joins}) TO STDOUT"
        " (FORMAT binary)"
    )
    with cursor.copy(sql, keys) as copy:
        rows = _rows(b"".join(copy), names)
    codes = {by: rows[by].astype(np.int64) for by in keys}
    return Facts(*(rows[name].astype(np.int64) for name in names[:3]), codes, keys)


def _distinct(cursor, column: str) -> list[str]:
    cursor.execute(f"SELECT DISTINCT {column} FROM figures_notificationfact ORDER BY 1")
    return [key for (key,) in cursor.fetchall()]


def _rows(copied: bytes, names: list[str]) -> np.ndarray:
    """Each row: the number of fields, then for each field its length and its value, all big-endian."""
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name in names:
        fields += [(f"{name} length", ">i4"), (name, ">i8" if name == PERSON else ">i4")]
    row = np.dtype(fields)
    return np.frombuffer(
        copied, dtype=row, count=(len(copied) - HEADER - TRAILER) // row.itemsize, offset=HEADER
    )
