"""The mapping between the register and the IOM Human Trafficking Case Data Standard 2.0 (CC BY 4.0), field by
field.

One row is one notification that holds. What the standard has no field or value for goes along in columns
of our own that start with `zicht_`, so that nothing is lost between two installations; readers of the
standard can leave them out. A file of others needs no such column. The documented table is docs/htcds.md;
a test keeps it equal to MAPPED.
"""

from dataclasses import dataclass
from datetime import date

from zicht.casework.register import choices
from zicht.casework.register.notifying.facts import PERIOD, Facts
from zicht.casework.register.persons import numbers
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import ImmigrationStatus, NotificationBasis, Sex
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.organisations.vocabulary import OrganisationKind
from zicht.reference.codes import STATELESS, countries
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
NOT_A_PHONE = "Dit is geen telefoonnummer."
NOT_A_DOCUMENT = "Een documentnummer heeft 4 tot 20 letters en cijfers."
CITIZEN_NUMBER = "Dit kan een burgerservicenummer zijn. Dat leest Zicht niet in."


class Unreadable(ValueError):
    """A value that cannot be read: `column`, and the message says why."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column = column


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


def identity_of(row: dict[str, str]) -> Identity:
    """Return the person of a row. Raises Unreadable."""
    born = _day(row, "prs_Birthdate")
    return Identity(
        given_name=row["prs_FirstName"],
        infix=row["prs_MiddleName"],
        family_name=row["prs_SecondName"],
        initials=row["zicht_Initials"],
        birth_date=born,
        birth_year=None if born else _year(row, "zicht_BirthYear"),
        sex=_one_of(row, "prs_Gender", GENDERS_READ),
        nationalities=tuple(_country("prs_Citizenship", code) for code in _several(row, "prs_Citizenship")),
        country_of_origin=_country("zicht_CountryOfOrigin", row["zicht_CountryOfOrigin"]),
        immigration_status=_one_of(
            row, "zicht_ImmigrationStatus", {value: value for value in ImmigrationStatus.values}, "unknown"
        ),
        phone=_number(row, "prs_MobilePhone", numbers.phone, NOT_A_PHONE),
        document=_document(row),
    )


def facts_of(row: dict[str, str], places: dict[str, str], criterion: str) -> Facts:
    """Return what the notification of a row says. `places`: code by name or code; `criterion`: where the
    row has none.
    """
    if row["vic_TraffickingStatus"] not in ("", "PossibleVictimOfTrafficking"):
        raise Unreadable(
            "vic_TraffickingStatus",
            "Het register is voor vermoedelijke slachtoffers; deze waarde past daar niet bij.",
        )
    basis = {value: value for value in NotificationBasis.values}
    consent = _one_of(row, "con_Consent", {"true": True, "1": True, "false": False, "0": False, "": False})
    return Facts(
        forms=_forms(row),
        criterion=row["zicht_Criterion"] or criterion,
        basis=_one_of(row, "zicht_Basis", basis, NotificationBasis.CONSENT if consent else ""),
        consent=consent,
        sector=_sector(row),
        municipality=_place(row, places),
        period_from=_period(row, "zicht_PeriodFrom"),
        period_until=_period(row, "zicht_PeriodUntil"),
        remarks=row["cas_IncomingReferralDetails"],
    )


def notified_on(row: dict[str, str], today: date) -> date:
    """Return the day of the notification; today where the row has none. Raises Unreadable for a day to
    come.
    """
    day = _day(row, "cas_IncomingReferralDate") or today
    if day > today:
        raise Unreadable("cas_IncomingReferralDate", "Deze dag moet nog komen.")
    return day


def _forms(row) -> tuple[str, ...]:
    own = _several(row, "zicht_Forms")
    if own:
        known = {value: value for value in ExploitationForm.values}
        return tuple(_known("zicht_Forms", value, known) for value in own)
    told = [
        _known("vic_TypeOfExploitation", value, TYPES_READ)
        for value in _several(row, "vic_TypeOfExploitation")
    ]
    told = [form for form in dict.fromkeys(told) if form != ExploitationForm.UNKNOWN] or [
        ExploitationForm.UNKNOWN
    ]
    return tuple(str(form) for form in told)


def _sector(row) -> str:
    if row["zicht_Sector"]:
        return _known("zicht_Sector", row["zicht_Sector"], {code: code for code in choices.sector_names()})
    letters = {label: letter for letter, label in INDUSTRIES.items()}
    letter = _one_of(row, "vic_ForcedLabourIndustry", letters | {"": ""})
    return letter or (BEGGING if "ForcedBegging" in _several(row, "vic_TypeOfExploitation") else "")


def _place(row, places: dict[str, str]) -> str | None:
    asked = row["zicht_Municipality"] or row["hte_City"]
    column = "zicht_Municipality" if row["zicht_Municipality"] else "hte_City"
    if not asked or row["hte_Country"] not in ("", "NL", "NLD"):
        return None
    return _known(column, asked, places)


def _country(column: str, code: str) -> str:
    by_code = {country.iso2: country.iso2 for country in countries()} | {
        country.iso3: country.iso2 for country in countries()
    }
    return _known(column, code.upper(), by_code | {STATELESS: STATELESS, "XXA": STATELESS}) if code else ""


def _day(row, column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise Unreadable(column, "Dit is geen datum zoals 2024-03-31.") from error


def _year(row, column: str) -> int | None:
    text = row[column]
    if text and not (text.isdigit() and 1900 <= int(text) <= 2100):
        raise Unreadable(column, "Dit is geen jaar zoals 1985.")
    return int(text) if text else None


def _document(row) -> str:
    if numbers.may_be_citizen_number(row["prs_IdentityNumber"]):
        raise Unreadable("prs_IdentityNumber", CITIZEN_NUMBER)
    return _number(row, "prs_IdentityNumber", numbers.document, NOT_A_DOCUMENT)


def _number(row, column: str, read, otherwise: str) -> str:
    found = read(row[column])
    if row[column] and not found:
        raise Unreadable(column, otherwise)
    return found


def _period(row, column: str) -> str:
    if row[column] and not PERIOD.match(row[column]):
        raise Unreadable(column, "Dit is geen jaar of maand zoals 2024 of 2024-03.")
    return row[column]


def _several(row, column: str) -> list[str]:
    return [part.strip() for part in row[column].replace("|", SEPARATOR).split(SEPARATOR) if part.strip()]


def _one_of(row, column: str, known: dict, empty=None):
    return empty if empty is not None and not row[column] else _known(column, row[column], known)


def _known(column: str, value: str, known: dict):
    if value not in known:
        raise Unreadable(column, "Deze waarde kent Zicht niet, of de standaard niet.")
    return known[value]
