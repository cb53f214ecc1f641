"""CoMensha's list of pairs that may be one person: one screen, one pair at a time, with the keyboard
(Alt+Shift or Alt with 1, 2, 3).
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import IntegerField, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.http import Http404

from zicht.casework.register.linkage import conflicts, words
from zicht.casework.register.linkage.likeness import Likeness
from zicht.casework.register.linkage.services import judging, regrouping
from zicht.casework.register.linkage_models import MatchCandidate, MatchJudgement, Regrouping
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import LISTED, CandidateState, Judged, RegroupingReason
from zicht.foundation.access import Actor, use_case
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.methods.linkage import Score

MOST = 500
COUNT = "SELECT count(*) FROM (SELECT 1 FROM register_matchcandidate WHERE state = ANY (%s) LIMIT %s) counted"
LATEST = 50


@dataclass(frozen=True)
class Review:
    """One pair to decide on: side by side, what speaks against, and what others said of it."""

    candidate: MatchCandidate
    comparison: words.Comparison
    conflicts: list[str]
    judgements: list[MatchJudgement]
    others: dict[str, list[str]]


def waiting():
    """Return the pairs that wait and that the actor sees, the likeliest first, what was put off last."""
    return MatchCandidate.objects.filter(state__in=LISTED).order_by("-state", "-probability", "id")


def next_pair(asked: str = "") -> MatchCandidate | None:
    """Return the pair asked for (an id, when it waits) or the next; `waiting`: how many wait, counted up
    to MOST."""
    counted = RawSQL(COUNT, [list(LISTED), MOST + 1], output_field=IntegerField())
    rows = waiting().annotate(waiting=counted)
    try:
        chosen = rows.filter(pk=asked).first() if asked else None
    except ValidationError:
        chosen = None
    return chosen or rows.first()


def review(candidate: MatchCandidate, actor: Actor) -> Review:
    """Return a pair with all that is needed to decide, in four queries; both persons being opened is on
    record."""
    pair = (candidate.left_id, candidate.right_id)
    groups = regrouping.groups_of(pair)
    people = queries.opened(set().union(*groups.values()))
    if not set(pair) <= people.keys():
        raise Http404
    said = list(conflicts.judgements(people).annotate(who=_name()))
    sides = [{key: people[key][1] for key in groups[one] if key in people} for one in pair]
    (candidate.left, left), (candidate.right, right) = (people[key] for key in pair)
    likeness = Likeness(candidate.right, right, Score(candidate.weight, candidate.probability))
    audit.record_many(actor, Action.VICTIM_READ, [("victim", key) for key in people])
    return Review(
        candidate=candidate,
        comparison=words.side_by_side(left, likeness),
        conflicts=[conflicts.WORDS[found] for found in conflicts.between(*sides, said)],
        judgements=[row for row in reversed(said) if {row.left_id, row.right_id} == set(pair)],
        others={
            people[one][0].reference: sorted(
                people[key][0].reference for key in groups[one] - {one} if key in people
            )
            for one in pair
        },
    )


@use_case
def decide(candidate_id, verdict: str, *, actor: Actor, despite: bool = False) -> MatchCandidate:
    """Decide on a pair: merge, keep apart, or look later. Refuses: invisible (404), conflicting evidence
    unless `despite`."""
    candidate = MatchCandidate.objects.filter(pk=candidate_id).first()
    if candidate is None:
        raise Http404
    pair = candidate.left_id, candidate.right_id
    if verdict == Judged.SAME and not _is_one(pair):
        regrouping.merge(*pair, RegroupingReason.SAME_PERSON, actor=actor, despite=despite)
    judging.say(*pair, verdict, actor=actor)
    judging.decided(*pair, CandidateState.LATER if verdict == Judged.UNSURE else CandidateState.DECIDED)
    return candidate


def done():
    """Return the latest merges, splits and undos the actor sees, each with its persons."""
    rows = Regrouping.objects.prefetch_related("persons__victim", "undone_by__undone_by").order_by("-at")[
        :LATEST
    ]
    return [row for row in rows if row.persons.all()]


def _is_one(pair) -> bool:
    heads = regrouping.heads_of(pair)
    return heads[pair[0]] == heads[pair[1]]


def _name():
    return Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")[:1])
