"""A public file in the column layout of the CTDC Global Synthetic Dataset: no row is a person.

Per year the persons are counted by sex, age and form; the counts are rounded by `methods.disclosure` so
that no small group can be worked out from them, also not with all margins; the file repeats a row as often
as its rounded count. Columns that the register does not hold stay empty. What the layout was checked
against stands in docs/htcds.md.
"""

from collections import Counter

from zicht.casework.register.delivering.services import exporting
from zicht.casework.register.linkage.services import regrouping
from zicht.chain.signals.vocabulary import ExploitationForm
from zicht.foundation.access import Actor, use_case
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.methods import disclosure

BASE = 10
COLUMNS = (
    "yearOfRegistration",
    "gender",
    "ageBroad",
    "citizenship",
    "traffickMonths",
    "meansDebtBondageEarnings",
    "meansThreats",
    "meansAbusePsyPhySex",
    "meansFalsePromises",
    "meansDrugsAlcohol",
    "meansDenyBasicNeeds",
    "meansExcessiveWorkHours",
    "meansWithholdDocs",
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "sectorOfLabourAgriculture",
    "sectorOfLabourConstruction",
    "sectorOfLabourDomesticWork",
    "sectorOfLabourHospitality",
    "sectorOfSexProstitution",
    "sectorOfSexPornography",
    "recruiterRelationIntimatePartner",
    "recruiterRelationFriend",
    "recruiterRelationFamily",
    "recruiterRelationOther",
    "CountryOfExploitation",
)
GENDERS = {"female": "Woman", "male": "Man"}
AGES = (
    (9, "0--8"),
    (18, "9--17"),
    (21, "18--20"),
    (24, "21--23"),
    (27, "24--26"),
    (30, "27--29"),
    (39, "30--38"),
    (48, "39--47"),
)
OLDEST, UNKNOWN, NONE = "48+", "", "none"
DIMENSIONS = ("gender", "age", "form")
OTHER = {ExploitationForm.CRIMINAL, ExploitationForm.ORGAN_REMOVAL}


@use_case
def rows(*, actor: Actor, year: int) -> tuple[tuple[str, ...], list[tuple]]:
    """Return (heading, rows) of one year. Refuses (ValueError) what cannot be protected."""
    counts = _counted(year)
    protected = (
        disclosure.protect(counts, DIMENSIONS, BASE, method="round", base=BASE, name=f"public file {year}")
        if counts
        else None
    )
    if protected and not protected.safe:
        raise ValueError("This year cannot be protected.")
    found = []
    for key in sorted(counts):
        shown = (
            protected.cells[disclosure.cell_of(dict(zip(DIMENSIONS, key, strict=True)))] if protected else 0
        )
        found += [_row(year, *key)] * int(shown or 0)
    audit.record(actor, Action.EXPORTED, "notification", "", format="public", count=len(found), year=year)
    return COLUMNS, found


def _counted(year: int) -> Counter:
    """Persons of a year by sex, broad age and forms; a person with several forms is one combination of
    them."""
    said = list(exporting.chosen(year))
    heads = regrouping.heads_of({row.victim_id for row in said})
    persons: dict = {}
    for row in said:
        sex, age, forms = persons.get(
            heads[row.victim_id], (row.victim.sex, _age(row.victim.birth_year, year), set())
        )
        persons[heads[row.victim_id]] = (sex, age, forms | set(row.forms))
    return Counter((GENDERS.get(sex, NONE), age, _form(forms)) for sex, age, forms in persons.values())


def _age(born: int | None, year: int) -> str:
    if born is None:
        return NONE
    return next((label for below, label in AGES if year - born < below), OLDEST)


def _form(forms: set) -> str:
    told = {
        "labour": ExploitationForm.LABOUR in forms,
        "sexual": ExploitationForm.SEXUAL in forms,
        "other": bool(OTHER & forms),
    }
    return "+".join(name for name, holds in told.items() if holds) or NONE


def _row(year: int, gender: str, age: str, form: str) -> tuple:
    told = {
        "yearOfRegistration": year,
        "gender": _text(gender),
        "ageBroad": _text(age),
        "CountryOfExploitation": "NLD",
        "isForcedLabour": _flag("labour", form),
        "isSexualExploit": _flag("sexual", form),
        "isOtherExploit": _flag("other", form),
    }
    return tuple(told.get(name, UNKNOWN) for name in COLUMNS)


def _flag(name: str, form: str) -> int | str:
    """1 or empty, as in the data set: empty is "not told", not "no"."""
    return 1 if name in form else UNKNOWN


def _text(value: str) -> str:
    return UNKNOWN if value == NONE else value
