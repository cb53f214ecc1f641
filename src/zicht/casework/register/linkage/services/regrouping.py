"""Merging and splitting: several rows of the register that are one person, as links that can be undone.
Nothing is deleted.

Every person has a head: the person as whom it counts, itself to begin with. An act (merge, split, undo)
records for each person it touches the head before and after; the latest such row holds. So the register
can be read as it was on any day, and undoing every act leads back to exactly where it began. CoMensha's
registrar acts, or the nightly comparison above the threshold that the registrar set; never against
conflicting evidence, unless a person says so.
"""

from django.db import connection
from django.http import Http404

from zicht.casework.register.linkage import conflicts
from zicht.casework.register.linkage_models import MatchCandidate, RegroupedPerson, Regrouping
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import REGROUPING, CandidateState, RegroupingKind, RegroupingReason
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.acts.turns import take_turn
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

ALREADY = "Deze twee zijn al samengevoegd."
ALONE = "Deze persoon is niet samengevoegd. Er is niets te splitsen."
UNDONE = "Dit is al ongedaan gemaakt."
LATER_FIRST = "Daarna is er met deze personen nog iets gedaan. Maak eerst dat ongedaan."
LATEST = """SELECT DISTINCT ON (victim_id) victim_id, after FROM register_regroupedperson
    WHERE victim_id = ANY (%s) ORDER BY victim_id, id DESC"""
MEMBERS = """SELECT victim_id, after FROM (SELECT DISTINCT ON (victim_id) victim_id, after
    FROM register_regroupedperson
    WHERE victim_id IN (SELECT victim_id FROM register_regroupedperson WHERE after = ANY (%s))
        ORDER BY victim_id, id DESC) latest
    WHERE after = ANY (%s)"""
GROUPS = """WITH head AS (SELECT who.id AS who, coalesce((SELECT p.after FROM register_regroupedperson p
    WHERE p.victim_id = who.id
        ORDER BY p.id DESC LIMIT 1), who.id) AS id FROM unnest(%(ids)s::uuid[]) AS who (id)),
    latest AS (SELECT DISTINCT ON (victim_id) victim_id, after FROM register_regroupedperson
        WHERE victim_id IN (SELECT p.victim_id FROM register_regroupedperson p WHERE p.after IN (SELECT id
            FROM head))
        ORDER BY victim_id, id DESC)
    SELECT head.who, latest.victim_id FROM head JOIN latest ON latest.after = head.id UNION SELECT who, id
        FROM head"""


@use_case
def merge(one_id, other_id, reason: str, *, actor: Actor, despite: bool = False) -> Regrouping:
    """Let two persons, with whoever was merged with them, count as one: the one who was registered first.
    Pairs among them that waited for a decision no longer do.

    Refuses: invisible ones (404), already one, conflicting evidence unless `despite` (NotPossible says
    which)."""
    people = [queries.access_victim(key) for key in (one_id, other_id)]
    take_turn(REGROUPING)
    heads = heads_of([one_id, other_id])
    if heads[people[0].pk] == heads[people[1].pk]:
        raise NotPossible(ALREADY)
    kept, given_up = _by_registration(heads.values())
    groups = members_of([kept, given_up])
    known = {key: who for key, (_, who) in queries.opened(groups[kept] | groups[given_up]).items()}
    sides = ({key: known[key] for key in groups[head] if key in known} for head in (kept, given_up))
    found = conflicts.between(*sides)
    if found and not despite:
        raise NotPossible(conflicts.in_words(found))
    changes = dict.fromkeys(groups[given_up], (given_up, kept))
    together = groups[kept] | groups[given_up]
    MatchCandidate.objects.filter(left_id__in=together, right_id__in=together).update(
        state=CandidateState.DECIDED
    )
    return _done(RegroupingKind.MERGE, reason, changes, actor, Action.VICTIM_MERGED, despite=bool(found))


@use_case
def split(victim_id, reason: str, *, actor: Actor) -> Regrouping:
    """Let a merged person count alone again; the others stay together. Refuses: invisible (404), not
    merged."""
    victim = queries.access_victim(victim_id)
    take_turn(REGROUPING)
    head = heads_of([victim.pk])[victim.pk]
    others = members_of([head])[head] - {victim.pk}
    if not others:
        raise NotPossible(ALONE)
    if head == victim.pk:
        new_head, *_ = _by_registration(others)
        changes = dict.fromkeys(others, (head, new_head))
    else:
        changes = {victim.pk: (head, victim.pk)}
    return _done(RegroupingKind.SPLIT, reason, changes, actor, Action.VICTIM_SPLIT)


@use_case
def undo(regrouping_id, reason: str, *, actor: Actor) -> Regrouping:
    """Take a merge or split back: everyone it touched counts as before. Refuses: invisible (404), done
    already, later acts."""
    act = Regrouping.objects.filter(pk=regrouping_id).first()
    if act is None:
        raise Http404
    take_turn(REGROUPING)
    if not act.stands():
        raise NotPossible(UNDONE)
    rows = {row.victim_id: row for row in act.persons.all()}
    if not _is_latest(rows):
        raise NotPossible(LATER_FIRST)
    changes = {key: (row.after, row.before) for key, row in rows.items()}
    return _done(RegroupingKind.UNDO, reason, changes, actor, Action.VICTIM_SPLIT, undoes=act)


def heads_of(ids) -> dict:
    """Return {person: as whom the person counts}."""
    wanted = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [wanted])
        return {key: key for key in wanted} | dict(cursor.fetchall())


def members_of(heads) -> dict:
    """Return {head: everyone who counts as that head, itself included}; only those who count as themselves
    are heads."""
    wanted = list(heads)
    found: dict = {head: {head} for head in wanted}
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, [wanted, wanted])
        for victim_id, head in cursor.fetchall():
            found[head].add(victim_id)
    return found


def groups_of(ids) -> dict:
    """Return {person: everyone who counts as the same person, itself included}. One query."""
    found: dict = {key: {key} for key in ids}
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, {"ids": list(found)})
        for who, member in cursor.fetchall():
            found[who].add(member)
    return found


def _is_latest(rows: dict) -> bool:
    """Whether going back leaves everyone with a head that counts as itself: nothing later rests on this
    act."""
    now = heads_of(rows)
    before = {row.before for row in rows.values()}
    untouched = heads_of(before - rows.keys())
    losing = {key for key, row in rows.items() if row.after == key}
    followers = set().union(*members_of(losing).values()) if losing else set()
    return (
        all(now[key] == row.after for key, row in rows.items())
        and all(head == key for key, head in untouched.items())
        and all(rows[key].before == key for key in before & rows.keys())
        and followers <= rows.keys()
    )


def _by_registration(ids) -> list:
    """The first registered first; whom the registrar no longer sees, last."""
    wanted = set(ids)
    seen = (
        PresumedVictim.objects.filter(pk__in=wanted)
        .order_by("registered_on", "reference")
        .values_list("pk", flat=True)
    )
    known = list(seen)
    return [*known, *sorted(wanted - set(known))]


def _done(
    kind, reason, changes: dict, actor: Actor, action: Action, undoes=None, despite=False
) -> Regrouping:
    act = Regrouping.objects.create(
        kind=kind,
        reason=RegroupingReason(reason),
        despite_conflict=despite,
        undoes=undoes,
        at=clock.now(),
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
    )
    RegroupedPerson.objects.bulk_create(
        RegroupedPerson(regrouping=act, victim_id=key, before=before, after=after)
        for key, (before, after) in changes.items()
    )
    audit.record_many(actor, action, [("victim", key) for key in changes], act=str(act.pk), reason=reason)
    return act
