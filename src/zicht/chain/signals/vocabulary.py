"""The words of signals. Stored values are English slugs; labels are what people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExploitationForm(TextChoices):
    SEXUAL = "sexual", _("Seksuele uitbuiting")
    LABOUR = "labour", _("Arbeidsuitbuiting of ernstige benadeling")
    CRIMINAL = "criminal", _("Criminele uitbuiting of gedwongen bedelen")
    ORGAN_REMOVAL = "organ_removal", _("Gedwongen orgaanverwijdering")
    UNKNOWN = "unknown", _("Nog niet bekend")


class Channel(TextChoices):
    PUBLIC = "public", _("Openbare meldpagina")
    PROFESSIONAL = "professional", _("Professional")
    TIP_LINE = "tip_line", _("Tiplijn")
    IMPORT = "import", _("Ingelezen bestand")
    API = "api", _("Koppeling")


class ReporterKind(TextChoices):
    CITIZEN = "citizen", _("Iemand die iets zag")
    VICTIM = "victim", _("Iemand die het zelf meemaakt")
    RELATIVE = "relative", _("Familie, vriend of collega")
    ENFORCEMENT_OFFICER = "enforcement_officer", _("Boa of toezichthouder")
    POLICE_OFFICER = "police_officer", _("Politie")
    COUNTER_CLERK = "counter_clerk", _("Baliemedewerker")
    YOUTH_WORKER = "youth_worker", _("Jongerenwerker")
    HEALTH_WORKER = "health_worker", _("Zorgverlener")
    SCHOOL = "school", _("School")
    HOUSING = "housing", _("Woningcorporatie")
    HOSPITALITY = "hospitality", _("Hotel of horeca")
    OTHER_PROFESSIONAL = "other_professional", _("Andere professional")
    UNKNOWN = "unknown", _("Onbekend")


class Outcome(TextChoices):
    """What came of a signal; feedback tells it, custody keeps it."""

    HELPED = "helped", "Hulp gegeven"
    REGISTERED = "registered", "Gemeld bij CoMensha"
    INVESTIGATION = "investigation", "Onderzoek gestart"
    INSPECTION = "inspection", "Controle uitgevoerd"
    REFERRED = "referred", "Opgepakt door een andere instantie"
    NO_FURTHER_LEADS = "no_further_leads", "Geen verdere aanknopingspunten"
    NOT_TRAFFICKING = "not_trafficking", "Geen mensenhandel"


class KeyKind(TextChoices):
    """What work and signals can be about, compared as keyed digests (see `keys`)."""

    ADDRESS = "address", "adres"
    PHONE = "phone", "telefoonnummer"
    PLATE = "plate", "kenteken"
    COMPANY = "company", "bedrijf"
    PERSON = "person", "persoon"
