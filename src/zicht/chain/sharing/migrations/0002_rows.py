from django.db import migrations

from zicht.foundation.access import rows

MAY_GRANT = """
CREATE FUNCTION sec.may_grant(subject uuid, granted smallint, receiver uuid) RETURNS boolean
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
        WHERE h.signal_id = subject AND h.to_organisation_id = me AND r.answer = 'accepted');
END $$;
""" + rows.guarded_function("sec.may_grant(uuid, smallint, uuid)", rows.APP)

ROWS = (
    rows.force("sharing_grant")
    + rows.readable("sharing_grant", "organisation_id = (SELECT sec.org())")
    + rows.addable("sharing_grant", "sec.may_grant(subject_id, level, organisation_id)")
    + rows.changeable("sharing_grant", "ended_at, ended_because", "organisation_id = (SELECT sec.org())")
)


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0001_initial"),
        ("access", "0001_security"),
        ("custody", "0001_initial"),
        ("organisations", "0002_rights"),
    ]
    operations = [migrations.RunSQL(MAY_GRANT + ROWS, migrations.RunSQL.noop)]
