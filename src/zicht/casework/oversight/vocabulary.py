"""The words of oversight."""

from django.db.models import TextChoices


class QuestionKind(TextChoices):
    VOLUME = "volume", "Veel meer bekeken dan anders"
    OFF_HOURS = "off_hours", "Bekeken buiten werktijd"
    FAMILY_NAME = "family_name", "Een dossier waarin de eigen achternaam voorkomt"
    HONEYTOKEN = "honeytoken", "Een controlesignaal geopend"
    DECOY = "decoy", "Naar een lokgegeven gevraagd"
    ASKED = "asked", "Vraag van de functionaris"


class QuestionOutcome(TextChoices):
    EXPLAINED = "explained", "Er is een goede uitleg"
    TALK = "talk", "We praten hier verder over"
    NOT_ASKED = "not_asked", "Vragen was niet nodig"


class ConflictReason(TextChoices):
    FAMILY = "family", "Familie of gezin"
    FRIEND = "friend", "Vriend, kennis of buur"
    WORK = "work", "Ik ken iemand hierin van ander werk"
    OWN_CASE = "own_case", "Het gaat over mijzelf"
    OTHER = "other", "Iets anders"
