"""Facts of the funnel are shown by PostgreSQL itself to who watches over the chain, for the regions they work in.

Everyone else reads `PublishedFunnel`. Also: whether several organisations were at work, and whether reporting was left to another.
"""

from django.db import migrations, models

from zicht.foundation.access import rows

REGIONS = """
GRANT SELECT (reason) ON register_registrationdecision TO zicht_figures;
CREATE FUNCTION sec.working_regions(organisation uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH working AS (SELECT r.code::text AS code, m.municipality_id FROM organisations_membership m
            JOIN organisations_region r ON r.id = m.region_id WHERE r.kind = 'safety_region' AND m.valid_until IS NULL),
        o AS (SELECT municipality_id, region_id FROM organisations_organisation WHERE id = organisation),
        served AS (SELECT m.municipality_id FROM organisations_membership m JOIN o ON o.region_id = m.region_id
            WHERE m.valid_until IS NULL)
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM o) THEN '{}'
        WHEN (SELECT municipality_id IS NULL AND region_id IS NULL FROM o) THEN (SELECT array_append(array_agg(DISTINCT code), '') FROM working)
        WHEN (SELECT municipality_id FROM o) IS NOT NULL THEN
            (SELECT array_agg(DISTINCT code) FROM working WHERE municipality_id = (SELECT municipality_id FROM o))
        ELSE (SELECT array_agg(code) FROM (SELECT code FROM working GROUP BY code
            HAVING bool_and(municipality_id IN (SELECT municipality_id FROM served))) AS inside)
        END
$$;
""" + rows.guarded_function("sec.working_regions(uuid)", rows.APP, rows.WORKER)

RIGHTS = """
ALTER TABLE funnel_signalfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE funnel_signalfact FORCE ROW LEVEL SECURITY;
CREATE POLICY figures_all ON funnel_signalfact TO zicht_figures USING (true) WITH CHECK (true);
CREATE POLICY worker_read ON funnel_signalfact FOR SELECT TO zicht_worker USING (true);
CREATE POLICY own_regions ON funnel_signalfact FOR SELECT TO zicht_app USING (
    (SELECT sec.functions())::text[] && ARRAY['chain_director', 'care_coordinator', 'tmm', 'fallback_desk']
    AND region_code = ANY ((SELECT sec.working_regions(sec.org()))::text[]));
"""


class Migration(migrations.Migration):
    dependencies = [("funnel", "0003_published"), ("access", "0001_security"), ("organisations", "0002_rights")]
    operations = [
        migrations.AddField("signalfact", "several_at_work", models.BooleanField(default=False)),
        migrations.AddField("signalfact", "left_to_other", models.BooleanField(default=False)),
        migrations.RunSQL(REGIONS + RIGHTS, migrations.RunSQL.noop),
    ]
