"""One submission, one row: a double click, a second tab or a retry leads to what was stored the first
time.
"""

import uuid

from django.db import connection

SUBMISSIONS = uuid.UUID("6f1f3c5e-5b0e-4a52-8d0b-3c1f5f2d7a10")


def submitted_id(scope, submission_key: str) -> uuid.UUID:
    """Return the id that belongs to a submission, the same at every retry; two tabs that submit it at once
    wait for each other.
    """
    if not submission_key:
        return uuid.uuid4()
    key = uuid.uuid5(SUBMISSIONS, f"{scope}|{submission_key}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])
    return key


def stored_before(model, key):
    """Return the row that the same form led to before; None the first time, and for a form without a key."""
    return model.objects.filter(pk=key).first() if key else None
