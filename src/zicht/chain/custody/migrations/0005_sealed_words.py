"""What people write at a hand-over or a reopening is sealed; before, it stood in plain words in the database."""

from django.db import migrations, models

from zicht.foundation.vault import sealing

# Table, key, column, and the place the words are sealed for.
PLAIN = (
    ("custody_handover", "id", "reason", "custody_handover|{}|reason"),
    ("custody_handoverreply", "handover_id", "note", "custody_handoverreply|{}|note"),
    ("custody_reopening", "id", "reason", "custody_reopening|{}|reason"),
)
ALONE = "ALTER TABLE {0} DISABLE TRIGGER USER; ALTER TABLE {0} NO FORCE ROW LEVEL SECURITY;"
# Rewritten rows are checked against their foreign keys at the commit, unless that is done first.
GUARDED = """SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {0} ENABLE TRIGGER USER;
    ALTER TABLE {0} FORCE ROW LEVEL SECURITY; SET CONSTRAINTS ALL DEFERRED;"""


def seal(apps, editor):
    """The owner works alone on each table, and leaves it guarded as it was."""
    with editor.connection.cursor() as cursor:
        for table, key, column, place in PLAIN:
            cursor.execute(ALONE.format(table))
            cursor.execute(
                f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL,"
                f" ALTER COLUMN {column} TYPE bytea USING convert_to({column}, 'UTF8')"
            )
            cursor.execute(f"SELECT {key}, signal_id, {column} FROM {table}")
            for row_id, signal_id, plain in cursor.fetchall():
                words = bytes(plain).decode()
                core = sealing.digest("core-words", str(signal_id))
                sealed = sealing.seal(core, place.format(row_id), words) if words else None
                cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [sealed, row_id])
            cursor.execute(GUARDED.format(table))
        cursor.execute(ALONE.format("custody_holding"))
        cursor.execute(
            "UPDATE custody_holding SET because = 'U hebt dit signaal overgenomen.' WHERE because LIKE 'Overgenomen: %'"
        )
        cursor.execute(GUARDED.format("custody_holding"))


def sealed(model: str, name: str) -> migrations.AlterField:
    return migrations.AlterField(model, name, models.BinaryField(null=True))


class Migration(migrations.Migration):
    dependencies = [("custody", "0004_work"), ("sharing", "0003_own_and_timely")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(seal, migrations.RunPython.noop)],
            [sealed("handover", "reason"), sealed("handoverreply", "note"), sealed("reopening", "reason")],
        )
    ]
