"""Reading with SQL: rows by the names of their columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection


def named_rows(query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of `query`, each as {column: value}, as far as the acting person sees them."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
