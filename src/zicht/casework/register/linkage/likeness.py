"""A person as typed, beside those in the register who may be the same: found by keyed digests, scored with
the batch's model.

Only persons the actor sees are decrypted and shown. Of others it is told that there is someone, never who:
CoMensha looks.
"""

from dataclasses import dataclass

from django.db import connection

from zicht.casework.register.linkage import weights
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons import blocking, queries
from zicht.casework.register.persons import identity as identities
from zicht.casework.register.persons.identity import Identity
from zicht.foundation.access import Actor
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.methods.linkage import Score, prepare, score_of, score_prepared, subjects

PER_KEY = 100
COMPARED = 60
SHOWN = 6
# Bits of evidence below which two records have too little in common to trouble anyone with: half a name or a
# common year.
LEAST_BITS = 4.0
# Someone of the same family name is shown down to here, so that sisters are told apart by a person, with both
# in view.
LEAST_OF_FAMILY = -4.0
# So many shared keys of someone the actor does not see are a hit; an exact match on name and date has far
# more.
KEYS_ELSEWHERE = 3

ANYONE = """SELECT found.victim_id FROM unnest(%(wanted)s::bigint[]) AS w (digest)
    CROSS JOIN LATERAL (SELECT k.victim_id FROM register_blockingkey k
        WHERE k.digest = w.digest LIMIT %(per_key)s) found
    WHERE found.victim_id <> %(other)s GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %(most)s"""


@dataclass(frozen=True)
class Likeness:
    """Someone the actor sees who may be the same person."""

    victim: PresumedVictim
    identity: Identity
    score: Score


@dataclass(frozen=True)
class Found:
    """`visible`: likely persons, the likeliest first; `elsewhere`: there is someone the actor does not
    see; `asked`: enough was known to look at all; `used_up`: no more questions today, so that nobody
    knows about elsewhere."""

    visible: list[Likeness]
    elsewhere: bool = False
    asked: bool = True
    used_up: bool = False

    def __bool__(self):
        return bool(self.visible) or self.elsewhere or self.used_up


def find(person: Identity, actor: Actor, other_than=None, *, elsewhere: bool = True) -> Found:
    """Return who in the register may be this person; the question itself is on record. `elsewhere`: also
    ask whether others have someone, which spends from the budget of the day."""
    wanted, exact = blocking.digests(person), list(identities.keys(person))
    if not wanted:
        return Found([], asked=False)
    visible = _scored(person, _candidates(wanted, exact, other_than))
    shared = _shared_elsewhere(wanted, exact, other_than) if elsewhere else 0
    found = Found(visible, shared >= KEYS_ELSEWHERE, used_up=shared < 0)
    audit.record(
        actor, Action.VICTIMS_SEARCHED, "victim", "", visible=len(visible), elsewhere=found.elsewhere
    )
    return found


def among_all(person: Identity, other_than) -> list[Likeness]:
    """Return who in the whole register may be this person. For the worker, who sees everyone."""
    with connection.cursor() as cursor:
        cursor.execute(
            ANYONE,
            {"wanted": blocking.digests(person), "per_key": PER_KEY, "most": COMPARED, "other": other_than},
        )
        return _scored(person, [victim_id for (victim_id,) in cursor.fetchall()])


def score(one: Identity, other: Identity) -> Score:
    """Return the score of two identities, as the batch gives it."""
    model = weights.current()
    return score_prepared(*(prepare(blocking.record_of(person), model) for person in (one, other)), model)


def _candidates(wanted: list[int], exact: list[bytes], other_than) -> list:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT victim_id FROM sec.likely_persons(%s, %s, %s, %s, %s)",
            [wanted, exact, PER_KEY, COMPARED, other_than],
        )
        return [victim_id for (victim_id,) in cursor.fetchall()]


def _shared_elsewhere(wanted: list[int], exact: list[bytes], other_than) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.known_elsewhere(%s, %s, %s, %s)", [wanted, exact, PER_KEY, other_than])
        return cursor.fetchone()[0]


def _scored(person: Identity, ids: list) -> list[Likeness]:
    model = weights.current()
    typed = prepare(blocking.record_of(person), model)
    found = []
    for victim, known in queries.opened(ids).values():
        said = subjects(typed, prepare(blocking.record_of(known), model), model)
        weight = sum(bits for _, bits in said.values())
        if weight >= LEAST_BITS or (weight >= LEAST_OF_FAMILY and _of_one_family(said)):
            found.append((weight, victim, known, said))
    found.sort(key=lambda row: (-row[0], row[1].reference))
    return [Likeness(victim, known, score_of(said, model)) for _, victim, known, said in found[:SHOWN]]


def _of_one_family(said: dict) -> bool:
    level, _ = said.get("family_name", (None, 0.0))
    return level is not None and level.agrees and level.tells
