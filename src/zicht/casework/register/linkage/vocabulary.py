"""The words of recognising a person."""

from django.db.models import TextChoices

REGROUPING = "register.regrouping"
"""The turn that merging, splitting and changing many pairs wait for."""


class Judged(TextChoices):
    SAME = "same", "Dezelfde persoon"
    DIFFERENT = "different", "Iemand anders"
    UNSURE = "unsure", "Ik weet het niet"


class CandidateSource(TextChoices):
    TYPED = "typed", "Bij het registreren"
    DOUBT = "doubt", "Iemand twijfelde"
    BATCH = "batch", "Vergelijking van het hele register"


class CandidateState(TextChoices):
    WAITING = "waiting", "Wacht op CoMensha"
    LATER = "later", "Later nog eens bekijken"
    GONE = "gone", "Lijkt er bij nader inzien niet op"
    DECIDED = "decided", "Besloten"


# On CoMensha's list.
LISTED = (CandidateState.WAITING, CandidateState.LATER)


class RegroupingKind(TextChoices):
    MERGE = "merge", "Samengevoegd"
    SPLIT = "split", "Gesplitst"
    UNDO = "undo", "Ongedaan gemaakt"


class RegroupingReason(TextChoices):
    SAME_PERSON = "same_person", "Het is dezelfde persoon"
    AUTOMATIC = "automatic", "De vergelijking kwam boven de drempel van CoMensha"
    NOT_SAME = "not_same", "Het blijken verschillende personen"
    NEW_INFORMATION = "new_information", "Er is iets nieuws bekend geworden"
    MISTAKE = "mistake", "Er is een vergissing gemaakt"
