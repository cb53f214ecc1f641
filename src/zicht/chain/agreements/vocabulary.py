"""The words of agreements: how much may be seen, on which basis and for which purpose, which data, and under
which conditions. Grants speak them too.
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


class Category(TextChoices):
    SIGNAL_CORE = "signal_core", "Kern van het signaal (vorm, plaats, dag, kenmerken)"
    NARRATIVE = "narrative", "Het verhaal en wat er later bij kwam"
    REPORTER = "reporter", "Wie het signaal gaf"
    VICTIM_IDENTITY = "victim_identity", "Wie het vermoedelijke slachtoffer is"
    CONTACT = "contact", "Contactgegevens"
    HEALTH = "health", "Gezondheid"
    CRIMINAL = "criminal", "Politie- en strafrechtelijke gegevens"
    CARE = "care", "Hulp en opvang"


class Condition(TextChoices):
    CONSENT = "consent", "De betrokkene geeft toestemming voor deze partij en dit doel"
    MINOR = "minor", "De betrokkene is minderjarig"
    ACUTE = "acute", "Er is acuut gevaar"
