"""A holding knows whether its signal is acute and without a place, so that the work of a unit with thousands is counted at once.

Both follow from the signal, which never changes. That the holder may see the signal is looked at where it is shown.
"""

from django.db import migrations, models

from zicht.foundation.access import rows

FILL = """
ALTER TABLE custody_holding DISABLE TRIGGER USER;
ALTER TABLE custody_holding NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signals_signal NO FORCE ROW LEVEL SECURITY;
UPDATE custody_holding h SET acute = s.acute, nowhere = s.municipality_id IS NULL FROM signals_signal s WHERE s.id = h.signal_id;
ALTER TABLE signals_signal FORCE ROW LEVEL SECURITY;
ALTER TABLE custody_holding FORCE ROW LEVEL SECURITY;
ALTER TABLE custody_holding ENABLE TRIGGER USER;
"""
KNOW = f"""
CREATE FUNCTION sec.know_signal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT s.acute, s.municipality_id IS NULL INTO NEW.acute, NEW.nowhere FROM signals_signal s WHERE s.id = NEW.signal_id;
    RETURN NEW;
END $$;
ALTER FUNCTION sec.know_signal() OWNER TO {rows.GUARD};
CREATE TRIGGER know_signal BEFORE INSERT ON custody_holding FOR EACH ROW WHEN (NEW.acute IS NULL OR NEW.nowhere IS NULL)
    EXECUTE FUNCTION sec.know_signal();
"""
WORK = """
CREATE OR REPLACE FUNCTION sec.my_work() RETURNS TABLE (holding_id uuid, role text, acute boolean, nowhere boolean,
    agreed_until timestamptz, started_at timestamptz, taken_up_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.id, h.role, h.acute, h.nowhere, coalesce(h.overdue_since, h.due_at), h.started_at, h.taken_up_at
    FROM custody_holding h
    WHERE h.organisation_id = (SELECT sec.org()) AND h.function = ANY ((SELECT sec.functions())::text[]) AND h.ended_at IS NULL
$$;
"""


def known(name: str) -> migrations.AddField:
    return migrations.AddField("holding", name, models.BooleanField(editable=False, null=True))


class Migration(migrations.Migration):
    dependencies = [("custody", "0006_overdue")]
    operations = [known("acute"), known("nowhere"), migrations.RunSQL(FILL + KNOW + WORK, migrations.RunSQL.noop)]
