"""The ways to ask, and what is told about them."""

from django.db.models import TextChoices


class Way(TextChoices):
    """Every way in which a person can hear that another organisation knows something."""

    INQUIRY = "inquiry", "Navraag bij andere regio's"
    PLAN = "plan", "Een plan dat werk van een ander raakt"
    WORK = "work", "Vragen wie ergens werkt, zonder te plannen"
    REGISTER = "register", "Kijken of een persoon elders bekend is"
    SIGNAL = "signal", "Iets toevoegen aan een signaal"


class AlarmKind(TextChoices):
    USED_UP = "used_up", "Meer gevraagd dan kan"
    DECOY = "decoy", "Naar een lokgegeven gevraagd"


class MoreFor(TextChoices):
    ACTION = "action", "Een gezamenlijke actie"
    CASE = "case", "Een grote zaak"
    ARREARS = "arrears", "Inhalen van werk dat bleef liggen"
