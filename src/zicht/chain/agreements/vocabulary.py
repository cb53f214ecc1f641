"""The words of agreements: categories of data, conditions, and how a category follows from a level of
sight.
"""

from django.db.models import TextChoices


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
