"""What the alarm looks for on every page: acute work that nobody took up, and who called about it."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("custody", "0001_initial"),
        ("organisations", "0002_special_services"),
        ("signals", "0002_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlarmCall",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("organisation_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(
                condition=models.Q(
                    ("acute", True),
                    ("ended_at__isnull", True),
                    ("role", "responsible"),
                    ("taken_up_at__isnull", True),
                ),
                fields=["due_at"],
                name="acute_untaken",
            ),
        ),
        migrations.AddField(
            model_name="alarmcall",
            name="signal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="signals.signal"
            ),
        ),
    ]
