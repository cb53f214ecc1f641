"""A person's telephone and document number stand sealed with the name, so an agreement reaches a person in full only when it also
covers contact data. What was shared in full under an agreement that does not say so ends: its parties never agreed to that."""

from django.db import migrations

from zicht.foundation.access import rows

LEVEL = """
CREATE OR REPLACE FUNCTION sec.level_of(of_kind text, covered text[], police_data boolean) RETURNS smallint
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN of_kind = 'victim' THEN CASE WHEN covered @> '{victim_identity,narrative,contact}' THEN 3 ELSE 1 END
        WHEN police_data AND NOT covered @> '{criminal}' THEN 1
        WHEN covered @> '{signal_core,narrative,reporter,contact}' THEN 3
        WHEN covered @> '{signal_core}' THEN 2
        ELSE 1 END::smallint
$$;
""" + rows.guarded_function("sec.level_of(text, text[], boolean)", rows.WORKER)

END = """
ALTER TABLE sharing_grant DISABLE TRIGGER USER;
ALTER TABLE sharing_grant NO FORCE ROW LEVEL SECURITY;
UPDATE sharing_grant g SET ended_at = now(), ended_because = 'De afspraak noemt geen contactgegevens. Die horen nu bij een persoon.'
    FROM agreements_agreement a WHERE a.id = g.agreement_id AND g.subject_kind = 'victim' AND g.level = 3 AND g.ended_at IS NULL
    AND NOT a.categories @> ARRAY['contact']::varchar[];
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE sharing_grant FORCE ROW LEVEL SECURITY;
ALTER TABLE sharing_grant ENABLE TRIGGER USER;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0010_reminded_at"), ("agreements", "0002_rules")]
    operations = [migrations.RunSQL(LEVEL, migrations.RunSQL.noop), migrations.RunSQL(END, migrations.RunSQL.noop)]
