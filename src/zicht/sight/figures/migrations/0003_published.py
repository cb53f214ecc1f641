"""Published figures, and the rule that raw facts are read by registrars only."""

from django.db import migrations, models

RIGHTS = """
ALTER TABLE figures_notificationfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE figures_notificationfact FORCE ROW LEVEL SECURITY;
REVOKE ALL ON figures_notificationfact FROM zicht_intake;
CREATE POLICY figures_all ON figures_notificationfact TO zicht_figures USING (true) WITH CHECK (true);
CREATE POLICY worker_read ON figures_notificationfact FOR SELECT TO zicht_worker USING (true);
CREATE POLICY raw_read ON figures_notificationfact FOR SELECT TO zicht_app
    USING ('registrar' = ANY ((SELECT sec.functions())::text[]));
GRANT SELECT, INSERT ON figures_publishedtable TO zicht_figures;
GRANT SELECT ON figures_publishedtable TO zicht_app, zicht_intake, zicht_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON figures_publishedtable FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_rights"), ("access", "0001_security")]
    operations = [
        migrations.CreateModel(
            name="PublishedTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.SmallIntegerField()),
                ("count", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=20)),
                ("form", models.CharField(blank=True, max_length=20)),
                ("cells", models.JSONField()),
                ("total", models.IntegerField(null=True)),
                ("published_on", models.DateField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("year", "by", "form"), name="a_table_is_published_once")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
