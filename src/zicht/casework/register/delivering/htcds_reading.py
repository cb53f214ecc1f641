"""Reading one row of the IOM Human Trafficking Case Data Standard 2.0: who, what, and when it was notified.

Refuses (Unreadable) what the standard does not allow, and says which column."""

from datetime import date

from zicht.casework.register import choices
from zicht.casework.register.delivering.htcds import BEGGING, GENDERS_READ, SEPARATOR, TYPES_READ
from zicht.casework.register.notifying.facts import PERIOD, Facts
from zicht.casework.register.persons import numbers
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import ImmigrationStatus, NotificationBasis
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.reference.codes import STATELESS, countries
from zicht.reference.htcds import INDUSTRIES

NOT_A_PHONE = "Dit is geen telefoonnummer."
NOT_A_DOCUMENT = "Een documentnummer heeft 4 tot 20 letters en cijfers."
CITIZEN_NUMBER = "Dit kan een burgerservicenummer zijn. Dat leest Zicht niet in."


class Unreadable(ValueError):
    """A value that cannot be read: `column`, and the message says why."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column = column


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
    row has none."""
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
    come."""
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
