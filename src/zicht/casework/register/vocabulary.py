"""The words of the register."""

from django.db.models import TextChoices


class Sex(TextChoices):
    FEMALE = "female", "Vrouw"
    MALE = "male", "Man"
    OTHER = "other", "Anders"
    UNKNOWN = "unknown", "Onbekend"


class NotifierKind(TextChoices):
    """As in the published table of notifications by notifier."""

    POLICE = "police", "Politie"
    KMAR = "kmar", "Koninklijke Marechaussee"
    NLA = "nla", "Nederlandse Arbeidsinspectie"
    CARE_COORDINATORS = "care_coordinators", "Zorgcoördinatoren"
    FAIRWORK = "fairwork", "FairWork"
    OTHER = "other", "Anderen"
    UNKNOWN = "unknown", "Niet bekend"


class NotificationBasis(TextChoices):
    STATUTORY_DUTY = "statutory_duty", "Wettelijke plicht (Besluit politiegegevens art. 4:2)"
    CONSENT = "consent", "Toestemming van de betrokkene"
    OTHER_BASIS = "other_basis", "Andere wettelijke grondslag"


class DecisionKind(TextChoices):
    WILL_REPORT = "will_report", "Wordt gemeld"
    REPORTED = "reported", "Is gemeld"
    NOT_YET = "not_yet", "Nog niet, omdat …"
    NOT = "not", "Niet, omdat …"


class DecisionReason(TextChoices):
    NO_CONSENT = "no_consent", "De betrokkene geeft geen toestemming"
    CONSENT_ASKED = "consent_asked", "Toestemming is gevraagd"
    IDENTITY_UNKNOWN = "identity_unknown", "Er is te weinig bekend over de persoon"
    NO_INDICATION = "no_indication", "Er is geen aanwijzing voor mensenhandel"
    OTHER_REPORTS = "other_reports", "Een andere organisatie meldt"
    CRITERION_MET = "criterion_met", "Er is aan een criterium voldaan"


class ObligationKind(TextChoices):
    STATUTORY = "statutory", "Wettelijk verplicht"
    AGREED = "agreed", "Afgesproken"
