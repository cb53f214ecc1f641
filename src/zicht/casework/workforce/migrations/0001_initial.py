"""Sizes of sectors: no case data; everyone at work may read them."""

import django.db.models.deletion
from django.db import migrations, models

from zicht.foundation.access import rows


class Migration(migrations.Migration):
    initial = True
    dependencies = [("organisations", "0002_rights")]
    operations = [
        migrations.CreateModel(
            name="SectorSize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(max_length=1)),
                ("workers", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("counted_on", models.DateField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("municipality", "section"), name="one_size_per_sector")],
            },
        ),
        migrations.RunSQL(rows.plain("workforce_sectorsize") + rows.sequences(), migrations.RunSQL.noop),
    ]
