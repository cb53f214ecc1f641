"""Break-glass (SH5): sight because of acute danger, without another basis. Narrow, for hours, seen by all
holders, reviewed.

Two ways: someone without sight opens a signal they know the number of, for themselves alone; someone with
full sight shows it to a function elsewhere. PostgreSQL makes the grant (`sec.break_glass`), with bounds
that the application cannot widen.
"""

import uuid

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from zicht.chain.custody.models import Holding
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.sharing.models import BreakGlass
from zicht.chain.sharing.vocabulary import Danger, Finding
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts.clock import now
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.vault import services as vault

HOURS = 4
LONGEST = 24
NOTHING_THERE = "Onder dit nummer is niets gevonden. Kijk het nummer na, of bel wie het u gaf."
TOO_OFTEN = (
    "U hebt vandaag al vijf keer noodtoegang gebruikt. Bel de piketdienst of uw functionaris"
    " gegevensbescherming."
)
NOT_YOU = "Iemand anders kijkt dit na: wie de noodtoegang gebruikte, doet dat niet zelf."
ALREADY = "Dit is al nagekeken."


@use_case
def open_for_myself(
    reference: str, function: str, danger: str, words: str, *, actor: Actor, key: uuid.UUID | None = None
) -> BreakGlass:
    """Open a signal in full, for the acting person alone, for a few hours. Refuses an unknown number and
    too often in a day."""
    signal_id = _signal_of(reference)
    if signal_id is None or function not in actor.functions:
        raise NotPossible(NOTHING_THERE)
    return _broken(SubjectKind.SIGNAL, signal_id, actor.organisation_id, function, danger, words, actor, key)


@use_case
def show(
    kind: str, subject_id, receiver_id, function: str, danger: str, words: str, *, actor: Actor, key=None
) -> BreakGlass:
    """Show a subject that the actor sees in full to a function elsewhere, for a few hours. Refuses as
    `open_for_myself`."""
    return _broken(kind, subject_id, receiver_id, function, danger, words, actor, key)


@use_case
def review(break_glass_id, finding: str, *, actor: Actor) -> BreakGlass:
    """Say afterwards whether it was right, as someone else. "Not justified" ends the sight at once."""
    row = BreakGlass.objects.filter(pk=break_glass_id).first()
    if row is None:
        raise Http404
    if row.by_person_id == actor.person_id:
        raise NotPossible(NOT_YOU)
    if row.reviewed_at is not None:
        raise NotPossible(ALREADY)
    changed = (
        to_review(actor)
        .filter(pk=row.pk)
        .update(reviewed_by=actor.person_id, reviewed_at=now(), finding=Finding(finding))
    )
    if not changed:
        raise Http404
    audit.record(
        actor,
        Action.BREAK_GLASS_REVIEWED,
        row.subject_kind,
        row.subject_id,
        finding=finding,
        break_glass=str(row.pk),
    )
    return row


def to_review(actor: Actor):
    """Return what waits for the actor's review: of subjects they hold, or of their organisation's own
    people, as its officer."""
    waiting = BreakGlass.objects.filter(reviewed_at__isnull=True).exclude(by_person_id=actor.person_id)
    mine = Holding.objects.filter(
        signal_id=OuterRef("subject_id"),
        organisation_id=actor.organisation_id,
        function__in=actor.functions,
        ended_at__isnull=True,
    )
    held = Q(Exists(mine)) & ~Q(organisation_id=actor.organisation_id, function__in=actor.functions)
    if Function.DATA_PROTECTION_OFFICER in actor.functions:
        held |= Q(by_organisation_id=actor.organisation_id) | Q(organisation_id=actor.organisation_id)
    return waiting.filter(held).select_related("organisation").order_by("review_due_at")


def of(subject_id) -> list[BreakGlass]:
    """Return every time glass was broken for a subject, the newest first."""
    return list(
        BreakGlass.objects.filter(subject_id=subject_id).select_related("organisation").order_by("-at")
    )


def words_of(row: BreakGlass) -> str:
    """Return why, in the words of who did it; nothing for someone without full sight."""
    keys = vault.data_keys([row.subject_id])
    return BreakGlass.words.open(keys[row.subject_id], row.pk, row.words) if keys else ""


def _broken(kind, subject_id, receiver_id, function, danger, words, actor: Actor, key) -> BreakGlass:
    key = key or uuid.uuid4()
    made = _asked_of_database([key, kind, subject_id, receiver_id, function, Danger(danger), HOURS])
    if made:
        sealed = BreakGlass.words.seal(vault.data_key(subject_id), key, words)
        BreakGlass.objects.filter(pk=key).update(words=sealed)
        audit.noted()  # by `sec.break_glass` itself
    else:
        _record_repeated(actor, kind, subject_id, receiver_id, danger, key)
    return BreakGlass.objects.get(pk=key)


def _record_repeated(actor: Actor, kind, subject_id, receiver_id, danger, key) -> None:
    audit.record(
        actor,
        Action.BREAK_GLASS_USED,
        kind,
        subject_id,
        basis="vital_interest",
        to=str(receiver_id),
        danger=danger,
        break_glass=str(key),
        repeated=True,
    )


def _asked_of_database(values: list) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT sec.break_glass(%s, %s, %s, %s, %s, %s, %s)", values)
            return cursor.fetchone()[0]
    except DatabaseError as refusal:
        state = getattr(refusal.__cause__, "sqlstate", "")
        if state == "54000":  # program_limit_exceeded
            raise NotPossible(TOO_OFTEN) from refusal
        if state in ("P0002", "42501"):  # no_data_found, insufficient_privilege
            raise NotPossible(NOTHING_THERE) from refusal
        raise


def _signal_of(reference: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.signal_by_reference(%s)", [reference.strip().upper()])
        return cursor.fetchone()[0]
