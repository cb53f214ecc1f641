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

# Who looks along does so while the signal is open: that ends with its closure and comes back when it is opened again. So
# the running holdings are the work of today, however many signals were closed before.
INFORMED = """
CREATE FUNCTION sec.follow_custody() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'closed' THEN
        UPDATE custody_holding SET end_reason = 'closed',
            ended_at = (SELECT max(at) FROM custody_closure WHERE signal_id = NEW.signal_id)
        WHERE signal_id = NEW.signal_id AND role = 'informed' AND ended_at IS NULL;
    ELSE
        INSERT INTO custody_holding (id, signal_id, organisation_id, function, role, task, because, started_at, escalation, end_reason)
        SELECT DISTINCT ON (organisation_id, function) gen_random_uuid(), signal_id, organisation_id, function, role, task, because,
            (SELECT max(at) FROM custody_reopening WHERE signal_id = NEW.signal_id), 0, ''
        FROM custody_holding WHERE signal_id = NEW.signal_id AND role = 'informed' AND end_reason = 'closed'
        ORDER BY organisation_id, function, ended_at DESC
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION sec.follow_custody() OWNER TO zicht_guard;
CREATE TRIGGER follow_custody AFTER UPDATE OF state ON custody_custody FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION sec.follow_custody();
"""


class Migration(migrations.Migration):
    dependencies = [("custody", "0003_lists")]
    operations = [migrations.RunSQL(WORK + PREVIEW + INFORMED, migrations.RunSQL.noop)]
