"""The acts of oversight. Refusals: what the acting person may not see (404), a question that was closed
(NotPossible).
"""

import uuid

from django.db import connection
from django.http import Http404

from zicht.casework.oversight import decoys
from zicht.casework.oversight.models import AccessAnswer, AccessQuestion, ConflictOfInterest, Honeytoken
from zicht.casework.oversight.vocabulary import QuestionKind
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.custody.vocabulary import HoldingRole, Task
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.intake import services as intake
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock, once
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.vocabulary import Function

CLOSED = "Deze vraag is al afgesloten."
ANSWERED = "Op deze vraag is al geantwoord."
HONEYTOKEN_YEARS = 5
BAIT = "Dit is een controlesignaal. Het verhaal is verzonnen; niemand hoeft er iets mee te doen."


@use_case
def ask(question_id, text: str, *, actor: Actor) -> AccessQuestion:
    """Put a question that a rule found to the person it is about, with own words."""
    question = _lock(question_id)
    AccessQuestion.text.write(question, text)
    question.asked_at, question.asked_by = clock.now(), actor.person_id
    question.save(update_fields=["text", "asked_at", "asked_by"])
    audit.record(actor, Action.ACCESS_QUESTION_ASKED, "question", question_id, kind=question.kind)
    return question


@use_case
def ask_about(event, text: str, key: uuid.UUID, *, actor: Actor) -> AccessQuestion:
    """Ask the person of an event in the log about it. The same `key` again asks once."""
    known = once.already(AccessQuestion, key)
    question = known or AccessQuestion(
        id=key,
        organisation_id=actor.organisation_id,
        account_id=event.person_id,
        kind=QuestionKind.ASKED,
        day=event.at.astimezone(clock.AMSTERDAM).date(),
        object_kind=event.object_kind,
        object_id=_uuid(event.object_id),
        found_at=clock.now(),
        asked_at=clock.now(),
        asked_by=actor.person_id,
    )
    if not known:
        AccessQuestion.text.write(question, text)
        AccessQuestion.objects.bulk_create([question])
    audit.record(actor, Action.ACCESS_QUESTION_ASKED, "question", key, kind=question.kind)
    return question


@use_case
def answer(question_id, text: str, *, actor: Actor) -> None:
    """Answer a question about the own access, once."""
    question = AccessQuestion.objects.filter(pk=question_id, account_id=actor.person_id).first()
    if question is None:
        raise Http404
    if question.closed_at or AccessAnswer.objects.filter(pk=question_id).exists():
        raise NotPossible(CLOSED if question.closed_at else ANSWERED)
    answered = AccessAnswer(question_id=question_id, account_id=actor.person_id, at=clock.now())
    AccessAnswer.text.write(answered, text)
    AccessAnswer.objects.bulk_create([answered])
    audit.record(actor, Action.ACCESS_QUESTION_ANSWERED, "question", question_id)


@use_case
def close(question_id, outcome: str, *, actor: Actor) -> None:
    """Close a question with what came of it."""
    question = _lock(question_id)
    question.closed_at, question.closed_by, question.outcome = clock.now(), actor.person_id, outcome
    question.save(update_fields=["closed_at", "closed_by", "outcome"])
    audit.record(actor, Action.ACCESS_QUESTION_CLOSED, "question", question_id, outcome=outcome)


@use_case
def declare(kind: str, subject_id, reason: str, *, actor: Actor) -> None:
    """Say that one knows somebody in a signal or file. From the commit on PostgreSQL shows it to this
    person no more."""
    if not ConflictOfInterest.objects.filter(
        account_id=actor.person_id, subject_id=subject_id, ended_at=None
    ).exists():
        row = ConflictOfInterest(
            account_id=actor.person_id,
            organisation_id=actor.organisation_id,
            subject_kind=SubjectKind(kind),
            subject_id=subject_id,
            reason=reason,
            declared_at=clock.now(),
        )
        ConflictOfInterest.objects.bulk_create([row])
    audit.record(actor, Action.CONFLICT_DECLARED, kind, subject_id, reason=reason)


@use_case
def end_conflict(conflict_id, *, actor: Actor) -> None:
    """End a declared interest, by the officer: the person sees again what the grants of the own function
    give."""
    conflict = ConflictOfInterest.objects.select_for_update().filter(pk=conflict_id, ended_at=None).first()
    if conflict is None or conflict.organisation_id != actor.organisation_id:
        raise Http404
    conflict.ended_at, conflict.ended_by = clock.now(), actor.person_id
    conflict.save(update_fields=["ended_at", "ended_by"])
    audit.record(actor, Action.CONFLICT_ENDED, conflict.subject_kind, conflict.subject_id)


@use_case
def place_honeytoken(form: str, municipality: str | None, *, actor: Actor) -> Honeytoken:
    """Place an invented signal whose core everyone in the own organisation may see and nobody has work
    with."""
    report = intake.Report(
        submission_key=uuid.uuid4().hex,
        channel="professional",
        story={"what": BAIT},
        form=form,
        municipality=municipality,
    )
    stored = intake.submit_unrouted(report, _holding(), _grant(), actor=actor)
    token = Honeytoken(
        signal_id=stored.id,
        organisation_id=actor.organisation_id,
        placed_by=actor.person_id,
        placed_at=clock.now(),
    )
    Honeytoken.objects.bulk_create([token])
    audit.record(actor, Action.HONEYTOKEN_PLACED, "signal", stored.id)
    return token


@use_case
def place_decoy(kind: str, text: str, given: str, family: str, born, *, actor: Actor) -> uuid.UUID:
    """Place an identifier that belongs to nobody; only keyed digests are kept. Refuses what cannot be read
    (NotPossible) and who is no officer."""
    group, what = uuid.uuid4(), (kind, text, given, family, born)
    with connection.cursor() as cursor:
        given_keys = [group, decoys.digests(*what), decoys.inner(*what)]
        cursor.execute("SELECT sec.place_decoy(%s, %s::bytea[], %s)", given_keys)
    audit.record(actor, Action.DECOY_PLACED, "decoy", group, asked=kind)
    return group


def words_of(question: AccessQuestion) -> str:
    """Return what the officer asked in own words."""
    return AccessQuestion.text.read(question)


def answer_to(question: AccessQuestion) -> str:
    """Return what the person answered; nothing before that."""
    found = AccessAnswer.objects.filter(pk=question.pk).first()
    return AccessAnswer.text.read(found) if found and found.text else ""  # emptied: b""


def _holding() -> dict:
    """The officer keeps it, so that it is nobody else's work and no term runs out."""
    return {
        "function": Function.DATA_PROTECTION_OFFICER,
        "role": HoldingRole.RESPONSIBLE,
        "task": Task.GUARD,
        "because": "Controlesignaal van de functionaris gegevensbescherming.",
        "due_at": clock.now().replace(year=clock.now().year + HONEYTOKEN_YEARS, month=1, day=15),
    }


def _grant() -> dict:
    return {
        "function": None,
        "level": Level.CORE,
        "basis": LegalBasis.PUBLIC_TASK,
        "purpose": Purpose.SIGNAL_HANDLING,
        "because": "Uw organisatie heeft dit signaal in beheer.",
    }


def _lock(question_id) -> AccessQuestion:
    question = AccessQuestion.objects.select_for_update().filter(pk=question_id).first()
    if question is None:
        raise Http404
    if question.closed_at:
        raise NotPossible(CLOSED)
    return question


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
