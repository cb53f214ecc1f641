"""The terms that every installation begins with; the data-protection officer confirms or changes them.

Wpg: Wet politiegegevens art. 8 and 14 (five years in use, five more kept, then destroyed). The others are a
cautious beginning: no law names a number of years for reports and persons, or of days for a planned visit.
"""

from datetime import date

from django.db import migrations

OWN = "Eigen termijn, te bevestigen door de functionaris gegevensbescherming (AVG art. 5 lid 1 onder e)"
TERMS = (
    ("police_data", "Wet politiegegevens art. 8 en 14", 1826, 3652),
    ("report", OWN, None, 1826),
    ("victim", OWN, None, 3652),
    ("work", OWN, None, 365),
)


def add(apps, schema_editor):
    term = apps.get_model("retention", "RetentionTerm")
    term.objects.using(schema_editor.connection.alias).bulk_create(
        term(
            category=category,
            basis=basis,
            restrict_after_days=restricted,
            destroy_after_days=destroyed,
            confirmed=False,
            valid_from=date(2026, 1, 1),
        )
        for category, basis, restricted, destroyed in TERMS
    )


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
