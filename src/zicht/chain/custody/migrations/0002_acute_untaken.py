"""What the alarm looks for on every page: acute work that nobody took up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("custody", "0001_initial"),
    ]

    operations = [
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
    ]
