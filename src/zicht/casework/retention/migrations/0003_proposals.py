"""A run says what it could not do; a term is proposed by one and agreed to by another."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CATEGORIES = [
    ("report", "Signaal van burger of professional"),
    ("police_data", "Signaal met politiegegevens"),
    ("victim", "Persoon in het register"),
    ("work", "Gepland bezoek of gepland werk"),
]


def person(null=False):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("retentionrun", "resisted", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="TermProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("category", models.CharField(choices=CATEGORIES, max_length=12)),
                ("basis", models.CharField(max_length=200)),
                ("restrict_after_days", models.PositiveIntegerField(null=True)),
                ("destroy_after_days", models.PositiveIntegerField()),
                ("proposed_by", person()),
                ("proposed_at", models.DateTimeField()),
                ("judged_by", person(null=True)),
                ("judged_at", models.DateTimeField(null=True)),
                ("agreed", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(agreed__isnull=True)
                        | models.Q(agreed=False)
                        | models.Q(judged_by__isnull=False) & ~models.Q(judged_by=models.F("proposed_by")),
                        name="two_persons_change_a_term",
                    )
                ],
            },
        ),
    ]
