""" "May I share this with …?": the verdict, from the same SQL function that the rule on new grants asks; and
sharing in one step.

`verdict` reads `sec.my_sharing_grounds` (for the acting person) or `sec.sharing_grounds` (for the
operator's command); PostgreSQL lets a grant through under one of those grounds only (`sec.may_share`). So
the explanation and the rule cannot differ.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Category, Level, Purpose
from zicht.chain.grants.models import Grant
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts.clock import today
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.database.reading import named_rows
from zicht.foundation.jobs.services import enqueue

NO_POLICE = "no_police"
NEEDED = {
    (SubjectKind.SIGNAL, Level.FULL): (
        Category.SIGNAL_CORE,
        Category.NARRATIVE,
        Category.REPORTER,
        Category.CONTACT,
    ),
    (SubjectKind.SIGNAL, Level.CORE): (Category.SIGNAL_CORE,),
    (SubjectKind.VICTIM, Level.FULL): (Category.VICTIM_IDENTITY, Category.NARRATIVE, Category.CONTACT),
}
"""What comes along at a level; a level below shows that there is something, and no more."""
NO_GROUND = "Dit mag nu niet gedeeld worden met deze partij. Kijk bij de uitleg wat het wel mogelijk maakt."


@dataclass(frozen=True)
class Ground:
    """An agreement under which this could be shared: up to which level, until when, and what it still
    lacks.
    """

    agreement: Agreement
    level: Level
    until: datetime | None
    lacking: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.lacking


@dataclass(frozen=True)
class Verdict:
    """The answer for one subject, one receiver and one purpose."""

    kind: SubjectKind
    purpose: Purpose
    grounds: tuple[Ground, ...]

    @property
    def best(self) -> Ground | None:
        """The ground that holds and reaches furthest; among equals the one that lasts longest."""
        holding = [ground for ground in self.grounds if ground.holds]
        return max(holding, key=lambda ground: (ground.level, ground.until), default=None)

    @property
    def level(self) -> int:
        return self.best.level if self.best else 0

    @property
    def answer(self) -> str:
        return {0: "no", Level.FULL: "yes"}.get(self.level, "partly")

    @property
    def along(self) -> tuple[Category, ...]:
        """The categories of data that go along."""
        return NEEDED.get((self.kind, self.level), ())

    @property
    def withheld(self) -> tuple[Category, ...]:
        """The categories of data that stay."""
        return tuple(row for row in NEEDED[self.kind, Level.FULL] if row not in self.along)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What would reach further, if it were there: conditions of grounds that do not hold, each once."""
        further = [ground for ground in self.grounds if not ground.holds and ground.level > self.level]
        return tuple(dict.fromkeys(word for ground in further for word in ground.lacking))


def verdict(kind: str, subject_id, receiver_id, purpose: str, giver_id=None) -> Verdict:
    """Return the answer for the acting person; with `giver_id` (for the operator, as worker) for that
    organisation."""
    asked = (
        [kind, subject_id, giver_id, receiver_id, purpose]
        if giver_id
        else [kind, subject_id, receiver_id, purpose]
    )
    function = "sharing_grounds" if giver_id else "my_sharing_grounds"
    found = Agreement.objects.raw(
        "SELECT a.*, g.level AS reach, g.until AS last, g.lacking AS lacking FROM"
        f" sec.{function}({', '.join(['%s'] * len(asked))}) g JOIN agreements_agreement a ON a.id ="
        " g.agreement",
        asked,
    )
    grounds = [Ground(row, Level(row.reach), row.last, tuple(row.lacking)) for row in found]
    return Verdict(SubjectKind(kind), Purpose(purpose), tuple(grounds))


@use_case
def share(
    kind: str,
    subject_id,
    receiver_id,
    function: str | None,
    purpose: str,
    *,
    actor: Actor,
    key: uuid.UUID | None = None,
    level: int | None = None,
) -> Verdict:
    """Share under the best ground there is, as far as it reaches (or no further than `level`); `key` twice is
    once.

    Refuses (NotPossible) without a ground. Returns the verdict it was shared under."""
    answer = verdict(kind, subject_id, receiver_id, purpose)
    if answer.best is None:
        raise NotPossible(NO_GROUND)
    granted = min(level or answer.level, answer.level)
    _store(_grant(kind, subject_id, receiver_id, function, granted, answer, actor, key))
    audit.record(
        actor,
        Action.GRANT_GIVEN,
        kind,
        subject_id,
        basis=answer.best.agreement.basis,
        to=str(receiver_id),
        agreement=str(answer.best.agreement.pk),
        level=int(granted),
        purpose=purpose,
    )
    if kind == SubjectKind.SIGNAL and granted == Level.FULL:
        enqueue("signals.index", signal_id=subject_id)
    return answer


@use_case
def recall(grant_id, because: str, *, actor: Actor) -> None:
    """Stop what the own organisation shared; the next statement of the receiver no longer sees it. Refuses
    what is not ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.recall_grant(%s, %s)", [grant_id, because[:200]])
        (subject_id,) = cursor.fetchone()
    if subject_id is None:
        raise NotPossible("Dit is al gestopt, of het is niet door uw organisatie gedeeld.")
    audit.record(actor, Action.GRANT_ENDED, "grant", grant_id)


def shared_with(subject_id) -> list[dict]:
    """Return the running grants on a subject that the actor sees in full: whom it was shared with, and
    whether by us."""
    return named_rows("SELECT * FROM sec.shared_with(%s)", [subject_id])


def own_level(subject_id) -> int:
    """Return how much of a subject the acting person sees: 0 is nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.my_level(%s)", [subject_id])
        return cursor.fetchone()[0]


def _grant(kind, subject_id, receiver_id, function, level, answer: Verdict, actor: Actor, key) -> Grant:
    ground = answer.best
    return Grant(
        id=key or uuid.uuid4(),
        subject_kind=kind,
        subject_id=subject_id,
        organisation_id=receiver_id,
        function=function,
        level=level,
        basis=ground.agreement.basis,
        purpose=answer.purpose,
        agreement=ground.agreement,
        given_by_id=actor.organisation_id,
        granted_on=today(),
        until=ground.until,
        because=_because(actor, ground.agreement),
    )


def _because(actor, agreement) -> str:
    ground = f"{agreement.title} ({agreement.article})"
    return f"{actor.organisation_name} deelde dit met u. Grondslag: {ground}."[:400]


def _store(grant: Grant) -> None:
    try:
        with transaction.atomic():
            Grant.objects.bulk_create([grant])
    except IntegrityError:  # the same form, sent twice
        pass
