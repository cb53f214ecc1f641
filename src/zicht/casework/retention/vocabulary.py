"""The words of retention."""

from django.db.models import TextChoices


class Category(TextChoices):
    REPORT = "report", "Signaal van burger of professional"
    POLICE_DATA = "police_data", "Signaal met politiegegevens"
    VICTIM = "victim", "Persoon in het register"


class Step(TextChoices):
    RESTRICT = "restrict", "Alleen nog bewaren"
    DESTROY = "destroy", "Vernietigen"
