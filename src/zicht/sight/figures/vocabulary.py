"""By what figures are divided, and the keys of each division in the order of the published tables.

Labels are Dutch; the open figures translate them on the way out (`labels`).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_noop as _

from zicht.casework.register.vocabulary import NotifierKind, Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.ui.moments import MONTHS
from zicht.reference.figures import NATIONALITY_GROUPS

WORKING_REGION_KIND = "safety_region"


class Division(TextChoices):
    NOTIFIER = "notifier", _("melder")
    FORM = "form", _("uitbuitingsvorm")
    CONTINENT = "continent", _("nationaliteit")
    MONTH = "month", _("maand")
    REGION = "region", _("regio")
    MUNICIPALITY = "municipality", _("gemeente")
    SEX = "sex", _("geslacht")
    AGE = "age", _("leeftijd")
    SECTOR = "sector", _("sector")


class Count(TextChoices):
    PERSONS = "persons", _("personen")
    NOTIFICATIONS = "notifications", _("meldingen")


# What the published tables count; persons in every other division.
DEFAULT_COUNT = {
    Division.NOTIFIER: Count.NOTIFICATIONS,
    Division.MONTH: Count.NOTIFICATIONS,
    Division.REGION: Count.NOTIFICATIONS,
    Division.MUNICIPALITY: Count.NOTIFICATIONS,
    Division.SECTOR: Count.NOTIFICATIONS,
}


CONTINENT_LABELS = {
    "netherlands": _("Nederland"),
    "europe": _("Europa (buiten Nederland)"),
    "africa": _("Afrika"),
    "asia": _("Azië"),
    "latin_america": _("Latijns-Amerika"),
    "other": _("Anders"),
    "unknown": _("Onbekend"),
}
AGE_LABELS = {
    "0-11": "0–11",
    "12-17": "12–17",
    "18-22": "18–22",
    "23-29": "23–29",
    "30-39": "30–39",
    "40+": _("40 en ouder"),
    "unknown": _("Onbekend"),
}
# Keys that are shown even when nothing was counted; a division without fixed keys shows what occurs.
KEYS: dict[str, tuple[str, ...]] = {
    Division.NOTIFIER: ("other", "fairwork", "care_coordinators", "kmar", "nla", "police"),
    Division.FORM: tuple(ExploitationForm.values),
    Division.CONTINENT: NATIONALITY_GROUPS,
    Division.MONTH: tuple(f"{month:02}" for month in range(1, 13)),
    Division.SEX: tuple(Sex.values),
    Division.AGE: tuple(AGE_LABELS),
}
LABELS: dict[str, dict[str, str]] = {
    Division.NOTIFIER: dict(NotifierKind.choices),
    Division.FORM: {key: str(label) for key, label in ExploitationForm.choices},
    Division.CONTINENT: CONTINENT_LABELS,
    Division.MONTH: {f"{number:02}": name for number, name in enumerate(MONTHS, start=1)},
    Division.SEX: dict(Sex.choices),
    Division.AGE: AGE_LABELS,
}
