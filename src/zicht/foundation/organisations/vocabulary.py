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

# Functions that open nothing of others: whoever gives one needs no second person (`sec.opens_something`).
OPEN_NOTHING = frozenset({Function.REPORTER, Function.RESEARCHER})

_K, _F = OrganisationKind, Function
_ANY = {_F.REPORTER, _F.AMBASSADOR, _F.DATA_PROTECTION_OFFICER, _F.ADMINISTRATOR}
_CARE = _ANY | {_F.CONTACT_OFFICER}

# Which functions an organisation of a kind can have; `sec.can_have` says the same in the database, which a
# test compares.
FUNCTIONS_OF: dict[OrganisationKind, frozenset[Function]] = {
    kind: frozenset(functions)
    for kind, functions in {
        _K.MUNICIPALITY: _CARE | {_F.CHAIN_DIRECTOR, _F.CARE_COORDINATOR, _F.DUTY_OFFICER},
        _K.ZVH: _CARE | {_F.CHAIN_DIRECTOR, _F.DUTY_OFFICER},
        _K.CARE_COORDINATION: _CARE | {_F.CARE_COORDINATOR, _F.DUTY_OFFICER},
        _K.POLICE: _ANY | {_F.TMM, _F.DUTY_OFFICER},
        _K.KMAR: _ANY | {_F.KMAR, _F.DUTY_OFFICER},
        _K.NLA: _ANY | {_F.NLA},
        _K.SPECIAL_SERVICE: _CARE,
        _K.PROSECUTOR: _ANY,
        _K.SAFE_HOME: _CARE | {_F.SAFE_HOME, _F.DUTY_OFFICER},
        _K.COMENSHA: _ANY | {_F.REGISTRAR, _F.FALLBACK_DESK, _F.RESEARCHER},
        _K.FALLBACK_DESK: _ANY | {_F.FALLBACK_DESK, _F.DUTY_OFFICER},
        _K.FAIRWORK: _CARE,
        _K.SHELTER: _CARE | {_F.SHELTER_MANAGER},
        _K.GGD: _CARE,
        _K.RIEC: _CARE | {_F.CHAIN_DIRECTOR},
        _K.TIP_LINE: _ANY,
        _K.RESEARCH: _ANY - {_F.AMBASSADOR} | {_F.RESEARCHER},
        _K.OTHER: _CARE | {_F.RESEARCHER},
    }.items()
}
