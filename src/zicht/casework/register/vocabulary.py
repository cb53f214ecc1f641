"""The words of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_noop as _


class Sex(TextChoices):
    FEMALE = "female", _("Vrouw")
    MALE = "male", _("Man")
    OTHER = "other", _("Anders")
    UNKNOWN = "unknown", _("Onbekend")


class ImmigrationStatus(TextChoices):
    NATIONAL = "national", "Nederlander"
    EU_CITIZEN = "eu_citizen", "Burger van de Europese Unie"
    RESIDENCE_PERMIT = "residence_permit", "Verblijfsvergunning"
    ASYLUM_SEEKER = "asylum_seeker", "Asielzoeker"
    UNDOCUMENTED = "undocumented", "Geen verblijfsrecht"
    UNKNOWN = "unknown", "Onbekend"


class Missing(TextChoices):
    """What CoMensha needs for a registration and is not known yet (domain, definitions)."""

    NAME = "name", "Naam of een deel daarvan"
    BIRTH = "birth", "Geboortedatum of geboortejaar"
    SEX = "sex", "Geslacht"
    NATIONALITY = "nationality", "Nationaliteit"
    ORIGIN = "origin", "Land van herkomst"
    IMMIGRATION_STATUS = "immigration_status", "Verblijfsstatus"


class Item(TextChoices):
    """Everything CoMensha needs, of the person (as in `Missing`) and of the notification."""

    NAME = "name", "Naam of een deel daarvan"
    BIRTH = "birth", "Geboortedatum of geboortejaar"
    SEX = "sex", "Geslacht"
    NATIONALITY = "nationality", "Nationaliteit"
    ORIGIN = "origin", "Land van herkomst"
    IMMIGRATION_STATUS = "immigration_status", "Verblijfsstatus"
    FORM = "form", "Vorm van uitbuiting"
    SECTOR = "sector", "Sector of omgeving"
    PLACE = "place", "Gemeente van de uitbuiting"


class NotifierKind(TextChoices):
    """As in the published table of notifications by notifier."""

    POLICE = "police", _("Politie")
    KMAR = "kmar", _("Koninklijke Marechaussee")
    NLA = "nla", _("Nederlandse Arbeidsinspectie")
    CARE_COORDINATORS = "care_coordinators", _("Zorgcoördinatoren")
    FAIRWORK = "fairwork", _("FairWork")
    OTHER = "other", _("Anderen")
    UNKNOWN = "unknown", _("Niet bekend")


class NotificationBasis(TextChoices):
    STATUTORY_DUTY = "statutory_duty", "Wettelijke plicht (Besluit politiegegevens art. 4:2)"
    CONSENT = "consent", "Toestemming van de betrokkene"
    OTHER_BASIS = "other_basis", "Andere wettelijke grondslag"


class DecisionKind(TextChoices):
    WILL_REPORT = "will_report", "Wordt gemeld"
    REPORTED = "reported", "Is gemeld"
    NOT_YET = "not_yet", "Nog niet"
    NOT = "not", "Niet"


class DecisionReason(TextChoices):
    NO_CONSENT = "no_consent", "De betrokkene geeft geen toestemming"
    CONSENT_ASKED = "consent_asked", "Toestemming is gevraagd"
    IDENTITY_UNKNOWN = "identity_unknown", "Er is te weinig bekend over de persoon"
    NO_INDICATION = "no_indication", "Er is geen aanwijzing voor mensenhandel"
    OTHER_REPORTS = "other_reports", "Een andere organisatie meldt"
    CRITERION_MET = "criterion_met", "Er is aan een criterium voldaan"
    CRITERION_NOT_MET = "criterion_not_met", "Er is nog aan geen criterium voldaan"


class ObligationKind(TextChoices):
    STATUTORY = "statutory", "Wettelijk verplicht"
    AGREED = "agreed", "Afgesproken"


class CriterionAnswer(TextChoices):
    MET = "met", "Ja, aan een criterium is voldaan"
    NOT_MET = "not_met", "Nee, nu niet"
    LAPSED = "lapsed", "Vervallen: de betrokkene wil geen opsporing"


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
