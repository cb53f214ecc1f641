"""For the local picture: what was noticed, as codes of signal cards, and whether it was about a minor."""

import django.contrib.postgres.fields
from django.db import migrations, models

RIGHTS = "GRANT SELECT (minor, indicators) ON signals_signal TO zicht_figures;"


class Migration(migrations.Migration):
    dependencies = [("funnel", "0004_own_regions"), ("signals", "0002_rows")]
    operations = [
        migrations.AddField("signalfact", "minor", models.BooleanField(null=True)),
        migrations.AddField(
            "signalfact",
            "indicators",
            django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
