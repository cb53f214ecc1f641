"""The words of deconfliction."""

from django.db.models import TextChoices


class WorkKind(TextChoices):
    SIGNAL = "signal", "Signaal"
    VISIT = "visit", "Huisbezoek of gesprek"
    INSPECTION = "inspection", "Controle"
    SEARCH = "search", "Zoeken of doorzoeking"
    ACTION = "action", "Andere actie"


class KeyKind(TextChoices):
    ADDRESS = "address", "adres"
    PHONE = "phone", "telefoonnummer"
    PLATE = "plate", "kenteken"
    COMPANY = "company", "bedrijf"
    PERSON = "person", "persoon"
