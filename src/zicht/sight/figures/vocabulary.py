"""By what figures are divided, and the keys of each division in the order of the published tables."""

from django.db.models import TextChoices

from zicht.casework.register.vocabulary import NotifierKind, Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.reference.figures import NATIONALITY_GROUPS

WORKING_REGION_KIND = "safety_region"


class Division(TextChoices):
    NOTIFIER = "notifier", "melder"
    FORM = "form", "uitbuitingsvorm"
    CONTINENT = "continent", "nationaliteit"
    MONTH = "month", "maand"
    REGION = "region", "regio"
    MUNICIPALITY = "municipality", "gemeente"
    SEX = "sex", "geslacht"
    AGE = "age", "leeftijd"
    SECTOR = "sector", "sector"


class Count(TextChoices):
    PERSONS = "persons", "personen"
    NOTIFICATIONS = "notifications", "meldingen"


# What the published tables count; persons in every other division.
DEFAULT_COUNT = {
    Division.NOTIFIER: Count.NOTIFICATIONS,
    Division.MONTH: Count.NOTIFICATIONS,
    Division.REGION: Count.NOTIFICATIONS,
    Division.MUNICIPALITY: Count.NOTIFICATIONS,
    Division.SECTOR: Count.NOTIFICATIONS,
}


CONTINENT_LABELS = {
    "netherlands": "Nederland",
    "europe": "Europa (buiten Nederland)",
    "africa": "Afrika",
    "asia": "Azië",
    "latin_america": "Latijns-Amerika",
    "other": "Anders",
    "unknown": "Onbekend",
}
AGE_LABELS = {"0-11": "0–11", "12-17": "12–17", "18-22": "18–22", "23-29": "23–29", "30-39": "30–39", "40+": "40 en ouder",
              "unknown": "Onbekend"}  # fmt: skip
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

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
