"""What professionals answered in a year, protected, as it went out."""

from django.db import migrations, models

RIGHTS = """
GRANT SELECT, INSERT ON figures_publishedsurvey TO zicht_figures;
GRANT SELECT ON figures_publishedsurvey TO zicht_app, zicht_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON figures_publishedsurvey FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_raw_tables"), ("survey", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="PublishedSurvey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.SmallIntegerField(unique=True)),
                ("answers", models.IntegerField()),
                ("figures", models.JSONField()),
                ("published_on", models.DateField()),
            ],
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
