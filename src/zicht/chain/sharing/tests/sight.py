"""What a real connection as the application's role can read of a subject: looked at in the tables
themselves.
"""

from django.db import connection

from zicht.foundation.access import acting

SIGNAL_TABLES = {2: ("signals_signal", "id"), 3: ("signals_signalcontent", "signal_id")}
KEY = ("vault_subjectkey", "subject_id")
VICTIM_TABLES = {3: ("register_presumedvictim", "id")}


def level_read(actor, kind: str, subject_id) -> int:
    """Return the level at which the rows can really be read: 3 the sealed story and its key, 2 the core, 1
    a grant alone, 0 nothing.
    """
    with acting(actor), connection.cursor() as cursor:

        def there(table, column):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [subject_id])
            return cursor.fetchone()[0] > 0

        tables = SIGNAL_TABLES if kind == "signal" else VICTIM_TABLES
        read = [level for level, place in tables.items() if there(*place)]
        assert there(*KEY) == (3 in read), "the key opens with the story, never without"
        cursor.execute(
            "SELECT count(*) FROM sharing_grant WHERE subject_id = %s AND ended_at IS NULL AND (until IS NULL"
            " OR until > now())",
            [subject_id],
        )
        return max(read, default=int(cursor.fetchone()[0] > 0))
