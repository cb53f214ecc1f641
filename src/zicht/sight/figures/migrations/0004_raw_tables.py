"""Raw figures worked out beforehand: for registrars only, as the facts they come from."""

from django.db import migrations, models

RIGHTS = """
ALTER TABLE figures_rawtable ENABLE ROW LEVEL SECURITY;
ALTER TABLE figures_rawtable FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON figures_rawtable TO zicht_figures;
GRANT SELECT ON figures_rawtable TO zicht_app, zicht_worker;
CREATE POLICY figures_all ON figures_rawtable TO zicht_figures USING (true) WITH CHECK (true);
CREATE POLICY worker_read ON figures_rawtable FOR SELECT TO zicht_worker USING (true);
CREATE POLICY raw_read ON figures_rawtable FOR SELECT TO zicht_app
    USING ('registrar' = ANY ((SELECT sec.functions())::text[]));
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_published")]
    operations = [
        migrations.CreateModel(
            name="RawTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.SmallIntegerField()),
                ("count", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=20)),
                ("form", models.CharField(blank=True, max_length=20)),
                ("region", models.CharField(blank=True, max_length=60)),
                ("cells", models.JSONField()),
                ("total", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "count", "form", "region", "year"), name="a_question_has_one_answer"
                    )
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
