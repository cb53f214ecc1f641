"""The parts of a report that were stored, so that what comes later is added and never thrown away."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedPart",
            fields=[
                ("digest", models.BinaryField(primary_key=True, serialize=False)),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="signals.signal"
                    ),
                ),
            ],
        ),
    ]
