"""Levels, bases and purposes of grants; the answers of consent; why glass was broken and what the review
found.
"""

from django.db.models import IntegerChoices, TextChoices


class Level(IntegerChoices):
    HIT = 1, "alleen of er iets is"
    CORE = 2, "kerngegevens"
    FULL = 3, "alles"


class LegalBasis(TextChoices):
    ROUTE = "route", "Meldroute: uw functie is hier aan zet of hoort dit te weten"
    PUBLIC_TASK = "public_task", "Publieke taak (AVG art. 6 lid 1 onder e)"
    STATUTORY_DUTY = "statutory_duty", "Wettelijke plicht"
    COVENANT = "covenant", "Convenant"
    CONSENT = "consent", "Toestemming van de betrokkene"
    VITAL_INTEREST = "vital_interest", "Vitaal belang: er is acuut gevaar"
    OWN_REPORT = "own_report", "U hebt dit signaal zelf gegeven"
    HANDOVER = "handover", "Overdracht die u is aangeboden"


class Purpose(TextChoices):
    SIGNAL_HANDLING = "signal_handling", "Beoordelen en opvolgen van een signaal"
    CARE = "care", "Hulp aan een vermoedelijk slachtoffer"
    INVESTIGATION = "investigation", "Opsporing"
    REGISTRATION = "registration", "Registratie bij CoMensha"
    OWN_REPORT = "own_report", "Volgen van uw eigen signaal"
    CONSULTATION = "consultation", "Bespreken aan een overlegtafel"
    ADMINISTRATIVE = "administrative", "Bestuurlijke aanpak en toezicht"


class SubjectKind(TextChoices):
    SIGNAL = "signal", "Signaal"
    VICTIM = "victim", "Vermoedelijk slachtoffer"


class ConsentAnswer(TextChoices):
    ASKED = "asked", "Gevraagd, nog geen antwoord"
    GIVEN = "given", "Toestemming gegeven"
    REFUSED = "refused", "Geweigerd"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class Manner(TextChoices):
    WORD = "word", "Mondeling"
    SIGNATURE = "signature", "Met een handtekening"


class Danger(TextChoices):
    LIFE = "life", "Iemands leven is in gevaar"
    VIOLENCE = "violence", "Er is of komt nu geweld"
    MISSING = "missing", "Iemand is vermist of wordt verplaatst"
    CHILD = "child", "Een kind is direct in gevaar"


class Finding(TextChoices):
    JUSTIFIED = "justified", "Terecht"
    NOT_JUSTIFIED = "not_justified", "Niet terecht"
