"""One submission, one row: a double click, a second tab or a retry leads to what was stored the first
time.
"""

import uuid

from django.db import connection

SUBMISSIONS = uuid.UUID("6f1f3c5e-5b0e-4a52-8d0b-3c1f5f2d7a10")


def submitted_id(scope, submission_key: str) -> uuid.UUID:
    """Return the id that belongs to a submission, the same at every retry; two tabs that submit it at once
    wait for each other."""
    if not submission_key:
        return uuid.uuid4()
    key = uuid.uuid5(SUBMISSIONS, f"{scope}|{submission_key}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])
    return key


def already(model, key, **of):
    """Return the row that this very form added before, on a double click or in a second tab; None for a new
    one. Ask it when two tabs can no longer be here at once: after locking what `of` points at."""
    return model.objects.filter(pk=key, **of).first() if key else None
