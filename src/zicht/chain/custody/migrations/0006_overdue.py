"""The agreed time is kept when escalation gives others time to help, so that a signal over its time goes on counting as such."""

from django.db import migrations, models

from zicht.foundation.access import rows

WORK = f"""
GRANT UPDATE (overdue_since) ON custody_holding TO zicht_app;
GRANT SELECT (overdue_since) ON custody_holding TO zicht_figures;
DROP FUNCTION sec.my_work();
CREATE FUNCTION sec.my_work() RETURNS TABLE (holding_id uuid, role text, acute boolean, nowhere boolean,
    agreed_until timestamptz, started_at timestamptz, taken_up_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.id, h.role, s.acute, s.municipality_id IS NULL, coalesce(h.overdue_since, h.due_at), h.started_at, h.taken_up_at
    FROM custody_holding h
    JOIN signals_signal s ON s.id = h.signal_id
    JOIN custody_custody c ON c.signal_id = h.signal_id AND c.state = 'open'
    WHERE h.organisation_id = (SELECT sec.org()) AND h.function = ANY ((SELECT sec.functions())::text[])
        AND h.ended_at IS NULL AND {rows.seen_by_grant("h.signal_id", rows.CORE)}
$$;
""" + rows.guarded_function("sec.my_work()", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("custody", "0005_sealed_words"), ("funnel", "0002_rights")]
    operations = [
        migrations.AddField("holding", "overdue_since", models.DateTimeField(null=True)),
        migrations.RunSQL(WORK, migrations.RunSQL.noop),
    ]
