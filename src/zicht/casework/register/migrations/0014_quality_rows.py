"""What an organisation does not know is read with sight of the person; reminders are written by jobs only."""

from django.db import migrations

from zicht.foundation.access import rows

TABLE = "register_notknown"
SEEN = rows.seen_by_grant(f"{TABLE}.victim_id", rows.FULL)
MINE = "organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())"
ROWS = (
    rows.force(TABLE) + rows.readable(TABLE, SEEN) + rows.addable(TABLE, f"{MINE} AND {SEEN}") + rows.insert_only(TABLE) + rows.sequences()
)
# Reading a file in happens as the worker: locking a person before a notification needs the right to change it.
LOCK = f"GRANT UPDATE (missing) ON register_presumedvictim TO {rows.WORKER};\n"


class Migration(migrations.Migration):
    dependencies = [("register", "0013_quality")]
    operations = [migrations.RunSQL(ROWS + LOCK, migrations.RunSQL.noop)]
