"""The criteria the register starts with: the five of the police, the duty of KMar and NLA, and for others the slightest
indication. They are data from here on; the registrar of CoMensha changes them in versions."""

from datetime import date

from django.db import migrations

START = date(2012, 1, 1)
STATUTORY = {
    "police": (
        ("informative_interview", "Een informatief gesprek gaf aanwijzingen voor mensenhandel"),
        ("complaint", "Een aangifte gaf aanwijzingen voor mensenhandel"),
        ("reflection_period", "De bedenktijd (B8) of een B8-vergunning is aangeboden"),
        ("investigation", "Er is een ambtshalve onderzoek gestart"),
        ("wants_help", "Een mogelijk slachtoffer wil opvang of hulp"),
    ),
    "kmar": (("statutory_duty", "Een vermoedelijk slachtoffer is aangetroffen"),),
    "nla": (("statutory_duty", "Een vermoedelijk slachtoffer is aangetroffen"),),
}
SLIGHTEST = ("slightest_indication", "De geringste aanwijzing van mensenhandel")
WITHOUT_DUTY = (
    "care_coordination",
    "fairwork",
    "municipality",
    "shelter",
    "safe_home",
    "zvh",
    "fallback_desk",
    "comensha",
    "ggd",
    "other",
)


def add(apps, schema_editor):
    criterion = apps.get_model("register", "NotificationCriterion")
    rows = [(kind, code, label, True) for kind, found in STATUTORY.items() for code, label in found]
    rows += [(kind, *SLIGHTEST, False) for kind in WITHOUT_DUTY]
    criterion.objects.using(schema_editor.connection.alias).bulk_create(
        criterion(organisation_kind=kind, code=code, label=label, statutory=statutory, valid_from=START)
        for kind, code, label, statutory in rows
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
