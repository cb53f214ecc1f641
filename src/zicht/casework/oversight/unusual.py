"""Which access may need a word of explanation. Pure: reads of one day in, findings out; nothing here accuses
anyone.

The rules are coarse on purpose and few, so that an officer can explain each: many more files than this
person usually opens, reading at night or in the weekend without a function that works then, a file with
the own family name, and a signal that was placed to notice who looks.
"""

import statistics
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zicht.casework.oversight.vocabulary import QuestionKind
from zicht.foundation.acts.clock import AMSTERDAM
from zicht.foundation.organisations.vocabulary import Function

MANY = 40
TIMES_USUAL = 3
EVENING, MORNING = 22, 6
WEEKEND = 5
OFF_HOURS_READS = 3
AT_WORK_ALWAYS = frozenset(
    {Function.DUTY_OFFICER, Function.TMM, Function.KMAR, Function.SAFE_HOME, Function.FALLBACK_DESK}
)


@dataclass(frozen=True, slots=True)
class Read:
    """One person opened one thing."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    functions: str
    action: str
    object_kind: str
    object_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be asked: `object_id` is empty when it is about the day as a whole."""

    kind: QuestionKind
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    day: date
    count: int = 1
    object_kind: str = ""
    object_id: uuid.UUID | None = None


def findings(
    day: date,
    reads: Iterable[Read],
    usual: Mapping[uuid.UUID, list[int]],
    honeytokens: frozenset[str],
    bears_own_name: Callable[[Read], bool],
) -> list[Finding]:
    """Return what may be asked about the reads of a day. `usual`: how many things each person opened on
    earlier days."""
    by_person: dict[tuple, list[Read]] = {}
    for read in reads:
        by_person.setdefault((read.person_id, read.organisation_id), []).append(read)
    found = []
    for (person, organisation), own in by_person.items():
        who = (person, organisation, day)
        opened = {read.object_id for read in own}
        if len(opened) > max(MANY, TIMES_USUAL * _median(usual.get(person, []))):
            found.append(Finding(QuestionKind.VOLUME, *who, count=len(opened)))
        late = {read.object_id for read in own if _is_off_hours(read)}
        if len(late) >= OFF_HOURS_READS:
            found.append(Finding(QuestionKind.OFF_HOURS, *who, count=len(late)))
        for read in {each.object_id: each for each in own}.values():
            if read.object_id in honeytokens:
                found.append(_about(QuestionKind.HONEYTOKEN, who, read))
            elif bears_own_name(read):
                found.append(_about(QuestionKind.FAMILY_NAME, who, read))
    return found


def _about(kind: QuestionKind, who: tuple, read: Read) -> Finding:
    return Finding(kind, *who, object_kind=read.object_kind, object_id=uuid.UUID(read.object_id))


def _median(counts: list[int]) -> float:
    return statistics.median(counts) if counts else 0


def _is_off_hours(read: Read) -> bool:
    if AT_WORK_ALWAYS & set(read.functions.split(",")):
        return False
    moment = read.at.astimezone(AMSTERDAM)
    return moment.weekday() >= WEEKEND or not MORNING <= moment.hour < EVENING
