"""A grant shows itself to the function or person it was given to, and the preview of an offer ends with the offer."""

from django.db import migrations

from zicht.foundation.access import rows

# Colleagues with another function must not learn from the list of grants that there is a signal.
FOR_ME = """organisation_id = (SELECT sec.org())
    AND (function IS NULL OR function = ANY ((SELECT sec.functions())::text[]))
    AND (account_id IS NULL OR account_id = (SELECT sec.person()))"""

OWN = f"""
DROP POLICY app_read ON sharing_grant;
DROP POLICY app_change ON sharing_grant;
CREATE POLICY app_read ON sharing_grant FOR SELECT TO {rows.APP} USING ({FOR_ME});
CREATE POLICY app_change ON sharing_grant FOR UPDATE TO {rows.APP} USING ({FOR_ME}) WITH CHECK ({FOR_ME});
"""

# As before, but what an accepted hand-over opens is for the function that accepted it.
MAY_GRANT = """
CREATE OR REPLACE FUNCTION sec.may_grant(subject uuid, granted smallint, receiver uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := sec.org();
    mine text[] := sec.functions();
    person uuid := sec.person();
BEGIN
    -- Whoever sees at least as much may share that much.
    IF EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = subject AND g.organisation_id = me
               AND g.level >= granted AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > now())
               AND (g.function IS NULL OR g.function = ANY (mine)) AND (g.account_id IS NULL OR g.account_id = person)) THEN
        RETURN true;
    END IF;
    -- A subject that no one saw yet belongs to the organisation that makes it.
    IF receiver = me AND NOT EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = subject) THEN
        RETURN true;
    END IF;
    -- Whoever accepted a hand-over sees what the sender saw.
    RETURN receiver = me AND EXISTS (
        SELECT 1 FROM custody_handover h JOIN custody_handoverreply r ON r.handover_id = h.id
        WHERE h.signal_id = subject AND h.to_organisation_id = me AND h.to_function = ANY (mine) AND r.answer = 'accepted');
END $$;
"""

# Whatever ends an offer ends its preview: given back, withdrawn, or overtaken because the sender finished or was escalated
# past. At the commit, so that the act itself can still tell everyone.
PREVIEW = """
DROP FUNCTION sec.end_preview(uuid);
CREATE FUNCTION sec.end_previews() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ended timestamptz := coalesce(to_jsonb(NEW)->>'ended_at', to_jsonb(NEW)->>'answered_at')::timestamptz;
BEGIN
    UPDATE sharing_grant g SET ended_at = ended, ended_because = 'De overdracht ging niet door.'
    FROM custody_handover h
    WHERE h.signal_id = NEW.signal_id AND g.subject_id = h.signal_id AND g.ended_at IS NULL
        AND g.organisation_id = h.to_organisation_id AND g.function = h.to_function AND g.basis = 'handover' AND g.level = 2
        AND NOT EXISTS (
            SELECT 1 FROM custody_handover other JOIN custody_holding held ON held.id = other.holding_id
            LEFT JOIN custody_handoverreply r ON r.handover_id = other.id
            WHERE other.signal_id = h.signal_id AND other.to_organisation_id = h.to_organisation_id
                AND other.to_function = h.to_function
                AND (r.answer = 'accepted' OR (r.answer IS NULL AND held.ended_at IS NULL)));
    RETURN NULL;
END $$;
ALTER FUNCTION sec.end_previews() OWNER TO zicht_guard;

CREATE CONSTRAINT TRIGGER preview_ends AFTER INSERT ON custody_handoverreply DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.answer <> 'accepted') EXECUTE FUNCTION sec.end_previews();
CREATE CONSTRAINT TRIGGER preview_ends AFTER UPDATE ON custody_holding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION sec.end_previews();
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_rows"), ("custody", "0004_work")]
    operations = [migrations.RunSQL(OWN + MAY_GRANT + PREVIEW, migrations.RunSQL.noop)]
