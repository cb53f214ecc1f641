"""Synthetic presumed victims and notifications of 2012 and 2014-2022 whose totals equal the published
figures.

The counting design (persons, forms, nationality groups) is in `zicht.demo.counting`. On top of it:

- Notifications: every person of a year has at least one; the other N - P (2022: 927 - 814 = 113) are second
  and further
  notifications of persons of that year by another notifier. A notifier notifies a person at most once a year.
- Notifier `unknown` in 2012: the published source gives no notifiers for that year, so each of the 1711
  persons has one
  notification by `unknown` rather than by one of the published six.
- Reading the rows back: the persons of a year are the distinct `person_key` of its notifications; a person's
  forms in
  a year are the union of `forms` over the notifications of that year, leaving `unknown` out. A later
  notification may know fewer forms than the first.
- Return: about 4 % of the persons of a year from 2015 on were notified in an earlier year as well. They keep
  their key,
  name and nationality and count once in each year. About one in seven of them is not recognised: noted as
  someone else, with another spelling or less of a name and a birth date. Who is who is for the registrar to
  find out; no total depends on it.

Notifier keys are those of the published table. Everything else (months, places, sectors, bases) is
synthetic.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zicht.demo.counting import UNIQUE_PERSONS, YEAR_WITHOUT_TABLES, Profile, profiles
from zicht.demo.notifying import Circumstances, assign_notifiers, criterion_on, draw_circumstances
from zicht.demo.people import SyntheticPerson, draw_person, noted_anew

SEED = 2022
RETURN_SHARE, UNRECOGNISED_SHARE = 0.04, 0.15
WEEKS_BETWEEN = 16


@dataclass(frozen=True, slots=True)
class SyntheticNotification:
    """One notification to the national register that was never made. `forms` is never empty: at least
    `unknown`.
    """

    key: str
    person_key: str
    notifier: str
    on: date
    year: int
    forms: tuple[str, ...]
    sector: str | None
    municipality_code: str | None
    legal_basis: str
    criterion: str
    stated_name: str
    age_known: bool


@dataclass(frozen=True, slots=True)
class History:
    """All synthetic persons and notifications, in order of key and of date."""

    persons: tuple[SyntheticPerson, ...]
    notifications: tuple[SyntheticNotification, ...]


def generate(seed: int = SEED) -> History:
    """The whole history; the same seed gives the same rows."""
    random = Random(seed)
    persons: dict[str, SyntheticPerson] = {}
    notifications: list[SyntheticNotification] = []
    for year in UNIQUE_PERSONS:
        people = list(_people_of(year, persons, random))
        persons.update((person.key, person) for person, _ in people)
        notifications += sorted(
            _notifications(year, people, random), key=lambda n: (n.on, n.person_key, n.notifier)
        )
    return History(tuple(persons.values()), tuple(_numbered(notifications)))


def _people_of(year: int, earlier: dict[str, SyntheticPerson], random: Random):
    """Each profile of the year with its person: usually someone new, sometimes someone from an earlier
    year."""
    known: dict[str, list[SyntheticPerson]] = {}
    for person in earlier.values():
        known.setdefault(person.nationality_group, []).append(person)
    for rows in known.values():
        random.shuffle(rows)
    for number, profile in enumerate(profiles(year, random), start=1):
        back = known.get(profile.group) if profile.group != "unknown" else None
        key = f"P{year}-{number:04d}"
        if back and random.random() < RETURN_SHARE:
            yield _back(back.pop(), key), profile
        else:
            form = profile.forms[0] if profile.forms else "unknown"
            yield draw_person(key, form, profile.group, year, random), profile


def _back(person: SyntheticPerson, key: str) -> SyntheticPerson:
    """Someone from an earlier year, as the desk of this year knows them."""
    chance = Random(key)
    return noted_anew(person, key, chance) if chance.random() < UNRECOGNISED_SHARE else person


def _notifications(year: int, people, random: Random) -> Iterator[SyntheticNotification]:
    if year == YEAR_WITHOUT_TABLES:
        assigned = [["unknown"] for _ in people]
    else:
        assigned = assign_notifiers(year, [profile for _, profile in people], random)
    for (person, profile), notifiers in zip(people, assigned, strict=True):
        yield from _notifications_of(person, profile, notifiers, year, random)


def _notifications_of(
    person: SyntheticPerson, profile: Profile, notifiers: list[str], year: int, random: Random
) -> Iterator[SyntheticNotification]:
    on = date(year, 1, 1) + timedelta(days=random.randrange(365))
    circumstances: Circumstances | None = None
    for notifier in notifiers:
        forms = profile.forms if circumstances is None else _part_of(profile.forms, random)
        circumstances = draw_circumstances(notifier, profile, person, random, earlier=circumstances)
        yield SyntheticNotification(
            key="",
            person_key=person.key,
            notifier=notifier,
            on=on,
            year=year,
            forms=forms or ("unknown",),
            sector=circumstances.sector,
            municipality_code=circumstances.municipality_code,
            legal_basis=circumstances.legal_basis,
            criterion=criterion_on(on, notifier, circumstances.criterion),
            stated_name=circumstances.stated_name,
            age_known=circumstances.age_known,
        )
        on = min(on + timedelta(days=random.randrange(1, WEEKS_BETWEEN * 7)), date(year, 12, 31))


def _part_of(forms: tuple[str, ...], random: Random) -> tuple[str, ...]:
    if random.random() < 0.1:
        return ()
    return forms if len(forms) < 2 or random.random() < 0.5 else (random.choice(forms),)


def _numbered(notifications: list[SyntheticNotification]) -> Iterator[SyntheticNotification]:
    for number, notification in enumerate(notifications, start=1):
        yield replace(notification, key=f"N{notification.year}-{number:05d}")
