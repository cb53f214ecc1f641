"""Nobody gives longer sight than they have: what came with an end keeps that end when it is shared on, emergency access too."""

from django.db import migrations

from zicht.foundation.access import rows

OWN_END = """
CREATE OR REPLACE FUNCTION sec.my_sharing_grounds(of_kind text, subject uuid, receiver uuid, aim text)
RETURNS TABLE (agreement uuid, level smallint, until timestamptz, lacking text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine smallint := sec.my_level(subject);
    me uuid := sec.org();
    own text[] := sec.functions();
    person uuid := sec.person();
    own_end timestamptz := (SELECT max(coalesce(g.until, 'infinity')) FROM sharing_grant g WHERE g.subject_id = subject
        AND g.organisation_id = me AND g.level = mine AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > now())
        AND (g.function IS NULL OR g.function = ANY (own)) AND (g.account_id IS NULL OR g.account_id = person));
BEGIN
    RETURN QUERY SELECT g.agreement, least(g.level, mine), least(g.until, own_end), g.lacking
    FROM sec.sharing_grounds(of_kind, subject, me, receiver, aim) g WHERE mine > 0;
END $$;
""" + rows.guarded_function("sec.my_sharing_grounds(text, uuid, uuid, text)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0008_consent_and_break_glass_rows")]
    operations = [migrations.RunSQL(OWN_END, migrations.RunSQL.noop)]
