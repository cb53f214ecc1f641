"""The mapping between the register and the IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0), field by
field.

One row is one notification that holds. What the standard has no field or value for goes along in columns
of our own that start with `zicht_`, so that nothing is lost between two installations; readers of the
standard can leave them out. A file of others needs no such column. The documented table is docs/htcds.md;
a test keeps it equal to MAPPED.
"""

from dataclasses import dataclass
from datetime import date

from zicht.casework.register.notifying.facts import Facts
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.reference.htcds import INDUSTRIES

SEPARATOR = ";"
GENDERS = {
    Sex.FEMALE: "Feminine",
    Sex.MALE: "Masculine",
    Sex.OTHER: "NonConforming",
    Sex.UNKNOWN: "NonSpecifiedUnknown",
}
GENDERS_READ = {label: sex for sex, label in GENDERS.items()} | {
    "TransgenderFeminine": Sex.OTHER,
    "TransgenderMasculine": Sex.OTHER,
    "": Sex.UNKNOWN,
}
TYPES = {
    ExploitationForm.SEXUAL: "SexualExploitation",
    ExploitationForm.LABOUR: "ForcedLabour",
    ExploitationForm.CRIMINAL: "Other",
    ExploitationForm.ORGAN_REMOVAL: "OrganRemoval",
}
TYPES_READ = {
    "SexualExploitation": ExploitationForm.SEXUAL,
    "ForcedLabour": ExploitationForm.LABOUR,
    "ChildLabour": ExploitationForm.LABOUR,
    "Servitude": ExploitationForm.LABOUR,
    "ForcedBegging": ExploitationForm.CRIMINAL,
    "OrganRemoval": ExploitationForm.ORGAN_REMOVAL,
    "Other": ExploitationForm.UNKNOWN,
}
BEGGING = "begging"
DECIDED_BY = {
    OrganisationKind.POLICE: "Police",
    OrganisationKind.KMAR: "Police",
    OrganisationKind.PROSECUTOR: "CourtOrProsecution",
    OrganisationKind.NLA: "NonPoliceGovernmentalOrganization",
    OrganisationKind.MUNICIPALITY: "NonPoliceGovernmentalOrganization",
    OrganisationKind.FAIRWORK: "NGO",
    OrganisationKind.SHELTER: "NGO",
    OrganisationKind.CARE_COORDINATION: "NGO",
}
ORGANISATIONS = {
    OrganisationKind.POLICE: "LawEnforcement",
    OrganisationKind.KMAR: "LawEnforcement",
    OrganisationKind.NLA: "CentralGovernmentOrganisation",
    OrganisationKind.MUNICIPALITY: "LocalGovernmentOrganisation",
    OrganisationKind.ZVH: "LocalGovernmentOrganisation",
    OrganisationKind.GGD: "HealthServiceOrganisation",
    OrganisationKind.FAIRWORK: "NGO",
    OrganisationKind.SHELTER: "NGO",
    OrganisationKind.CARE_COORDINATION: "NGO",
}
# Field of the standard -> (where it stands in Zicht, what to know of it).
MAPPED = {
    "prs_FirstName": ("voornaam", ""),
    "prs_MiddleName": ("tussenvoegsel", "De standaard heeft geen tussenvoegsel; dit veld is het naaste."),
    "prs_SecondName": ("achternaam", ""),
    "prs_Birthdate": (
        "geboortedatum",
        "Alleen een volledige datum; een los geboortejaar staat in zicht_BirthYear.",
    ),
    "prs_Gender": ("geslacht", "Bij inlezen worden transgender waarden ‘anders’."),
    "prs_Citizenship": (
        "nationaliteiten",
        "ISO 3166-1, twee letters, met ; ertussen; drie letters worden ook gelezen. XX is staatloos.",
    ),
    "prs_IdentityNumber": (
        "documentnummer",
        "Of de laatste tekens ervan. Een rij met wat een burgerservicenummer kan zijn, wordt geweigerd.",
    ),
    "prs_MobilePhone": (
        "telefoonnummer",
        "Met landnummer; 06 wordt ook gelezen. Ook een vast nummer staat hier.",
    ),
    "vic_TraffickingStatus": (
        "vermoedelijk slachtoffer",
        "Altijd PossibleVictimOfTrafficking. Een rij met een andere waarde wordt geweigerd.",
    ),
    "vic_TraffickingStatusDecisionMakingOrg": (
        "soort melder",
        "Afgeleid; bij inlezen telt de organisatie die inleest.",
    ),
    "vic_TypeOfExploitation": (
        "vorm",
        "Criminele uitbuiting heeft geen waarde in de standaard: Other, en de vorm in zicht_Forms.",
    ),
    "vic_ForcedLabourIndustry": (
        "sector",
        "De hoofdletter van de SBI 2008. Andere omgevingen staan in zicht_Sector.",
    ),
    "con_Consent": ("toestemming", "true of false."),
    "org_Name": ("meldende organisatie", "Bij inlezen telt de organisatie die inleest."),
    "org_Type": ("soort organisatie", "Leeg waar de standaard geen waarde heeft."),
    "cas_ReferringOrganisation": ("meldende organisatie", "Gelijk aan org_Name."),
    "cas_IncomingReferralDate": ("dag van de melding", ""),
    "cas_IncomingReferralDetails": ("opmerkingen", ""),
    "hte_City": ("gemeente van de uitbuiting", "De naam; de code staat in zicht_Municipality."),
    "hte_Country": ("land van de uitbuiting", "NL wanneer de gemeente bekend is."),
    "hte_Type": ("soort gebeurtenis", "Exploitation wanneer de gemeente bekend is."),
}
OWN = {
    "zicht_Person": "kenmerk van de persoon; rijen met hetzelfde kenmerk zijn één persoon",
    "zicht_Initials": "voorletters",
    "zicht_BirthYear": "geboortejaar zonder datum",
    "zicht_CountryOfOrigin": "land van herkomst",
    "zicht_ImmigrationStatus": "verblijfsstatus",
    "zicht_Forms": "vormen in codes van Zicht",
    "zicht_Sector": "sector of omgeving",
    "zicht_Municipality": "gemeentecode",
    "zicht_Criterion": "criterium",
    "zicht_Basis": "grondslag",
    "zicht_PeriodFrom": "begin van de periode",
    "zicht_PeriodUntil": "einde van de periode",
}
COLUMNS = (*MAPPED, *OWN)


@dataclass(frozen=True)
class Case:
    """One notification with its person, as a row of a file says it. `facts` lack nothing that the row has."""

    person_reference: str
    identity: Identity
    facts: Facts
    notified_on: date
    municipality_name: str = ""
    organisation_name: str = ""
    organisation_kind: str = ""
    missing: tuple[str, ...] = ()


def row_of(case: Case) -> dict[str, str]:
    """Return a case as a row: every column as text, empty when unknown."""
    who, facts = case.identity, case.facts
    told = {
        "prs_FirstName": who.given_name,
        "prs_MiddleName": who.infix,
        "prs_SecondName": who.family_name,
        "prs_Birthdate": who.birth_date.isoformat() if who.birth_date else "",
        "prs_Gender": GENDERS[Sex(who.sex)],
        "prs_Citizenship": SEPARATOR.join(who.nationalities),
        "prs_IdentityNumber": who.document,
        "prs_MobilePhone": who.phone,
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
        "vic_TraffickingStatusDecisionMakingOrg": DECIDED_BY.get(case.organisation_kind, "Other"),
        "vic_TypeOfExploitation": SEPARATOR.join(TYPES[form] for form in facts.forms if form in TYPES),
        "vic_ForcedLabourIndustry": INDUSTRIES.get(facts.sector, ""),
        "con_Consent": str(facts.consent).lower(),
        "org_Name": case.organisation_name,
        "org_Type": ORGANISATIONS.get(case.organisation_kind, ""),
        "cas_ReferringOrganisation": case.organisation_name,
        "cas_IncomingReferralDate": case.notified_on.isoformat(),
        "cas_IncomingReferralDetails": facts.remarks,
        "hte_City": case.municipality_name,
        "hte_Country": "NL" if facts.municipality else "",
        "hte_Type": "Exploitation" if facts.municipality else "",
        "zicht_Person": case.person_reference,
        "zicht_Initials": who.initials,
        "zicht_BirthYear": str(who.birth_year or ""),
        "zicht_CountryOfOrigin": who.country_of_origin,
        "zicht_ImmigrationStatus": who.immigration_status,
        "zicht_Forms": SEPARATOR.join(facts.forms),
        "zicht_Sector": facts.sector,
        "zicht_Municipality": facts.municipality or "",
        "zicht_Criterion": facts.criterion,
        "zicht_Basis": facts.basis,
        "zicht_PeriodFrom": facts.period_from,
        "zicht_PeriodUntil": facts.period_until,
    }
    return {name: told[name] for name in COLUMNS}
