"""What one can ask about, and how a holder answers."""

from django.db.models import TextChoices


class Kind(TextChoices):
    PHONE = "phone", "Telefoonnummer"
    PLATE = "plate", "Kenteken"
    ADDRESS = "address", "Adres"
    PERSON = "person", "Persoon"


class Reply(TextChoices):
    CONTACT = "contact", "Ja, neem contact met mij op"
    NOT_NOW = "not_now", "Ik kan hier niets over zeggen"
