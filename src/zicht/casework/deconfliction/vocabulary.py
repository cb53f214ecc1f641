"""The words of deconfliction."""

from django.db.models import TextChoices


class WorkKind(TextChoices):
    SIGNAL = "signal", "Signaal"
    VISIT = "visit", "Huisbezoek of gesprek"
    INSPECTION = "inspection", "Controle"
    SEARCH = "search", "Zoeken of doorzoeking"
    ACTION = "action", "Andere actie"
