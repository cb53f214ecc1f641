"""One at a time: who merges, splits or changes many pairs of CoMensha's list.

Such an act touches persons and pairs that it does not know beforehand, in no fixed order. Two at once
could each hold what the other needs, and one would be lost. They are rare and short, so they wait for each
other.
"""

from django.db import connection


def take_turn() -> None:
    """Wait until nobody else does such an act, and keep others waiting until the commit. Call it before
    the first change.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('register.regrouping', 0))")
