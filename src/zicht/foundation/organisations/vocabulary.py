"""The words of this room: kinds of regions and organisations, and functions."""

from django.db.models import TextChoices


class RegionKind(TextChoices):
    NATION = "nation", "Nederland"
    PROVINCE = "province", "Provincie"
    SAFETY_REGION = "safety_region", "Veiligheidsregio"
    POLICE_UNIT = "police_unit", "Politie-eenheid"
    DISTRICT_COURT = "district_court", "Arrondissement"
    RIEC = "riec", "RIEC-regio"
    GGD = "ggd", "GGD-regio"
    LABOUR_MARKET = "labour_market", "Arbeidsmarktregio"
    COROP = "corop", "COROP-gebied"
    ZVH = "zvh", "Regio Zorg- en Veiligheidshuis"


class OrganisationKind(TextChoices):
    MUNICIPALITY = "municipality", "Gemeente"
    ZVH = "zvh", "Zorg- en Veiligheidshuis"
    CARE_COORDINATION = "care_coordination", "Zorgcoördinatie"
    POLICE = "police", "Politie"
    KMAR = "kmar", "Koninklijke Marechaussee"
    NLA = "nla", "Nederlandse Arbeidsinspectie"
    SPECIAL_SERVICE = "special_service", "Bijzondere opsporingsdienst"
    PROSECUTOR = "prosecutor", "Openbaar Ministerie"
    SAFE_HOME = "safe_home", "Veilig Thuis"
    COMENSHA = "comensha", "CoMensha"
    FALLBACK_DESK = "fallback_desk", "Landelijk vangnet"
    FAIRWORK = "fairwork", "FairWork"
    SHELTER = "shelter", "Opvang"
    GGD = "ggd", "GGD"
    RIEC = "riec", "RIEC"
    TIP_LINE = "tip_line", "Meldpunt"
    RESEARCH = "research", "Onderzoek"
    OTHER = "other", "Andere organisatie"

    @property
    def is_investigator(self) -> bool:
        """Whether it investigates offences; who wants "no police" wants none of these (decision 0110)."""
        return self in INVESTIGATORS


# The one list of them; `sec.is_investigator` says the same in the database, which a test compares.
INVESTIGATORS = frozenset(
    {
        OrganisationKind.POLICE,
        OrganisationKind.KMAR,
        OrganisationKind.NLA,
        OrganisationKind.SPECIAL_SERVICE,
    }
)


class Function(TextChoices):
    REPORTER = "reporter", "Signaleerder"
    AMBASSADOR = "ambassador", "Ambassadeur"
    CONTACT_OFFICER = "contact_officer", "Aandachtsfunctionaris"
    CHAIN_DIRECTOR = "chain_director", "Ketenregisseur"
    CARE_COORDINATOR = "care_coordinator", "Zorgcoördinator"
    TMM = "tmm", "Politieteam mensenhandel (TMM)"
    NLA = "nla", "Arbeidsinspectie (NLA)"
    KMAR = "kmar", "Marechaussee (KMar)"
    SAFE_HOME = "safe_home", "Veilig Thuis"
    DUTY_OFFICER = "duty_officer", "Piketdienst"
    REGISTRAR = "registrar", "Registrator CoMensha"
    FALLBACK_DESK = "fallback_desk", "Landelijk vangnet"
    SHELTER_MANAGER = "shelter_manager", "Opvangmanager"
    RESEARCHER = "researcher", "Onderzoeker"
    DATA_PROTECTION_OFFICER = "data_protection_officer", "Functionaris gegevensbescherming"
    ADMINISTRATOR = "administrator", "Beheerder"

    @property
    def in_a_sentence(self) -> str:
        """The label in the middle of a sentence: without its capital, unless it is a name."""
        return self.label if self is Function.SAFE_HOME else self.label[0].lower() + self.label[1:]


# Functions that exist in such an organisation only.
INVESTIGATING_FUNCTIONS = frozenset({Function.TMM, Function.KMAR, Function.NLA})
