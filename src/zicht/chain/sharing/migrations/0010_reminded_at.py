"""When the review of emergency access was last asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0009_no_longer_than_own")]

    operations = [migrations.AddField("breakglass", "reminded_at", models.DateTimeField(null=True))]
