"""What people say of two persons: the same, different or not sure. It is kept beside what others said; doubt
goes to CoMensha.

A judgement merges nothing: only CoMensha's registrar does (see `regrouping`), and sees every judgement of
who sees both persons.
"""

from zicht.casework.register.linkage import likeness
from zicht.casework.register.linkage_models import MatchCandidate, MatchJudgement
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import REGROUPING, CandidateSource, CandidateState, Judged
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.turns import take_turn
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.jobs.services import enqueue

REVIEWED_FROM = 0.3


def pair(one, other) -> tuple:
    """Return two ids in the order in which pairs are kept."""
    return (one, other) if str(one) < str(other) else (other, one)


@use_case
def judge(one_id, other_id, verdict: str, *, actor: Actor) -> MatchJudgement:
    """Say of two visible persons whether they are one. Refuses: invisible ones (404), one person twice
    (ValueError)."""
    if str(one_id) == str(other_id):
        raise ValueError("A person is the same as itself.")
    left, right = pair(*(queries.access_victim(key).pk for key in (one_id, other_id)))
    if verdict != Judged.DIFFERENT:
        enqueue("register.weigh", left_id=left, right_id=right)
    return say(left, right, verdict, actor=actor)


def say(one_id, other_id, verdict: str, *, actor: Actor) -> MatchJudgement:
    """Keep what someone said of two persons, inside a use case."""
    left, right = pair(one_id, other_id)
    said = MatchJudgement.objects.create(
        left_id=left,
        right_id=right,
        verdict=Judged(verdict),
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    audit.record(actor, Action.MATCH_JUDGED, "victim", left, other=str(right), verdict=verdict)
    return said


def latest(one_id, other_id) -> MatchJudgement | None:
    """Return what was last said of two persons, as far as the actor sees it."""
    left, right = pair(one_id, other_id)
    return MatchJudgement.objects.filter(left_id=left, right_id=right).order_by("-at").first()


def weigh(left_id, right_id, source: str = CandidateSource.DOUBT) -> None:
    """Put a pair on CoMensha's list, whatever its score: someone doubts. For the worker; twice is once."""
    known = [who for _, who in queries.opened((left_id, right_id)).values()]
    if len(known) == 2:
        put_on_list([(left_id, right_id, likeness.score(*known))], source)


def compare(victim_id) -> int:
    """Compare a new person with the whole register and put likely pairs on CoMensha's list; return how
    many. For the worker."""
    known = queries.opened([victim_id])
    if not known:
        return 0
    ((victim, person),) = known.values()
    found = likeness.among_all(person, victim.pk)
    pairs = [
        (*pair(victim.pk, row.victim.pk), row.score)
        for row in found
        if row.score.probability >= REVIEWED_FROM
    ]
    put_on_list(pairs, CandidateSource.TYPED)
    return len(pairs)


def renew_list(pairs) -> None:
    """Keep the pairs that a comparison of the whole register found, and take off the list what an earlier one
    found and this one does not.

    What people doubt or decided stays as it is. For the worker."""
    put_on_list(pairs, CandidateSource.BATCH)
    found = {(left, right) for left, right, _ in pairs}
    rows = MatchCandidate.objects.exclude(source=CandidateSource.DOUBT)
    for before, after, listed in (
        (CandidateState.WAITING, CandidateState.GONE, False),
        (CandidateState.GONE, CandidateState.WAITING, True),
    ):
        known = rows.filter(state=before).values_list("pk", "left_id", "right_id")
        ids = [pk for pk, left, right in known if ((left, right) in found) is listed]
        MatchCandidate.objects.filter(pk__in=ids).update(state=after)


def put_on_list(pairs, source: str) -> None:
    """Keep scored pairs for review; the score is renewed, what was decided stays."""
    take_turn(REGROUPING)
    now = clock.now()
    rows = [
        MatchCandidate(
            left_id=left,
            right_id=right,
            weight=found.weight,
            probability=found.probability,
            reasons=[str(reason) for reason in found.reasons],
            source=source,
            found_at=now,
        )
        for left, right, found in pairs
    ]
    MatchCandidate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["left", "right"],
        update_fields=["weight", "probability", "reasons"],
        batch_size=5000,
    )


def decided(one_id, other_id, state: str = CandidateState.DECIDED) -> None:
    """Take a pair off the list, or put it at the end."""
    left, right = pair(one_id, other_id)
    MatchCandidate.objects.filter(left_id=left, right_id=right).update(state=state)
