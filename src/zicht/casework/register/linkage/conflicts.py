"""Evidence against one person, however alike two are: two birth dates, someone who said that they differ,
or took them apart.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.db.models import Q

from zicht.casework.register.linkage_models import MatchJudgement, RegroupedPerson
from zicht.casework.register.persons.identity import Identity
from zicht.casework.register.vocabulary import Judged, RegroupingKind


class Conflict(StrEnum):
    BIRTH_DATES = "birth_dates"
    SAID_DIFFERENT = "said_different"
    TAKEN_APART = "taken_apart"


WORDS = {
    Conflict.BIRTH_DATES: "Er staan twee verschillende geboortedata.",
    Conflict.SAID_DIFFERENT: "Iemand heeft eerder gezegd dat dit twee personen zijn.",
    Conflict.TAKEN_APART: "Deze personen waren samengevoegd en zijn weer uit elkaar gehaald.",
}
HOW_DESPITE = "Weet u het toch zeker, geef dat dan aan."


def between(one: Mapping, other: Mapping, said: Iterable[MatchJudgement] | None = None) -> list[Conflict]:
    """Return what speaks against merging two groups of persons ({id: Identity}); `said`: judgements, when
    read already."""
    found = []
    if dates_differ(one.values(), other.values()):
        found.append(Conflict.BIRTH_DATES)
    if _said_different(one, other, judgements({*one, *other}) if said is None else said):
        found.append(Conflict.SAID_DIFFERENT)
    if _taken_apart(one, other):
        found.append(Conflict.TAKEN_APART)
    return found


def judgements(ids):
    """Return what was said of any two of these persons, the oldest first."""
    return MatchJudgement.objects.filter(left_id__in=ids, right_id__in=ids).order_by("at")


def dates_differ(one: Iterable[Identity], other: Iterable[Identity]) -> bool:
    """Return whether a full birth date of one is not that of the other; 1 January stands for an unknown
    day."""
    ours, theirs = ({who.birth_date for who in group if _is_known(who.birth_date)} for group in (one, other))
    return bool(ours and theirs and not ours & theirs)


def in_words(found: Iterable[Conflict]) -> str:
    """Return the conflicts as a calm refusal."""
    return " ".join([*(WORDS[conflict] for conflict in found), HOW_DESPITE])


def _is_known(day) -> bool:
    return day is not None and (day.month, day.day) != (1, 1)


def _said_different(one, other, said) -> bool:
    """The latest word on each pair counts."""
    latest = {(row.left_id, row.right_id): row.verdict for row in said}
    across = {frozenset((a, b)) for a in one for b in other}
    return any(verdict == Judged.DIFFERENT and frozenset(pair) in across for pair, verdict in latest.items())


def _taken_apart(one, other) -> bool:
    """A split or undo that still stands moved a person of one group away from a head in the other."""
    apart = RegroupedPerson.objects.filter(
        Q(victim_id__in=one, before__in=other) | Q(victim_id__in=other, before__in=one),
        regrouping__kind__in=(RegroupingKind.SPLIT, RegroupingKind.UNDO),
    )
    return any(row.regrouping.stands() for row in apart.select_related("regrouping"))
