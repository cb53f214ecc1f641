"""The way a signal really went: kinds of organisations in the order in which they became responsible.

Editions of the funnel that went out before held all earlier signals too. They would share signals with the editions per
month that go out from now on, and the difference would tell; so they are taken back.
"""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funnel", "0005_picture")]
    operations = [
        migrations.AddField(
            "signalfact",
            "way",
            django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None),
        ),
        migrations.RunSQL("TRUNCATE funnel_publishedfunnel", migrations.RunSQL.noop),
    ]
