"""Whatever ends something only moves forward: the moments come from the schema, the rules from the triggers
(SH7).
"""

from tests.rules.moving_back import MAY_MOVE_BACK
from tests.rules.test_database import rows
from zicht.foundation.database import rules

# A moment that is empty at first ends or settles something; so does one with such a name.
MOMENTS = """
    SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.table_name !~ '^(procrastinate|auth)_'
        AND c.data_type IN ('timestamp with time zone', 'date')
        AND (c.is_nullable = 'YES' OR c.column_name ~
            '(^until|_until|^due_|_due_|expire|^ends_|ended|closed|withdrawn|revoked|lifted|destroyed|used|accepted)')
        AND NOT EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
            WHERE t.tgrelid = ('public.' || c.table_name)::regclass AND f.proname = 'refuse_change'
                AND t.tgname = 'insert_only')"""
KEPT = """
    SELECT t.tgrelid::regclass::text, t.tgname::text,
        string_to_array(encode(t.tgargs, 'escape'), '\\000') FROM pg_trigger t
    JOIN pg_proc f ON f.oid = t.tgfoid AND f.proname = 'refuse_step_back'"""


def kept() -> dict[str, set[str]]:
    """Return "table.column" by kind of rule: what PostgreSQL lets move forward only."""
    found: dict[str, set[str]] = {kind: set() for kind in rules.STEPS}
    for table, trigger, columns in rows(KEPT):
        found[trigger.split("_")[0]] |= {f"{table}.{column}" for column in columns if column}
    return found


def test_SH7_every_moment_that_ends_something_only_moves_forward(database):
    """SH7: or stands, with the reason, among those that may move back."""
    moments = {name for (name,) in rows(MOMENTS)}
    forward = set.union(*kept().values())
    assert moments - forward - MAY_MOVE_BACK.keys() == set()
    assert len(moments & forward) > 20


def test_SH7_no_excuse_is_left_for_a_moment_that_is_gone_or_kept(database):
    """SH7: the list of exceptions stays as short as it can be."""
    moments = {name for (name,) in rows(MOMENTS)}
    assert MAY_MOVE_BACK.keys() - moments == set()
    assert MAY_MOVE_BACK.keys() & set.union(*kept().values()) == set()
