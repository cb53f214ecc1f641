"""One at a time: acts that touch rows which they do not know beforehand, in no fixed order.

Two at once could each hold what the other needs, and one would be lost. They are rare and short, so they
wait for each other.
"""

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until nobody else does an act called `name`, and keep others waiting until the commit. Call it
    before the first change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
