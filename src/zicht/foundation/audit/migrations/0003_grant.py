"""Each event on a signal or person names the grant on which it rested (NEN 7513: participant object permission policy set)."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_rights")]
    operations = [
        migrations.AddField("auditevent", "grant_id", models.UUIDField(null=True)),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["organisation_id", "id"], name="audit_of_organisation")
        ),
        migrations.AddIndex("auditevent", BrinIndex(fields=["at"], name="audit_by_day")),
    ]
