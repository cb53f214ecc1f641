"""Who notifies which synthetic person, on what ground and with how much known.

Criteria: the five of the police (domain definition a-e), the statutory duty of KMar and NLA, and for the
others, who have no duty, the slightest indication with consent. `stated_name` is what the notifier wrote:
FairWork often gives two initials first, so the same person can look like two. A notifier that works for a
region always knows the place.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random

from zicht.demo.counting import Profile
from zicht.demo.people import SyntheticPerson
from zicht.demo.places import draw_municipality
from zicht.reference.figures import NOTIFIERS, published

LABOUR_NOTIFIERS = ("fairwork", "nla")
POLICE_CRITERIA = ("informative_interview", "complaint", "reflection_period", "investigation", "wants_help")
STRICTER = 2016
STATUTORY = ("police", "kmar", "nla")
REGIONAL = ("police", "care_coordinators")
PLACE_UNKNOWN_SHARE = 0.08
INITIALS_SHARE = {"fairwork": 0.35, "other": 0.12, "care_coordinators": 0.05}
SECTORS = {
    "sexual": {
        "private_home": 5,
        "online": 5,
        "escort": 3,
        "window": 2,
        "club": 2,
        "massage": 1,
        "street": 1,
    },
    "labour": {"A": 4, "C": 4, "F": 3, "H": 2, "I": 4, "N": 6, "T": 1, "S": 2},
    "criminal": {"drugs": 6, "theft": 4, "fraud": 2, "begging": 1, "cannabis": 2},
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What one notification says beside who, when and which forms."""

    sector: str | None
    municipality_code: str | None
    legal_basis: str
    criterion: str
    stated_name: str
    age_known: bool


def assign_notifiers(year: int, people: list[Profile], random: Random) -> list[list[str]]:
    """Notifiers of each person, in the order of `people`; the totals equal the published table of that year.

    FairWork and NLA go to persons with labour exploitation as far as there are; then everyone without a
    notifier gets one; what is left are second notifications of persons who do not have that notifier yet."""
    left = Counter({n: published().notifications[n, year] for n in NOTIFIERS})
    assigned: list[list[str]] = [[] for _ in people]
    labour = [i for i, profile in enumerate(people) if "labour" in profile.forms]
    random.shuffle(labour)
    for index, notifier in zip(labour, _drain(left, LABOUR_NOTIFIERS, random), strict=False):
        assigned[index].append(notifier)
        left[notifier] -= 1
    waiting = [i for i, notifiers in enumerate(assigned) if not notifiers]
    rest = _drain(left, NOTIFIERS, random)
    for index in waiting:
        assigned[index].append(rest.pop())
    for notifier in rest:
        index = random.randrange(len(people))
        while notifier in assigned[index]:
            index = random.randrange(len(people))
        assigned[index].append(notifier)
    return assigned


def draw_circumstances(
    notifier: str, profile: Profile, person: SyntheticPerson, random: Random, earlier: Circumstances | None
) -> Circumstances:
    """Ground, place and completeness; a later notification usually names the same place and sector."""
    same = earlier is not None and random.random() < 0.7
    place = earlier.municipality_code if same else _municipality(random)
    if place is None and notifier in REGIONAL:
        place = draw_municipality(random)
    return Circumstances(
        sector=earlier.sector if same else _sector(profile, random),
        municipality_code=place,
        legal_basis=_legal_basis(notifier, random),
        criterion=_criterion(notifier, random),
        stated_name=_stated_name(notifier, person, random),
        age_known=(person.birth_date or person.birth_year) is not None and random.random() < 0.93,
    )


def _drain(left: Counter, notifiers: tuple[str, ...], random: Random) -> list[str]:
    names = [n for n in notifiers for _ in range(left[n])]
    random.shuffle(names)
    return names


def _sector(profile: Profile, random: Random) -> str | None:
    """Sexual and criminal settings are slugs of our own, labour sectors are sections of the SBI 2008."""
    sectors = SECTORS.get(profile.forms[0]) if profile.forms else None
    if not sectors or random.random() < 0.15:
        return None
    return random.choices(list(sectors), list(sectors.values()))[0]


def _municipality(random: Random) -> str | None:
    return None if random.random() < PLACE_UNKNOWN_SHARE else draw_municipality(random)


def _legal_basis(notifier: str, random: Random) -> str:
    """Statutory duty where there is one; else consent, seldom another basis. Of 2012 nothing is known."""
    if notifier in STATUTORY:
        return "statutory_duty"
    return "other_basis" if notifier == "unknown" or random.random() < 0.03 else "consent"


def criterion_on(on: date, notifier: str, drawn: str) -> str:
    """The criterion that held on that day: the five of the police are of 2016."""
    return "slightest_indication" if notifier == "police" and on.year < STRICTER else drawn


def _criterion(notifier: str, random: Random) -> str:
    if notifier == "police":
        return random.choices(POLICE_CRITERIA, (45, 15, 15, 10, 15))[0]
    if notifier in STATUTORY:
        return "statutory_duty"
    return "unknown" if notifier == "unknown" else "slightest_indication"


def _stated_name(notifier: str, person: SyntheticPerson, random: Random) -> str:
    if random.random() < INITIALS_SHARE.get(notifier, 0.0):
        return f"{person.called[0]}. {person.family_name.split()[-1][0]}."
    return f"{person.called} {person.family_name}"
