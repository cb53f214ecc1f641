from django.db import migrations

from zicht.foundation.access import rows

# One look at the grant for each holding instead of one for each table that is read.
WORK = f"""
CREATE FUNCTION sec.my_work() RETURNS TABLE (holding_id uuid, role text, acute boolean, nowhere boolean,
    due_at timestamptz, started_at timestamptz, taken_up_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.id, h.role, s.acute, s.municipality_id IS NULL, h.due_at, h.started_at, h.taken_up_at
    FROM custody_holding h
    JOIN signals_signal s ON s.id = h.signal_id
    JOIN custody_custody c ON c.signal_id = h.signal_id AND c.state = 'open'
    WHERE h.organisation_id = (SELECT sec.org()) AND h.function = ANY ((SELECT sec.functions())::text[])
        AND h.ended_at IS NULL AND {rows.seen_by_grant("h.signal_id", rows.CORE)}
$$;
""" + rows.guarded_function("sec.my_work()", rows.APP)

# The preview that came with an offer ends with the offer, whoever ends it; sight on another basis stays.
PREVIEW = """
CREATE FUNCTION sec.end_preview(wanted uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE sharing_grant g SET ended_at = now(), ended_because = 'De overdracht ging niet door.'
    FROM custody_handover h JOIN custody_handoverreply r ON r.handover_id = h.id
    WHERE h.id = wanted AND r.answer IN ('returned', 'withdrawn') AND r.organisation_id = (SELECT sec.org())
        AND g.subject_id = h.signal_id AND g.organisation_id = h.to_organisation_id AND g.function = h.to_function
        AND g.basis = 'handover' AND g.level = 2 AND g.ended_at IS NULL
$$;
""" + rows.guarded_function("sec.end_preview(uuid)", rows.APP, rows.WORKER)


class Migration(migrations.Migration):
    dependencies = [("custody", "0003_lists")]
    operations = [migrations.RunSQL(WORK + PREVIEW, migrations.RunSQL.noop)]
