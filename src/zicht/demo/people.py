"""Synthetic presumed victims: who they are, apart from when and by whom they were notified.

Shares of sex, age and completeness are synthetic: plausible for practising, not figures about victims.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zicht.demo.names import Origin, draw_origin, family_name, given_name, origins

MALE_SHARE = {"sexual": 0.08, "labour": 0.62, "criminal": 0.75, "organ_removal": 0.5, "unknown": 0.35}
AGES = {
    "sexual": (14, 24, 46),
    "labour": (16, 33, 61),
    "criminal": (13, 18, 44),
    "organ_removal": (18, 30, 52),
    "unknown": (13, 27, 58),
}
SEX_UNKNOWN_SHARE = 0.01
NUMBERED = re.compile(r"P(\d{4})-(\d{4})")
FIRST_YEAR, PHONES_A_YEAR = 2012, 500
MONTHS = 12
HEARD = {"sh": "sj", "ch": "tsj", "ph": "f", "y": "i", "ou": "oe", "v$": "f", r"([a-z])\1": r"\1"}
ONLY_YEAR_SHARE = 0.08
NO_BIRTH_SHARE = 0.04
EU_COUNTRIES = frozenset(
    ["BE", "BG", "CY", "CZ", "DE", "ES", "FR", "HU", "IT", "LT", "LV", "PL", "PT", "RO", "SK"]
)


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """A presumed victim who does not exist. At most one of `birth_date` and `birth_year` is given.

    `same_as`: the key of the person this is, when a desk did not recognise them.
    """

    key: str
    given_name: str
    initials: str
    family_name: str
    sex: str
    birth_date: date | None
    birth_year: int | None
    nationality_iso2: str | None
    nationality_group: str
    country_of_origin: str | None
    immigration_status: str
    same_as: str = ""

    @property
    def called(self) -> str:
        return self.given_name or self.initials

    @property
    def phone(self) -> str:
        """One in ten has a telephone, in 06-0000xxxx, which is given to nobody; no two have the same."""
        year, number = self._numbered
        return f"+3160000{(year - FIRST_YEAR) * PHONES_A_YEAR + number // 10:04d}" if number % 10 == 3 else ""

    @property
    def document(self) -> str:
        """One in five has a document, whose number says that it is none."""
        year, number = self._numbered
        return f"DEMO{year}{number:04d}" if number % 5 == 3 else ""

    @property
    def _numbered(self) -> tuple[int, int]:
        found = NUMBERED.fullmatch(self.key)
        return (int(found[1]), int(found[2])) if found else (FIRST_YEAR, 0)


def draw_person(key: str, form: str, group: str, year: int, random: Random) -> SyntheticPerson:
    """A person of the nationality group, of an age that fits the form in that year."""
    origin = _origin(group, random)
    sex = _sex(form, random)
    birth_date, birth_year = _birth(form, year, random)
    known = group != "unknown"
    return SyntheticPerson(
        key=key,
        given_name=given_name(origin.pool, sex, random),
        initials="",
        family_name=family_name(origin.pool, random),
        sex=sex,
        birth_date=birth_date,
        birth_year=birth_year,
        nationality_iso2=origin.iso2 if known else None,
        nationality_group=group,
        country_of_origin=_country_of_origin(origin, random) if known else None,
        immigration_status=_immigration_status(origin.iso2, random) if known else "unknown",
    )


def noted_anew(person: SyntheticPerson, key: str, random: Random) -> SyntheticPerson:
    """The same person as another desk notes someone whom it does not recognise: a second person in the
    register, until someone looks."""
    noted = (way(person) for way in random.sample(WAYS_TO_NOTE, len(WAYS_TO_NOTE)))
    return replace(
        next((other for other in noted if other != person), person),
        key=key,
        same_as=person.same_as or person.key,
    )


def _initials_and_year(person: SyntheticPerson) -> SyntheticPerson:
    initials = "".join(f"{word[0]}." for word in person.called.split())
    year = person.birth_date.year if person.birth_date else person.birth_year
    return replace(person, given_name="", initials=initials, birth_date=None, birth_year=year)


def _day_and_month_turned(person: SyntheticPerson) -> SyntheticPerson:
    born = person.birth_date
    return (
        replace(person, birth_date=born.replace(month=born.day, day=born.month))
        if born and born.day <= MONTHS
        else person
    )


def _by_ear(person: SyntheticPerson) -> SyntheticPerson:
    """Names as they sound to a Dutch ear."""
    return replace(person, given_name=_heard(person.given_name), family_name=_heard(person.family_name))


def _heard(name: str) -> str:
    for written, heard in HEARD.items():
        name = re.sub(written, heard, name)
    return name


def _one_name_of_each(person: SyntheticPerson) -> SyntheticPerson:
    """One of several given names and one of a double surname, as a form with little room asks."""
    return replace(
        person, given_name=person.given_name.split(" ")[0], family_name=person.family_name.split(" ")[-1]
    )


WAYS_TO_NOTE = (_initials_and_year, _day_and_month_turned, _by_ear, _one_name_of_each)


def _origin(group: str, random: Random) -> Origin:
    if group == "unknown":
        group = random.choice([g for g in origins() if g != "other"])
    return draw_origin(group, random)


def _sex(form: str, random: Random) -> str:
    if random.random() < SEX_UNKNOWN_SHARE:
        return "unknown"
    return "male" if random.random() < MALE_SHARE[form] else "female"


def _birth(form: str, year: int, random: Random) -> tuple[date | None, int | None]:
    low, mode, high = AGES[form]
    born = date(year, 7, 1) - timedelta(days=int(random.triangular(low, high, mode) * 365.25))
    chance = random.random()
    if chance < NO_BIRTH_SHARE:
        return None, None
    if chance < NO_BIRTH_SHARE + ONLY_YEAR_SHARE:
        return None, born.year
    return born, None


def _country_of_origin(origin: Origin, random: Random) -> str:
    if origin.iso2 == "NL" and random.random() < 0.12:
        return random.choice(("SR", "MA", "TR", "CW", "PL"))
    return "SY" if origin.iso2 == "XX" else origin.iso2


def _immigration_status(iso2: str, random: Random) -> str:
    if iso2 == "NL":
        return "national"
    if iso2 in EU_COUNTRIES:
        return "eu_citizen"
    return random.choices(("asylum_seeker", "residence_permit", "undocumented", "unknown"), (4, 2, 3, 2))[0]
