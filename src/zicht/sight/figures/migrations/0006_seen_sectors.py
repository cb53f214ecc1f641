"""In which sectors a region is seen to have notifications: for who watches over the chain there."""

from django.db import migrations, models

RIGHTS = """
ALTER TABLE figures_seensector ENABLE ROW LEVEL SECURITY;
ALTER TABLE figures_seensector FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON figures_seensector TO zicht_figures;
GRANT SELECT ON figures_seensector TO zicht_app, zicht_worker;
CREATE POLICY figures_all ON figures_seensector TO zicht_figures USING (true) WITH CHECK (true);
CREATE POLICY worker_read ON figures_seensector FOR SELECT TO zicht_worker USING (true);
CREATE POLICY own_regions ON figures_seensector FOR SELECT TO zicht_app USING (
    (SELECT sec.functions())::text[] && ARRAY['chain_director', 'care_coordinator', 'tmm', 'fallback_desk']
    AND region_code = ANY ((SELECT sec.working_regions(sec.org()))::text[]));
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0005_perceived"), ("funnel", "0004_own_regions")]
    operations = [
        migrations.CreateModel(
            name="SeenSector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region_code", models.CharField(max_length=60)),
                ("section", models.CharField(max_length=1)),
            ],
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
