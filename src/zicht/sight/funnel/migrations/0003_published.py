"""The funnel in round numbers, as it went out month by month."""

from django.db import migrations, models

RIGHTS = """
GRANT SELECT, INSERT ON funnel_publishedfunnel TO zicht_figures;
GRANT SELECT ON funnel_publishedfunnel TO zicht_app, zicht_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON funnel_publishedfunnel FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("funnel", "0002_rights")]
    operations = [
        migrations.CreateModel(
            name="PublishedFunnel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("region", models.CharField(blank=True, max_length=60)),
                ("form", models.CharField(blank=True, max_length=20)),
                ("figures", models.JSONField()),
                ("published_on", models.DateField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("month", "region", "form"), name="a_funnel_is_published_once")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
