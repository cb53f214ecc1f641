"""Completions keep the version before; rows beside a signal need full sight of it; the question "known elsewhere?"."""

from django.db import migrations

from zicht.foundation.access import rows

MINE = "organisation_id = (SELECT sec.org())"


def signal_seen(table: str, level: int) -> str:
    return rows.seen_by_grant(f"{table}.signal_id", level)


def victim_seen(table: str) -> str:
    return rows.seen_by_grant(f"{table}.victim_id", rows.FULL)


def instead(table: str, policy: str, command: str, clause: str, condition: str) -> str:
    """Replace one policy of a table."""
    return f"DROP POLICY {policy} ON {table};\nCREATE POLICY {policy} ON {table} FOR {command} TO {rows.APP} {clause} ({condition});\n"


LINK, DECISION, DUTY = "register_victimsignal", "register_registrationdecision", "register_obligation"

# Whoever gave a signal follows its core; that a person was registered from it is more than they may know.
NARROWER = (
    instead(
        LINK, "app_read", "SELECT", "USING",
        f"{signal_seen(LINK, rows.FULL)} OR ({signal_seen(LINK, rows.CORE)} AND {victim_seen(LINK)})",
    )
    + instead(
        LINK, "app_add", "INSERT", "WITH CHECK",
        f"{MINE} AND {signal_seen(LINK, rows.CORE)} AND {victim_seen(LINK)}",
    )
    + instead(
        DECISION, "app_read", "SELECT", "USING",
        f"{MINE} OR reporting_organisation_id = (SELECT sec.org()) OR {signal_seen(DECISION, rows.FULL)} OR {victim_seen(DECISION)}",
    )
    + instead(
        DUTY, "app_read", "SELECT", "USING",
        f"{MINE} OR {signal_seen(DUTY, rows.FULL)} OR {victim_seen(DUTY)}",
    )
)

VERSIONS = (
    rows.force("register_victimversion")
    + rows.readable("register_victimversion", victim_seen("register_victimversion"))
    + rows.insert_only("register_victimversion")
    + "DROP TRIGGER insert_only ON register_presumedvictim;\n"
    + "CREATE TRIGGER never_deleted BEFORE DELETE ON register_presumedvictim FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();\n"
    + rows.changeable(
        "register_presumedvictim",
        "sex, birth_year, nationalities, country_of_origin, missing, identity",
        rows.seen_by_grant("register_presumedvictim.id", rows.FULL),
    )
    + rows.sequences()
)

KEEP = """
CREATE FUNCTION sec.keep_victim_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO register_victimversion (victim_id, version, sex, birth_year, nationalities, country_of_origin, identity, replaced_at)
    VALUES (OLD.id, OLD.version, OLD.sex, OLD.birth_year, OLD.nationalities, OLD.country_of_origin, OLD.identity, now());
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE ON register_presumedvictim FOR EACH ROW EXECUTE FUNCTION sec.keep_victim_version();
ALTER FUNCTION sec.keep_victim_version() OWNER TO zicht_guard;
"""

ELSEWHERE = f"""
DROP FUNCTION sec.identity_known(bytea);
CREATE FUNCTION sec.identity_elsewhere(wanted bytea[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sec.org() IS NOT NULL AND EXISTS (
        SELECT 1 FROM register_identitykey k WHERE k.digest = ANY (wanted) AND NOT {rows.seen_by_grant("k.victim_id", rows.FULL)})
$$;
""" + rows.guarded_function("sec.identity_elsewhere(bytea[])", rows.APP)

# The own persons, newest first, are found from the grants: without this a small organisation reads the whole register.
OWN_VICTIMS = """
CREATE INDEX recent_victim_grants ON sharing_grant (organisation_id, granted_on DESC, subject_id)
    WHERE ended_at IS NULL AND subject_kind = 'victim';
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0003_completions"), ("sharing", "0002_rows")]
    operations = [migrations.RunSQL(NARROWER + VERSIONS + KEEP + ELSEWHERE + OWN_VICTIMS, migrations.RunSQL.noop)]
