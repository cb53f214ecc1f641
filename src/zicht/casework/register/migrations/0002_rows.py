from django.db import migrations

from zicht.foundation.access import rows

MINE = "organisation_id = (SELECT sec.org())"


def of_victim(table: str, extra: str = "") -> str:
    """Rows of a presumed victim: read and added with full sight of that person, never changed."""
    seen = rows.seen_by_grant(f"register_{table}.victim_id", rows.FULL)
    return (
        rows.force(f"register_{table}")
        + rows.readable(f"register_{table}", seen)
        + rows.addable(f"register_{table}", f"{seen}{extra}")
        + rows.insert_only(f"register_{table}")
    )


SIGNAL_SEEN = "EXISTS (SELECT 1 FROM signals_signal s WHERE s.id = {table}.signal_id)"

ROWS = (
    rows.force("register_presumedvictim")
    + rows.readable("register_presumedvictim", rows.seen_by_grant("register_presumedvictim.id", rows.FULL))
    + rows.addable("register_presumedvictim", rows.seen_by_grant("register_presumedvictim.id", rows.FULL))
    + rows.insert_only("register_presumedvictim")
    + of_victim("identitykey")
    + of_victim("notification", f" AND {MINE} AND filed_by = (SELECT sec.person())")
    + rows.force("register_victimsignal")
    + rows.readable("register_victimsignal", SIGNAL_SEEN.format(table="register_victimsignal"))
    + rows.addable("register_victimsignal", rows.seen_by_grant("register_victimsignal.victim_id", rows.FULL))
    + rows.insert_only("register_victimsignal")
    + rows.force("register_registrationdecision")
    + rows.readable("register_registrationdecision", SIGNAL_SEEN.format(table="register_registrationdecision"))
    + rows.addable(
        "register_registrationdecision",
        f"{MINE} AND person_id = (SELECT sec.person()) AND "
        + rows.seen_by_grant("register_registrationdecision.signal_id", rows.FULL),
    )
    + rows.insert_only("register_registrationdecision")
    + rows.force("register_obligation")
    + rows.readable(
        "register_obligation", f"{MINE} OR {SIGNAL_SEEN.format(table='register_obligation')} OR "
        + rows.seen_by_grant("register_obligation.victim_id", rows.FULL)
    )
    + rows.addable(
        "register_obligation",
        rows.seen_by_grant("register_obligation.signal_id", rows.FULL) + " OR "
        + rows.seen_by_grant("register_obligation.victim_id", rows.FULL),
    )
    + rows.changeable("register_obligation", "fulfilled_by_id, fulfilled_on", MINE)
    + rows.plain("register_notificationcriterion")
    + rows.sequences()
)

KNOWN = """
CREATE FUNCTION sec.identity_known(wanted bytea) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sec.org() IS NOT NULL AND EXISTS (SELECT 1 FROM register_identitykey WHERE digest = wanted)
$$;
""" + rows.guarded_function("sec.identity_known(bytea)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("custody", "0002_rows")]
    operations = [migrations.RunSQL(ROWS + KNOWN, migrations.RunSQL.noop)]
