"""The words of retention."""

from django.db.models import TextChoices


class Category(TextChoices):
    REPORT = "report", "Signaal van burger of professional"
    POLICE_DATA = "police_data", "Signaal met politiegegevens"
    VICTIM = "victim", "Persoon in het register"
    WORK = "work", "Gepland bezoek of gepland werk"


class Buried(TextChoices):
    """What a tombstone can stand on."""

    SIGNAL = "signal", "Signaal"
    VICTIM = "victim", "Vermoedelijk slachtoffer"
    WORK = "work", "Gepland werk"


class Step(TextChoices):
    RESTRICT = "restrict", "Alleen nog bewaren"
    DESTROY = "destroy", "Vernietigen"
