"""Whatever is sealed in a case table is known to retention, and is really reached (SH7)."""

from tests.rules.test_database import rows
from zicht.casework.retention.reach import SEALED, Reach

NO_CASES = ("audit_", "vault_", "accounts_", "django_", "procrastinate_", "access_", "mfa_")


def sealed_columns() -> set[str]:
    found = rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND"
        " data_type = 'bytea'"
    )
    return {f"{table}.{column}" for table, column in found if not table.startswith(NO_CASES)}


def test_SH7_retention_knows_every_sealed_column(database):
    """SH7: a new column with sealed words says how the destruction of its subject reaches it."""
    assert sealed_columns() == set(SEALED)


def test_SH7_what_is_said_to_be_emptied_is_spoken_of_in_the_function_that_destroys(database):
    """SH7: by table and, where the row stays, by column."""
    [(source,)] = rows("SELECT prosrc FROM pg_proc WHERE oid = 'sec.destroy_subject(uuid)'::regprocedure")
    emptied = [name.split(".") for name, reach in SEALED.items() if reach == Reach.EMPTIED]
    forgotten = [
        f"{table}.{column}"
        for table, column in emptied
        if f"DELETE FROM {table} " not in source
        and not any(f"UPDATE {table} SET" in line and f"{column} = " in line for line in source.split(";"))
    ]
    assert forgotten == []
