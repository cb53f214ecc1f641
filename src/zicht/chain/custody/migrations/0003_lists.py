from django.db import migrations

from zicht.foundation.access import rows

# Driven from the grants of the acting organisation, so that a list costs what is shown and not what exists. Only ids come
# out; the rows themselves are read under row-level security afterwards.
MINE = """g.organisation_id = (SELECT sec.org()) AND g.subject_kind = 'signal' AND g.ended_at IS NULL AND g.level >= 2
        AND (g.until IS NULL OR g.until > now())
        AND (g.function IS NULL OR g.function = ANY ((SELECT sec.functions())::text[]))
        AND (g.account_id IS NULL OR g.account_id = (SELECT sec.person()))"""

LIST = f"""
CREATE FUNCTION sec.list_signals(wanted jsonb, before_day date, before_id uuid, most integer)
RETURNS TABLE (signal_id uuid, grant_id uuid, granted_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, g.id, g.granted_on
    FROM sharing_grant g
    JOIN signals_signal s ON s.id = g.subject_id
    JOIN custody_custody c ON c.signal_id = s.id
    WHERE {MINE}
        AND (before_day IS NULL OR (g.granted_on, g.id) < (before_day, before_id))
        AND (wanted->>'state' IS NULL OR c.state = wanted->>'state')
        AND (wanted->>'form' IS NULL OR s.form = wanted->>'form')
        AND (wanted->>'municipality' IS NULL OR coalesce(s.municipality_id, 'unknown') = wanted->>'municipality')
        AND (wanted->>'acute' IS NULL OR s.acute)
        AND (wanted->>'since' IS NULL OR s.received_on >= (wanted->>'since')::date)
        -- Only the newest grant on a signal counts; CASE makes PostgreSQL look for a newer one after all filters.
        AND CASE WHEN c.state <> '' THEN NOT EXISTS (
            SELECT 1 FROM (SELECT g.* FROM sharing_grant g WHERE g.subject_id = s.id AND {MINE}) later
            WHERE (later.granted_on, later.id) > (g.granted_on, g.id)) END
    ORDER BY g.granted_on DESC, g.id DESC LIMIT most
$$;
""" + rows.guarded_function("sec.list_signals(jsonb, date, uuid, integer)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("custody", "0002_rows"), ("sharing", "0002_rows")]
    operations = [migrations.RunSQL(LIST, migrations.RunSQL.noop)]
