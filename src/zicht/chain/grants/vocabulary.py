"""What a grant may be about."""

from django.db.models import TextChoices


class SubjectKind(TextChoices):
    SIGNAL = "signal", "Signaal"
    VICTIM = "victim", "Vermoedelijk slachtoffer"
