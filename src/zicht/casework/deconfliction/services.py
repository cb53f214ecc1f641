"""Planning work and being warned; following the signals somebody is responsible for; asking without planning.

Refusals: a period that ends before it starts or nothing to compare (NotPossible), work of another
organisation (404).
"""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection
from django.http import Http404

from zicht.casework.deconfliction.models import Overlap, Work, WorkKey
from zicht.casework.deconfliction.vocabulary import WorkKind
from zicht.chain.custody import queries
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient
from zicht.chain.signals.keys import About, Key, mentioned
from zicht.chain.signals.models import Observation, Signal, SignalContent
from zicht.chain.signals.vocabulary import KeyKind
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock, once
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import sealing
from zicht.foundation.vault import services as vault

NOTHING = (
    "Vul een adres met huisnummer in, of een telefoonnummer, kenteken, bedrijf of persoon met geboortejaar."
)
USED_UP = -1
BACKWARDS = "Deze periode eindigt vóór het begin. Kijk de dagen nog eens na."


@dataclass(frozen=True)
class Hit:
    """Someone else works on the same: whom to call, and on what it meets. Nothing more."""

    organisation: str
    phone: str
    function: str
    kinds: tuple[str, ...]


@use_case
def plan(
    kind: str, about: About, starts_on: date, ends_on: date, *, actor: Actor, signal_id=None, key=None
) -> Work | None:
    """Keep planned work; both sides are warned in the same transaction. The same `key` again gives the
    same work. Returns None when the budget of the day is used up: the plan is over at once and warns
    nobody."""
    known = once.already(Work, key)
    if known:
        audit.record(actor, Action.WORK_PLANNED, "work", known.pk, repeated=True)
        return known
    keys = about.keys()
    if not keys:
        raise NotPossible(NOTHING)
    if ends_on < starts_on:
        raise NotPossible(BACKWARDS)
    work_id, data_key = key or uuid.uuid4(), sealing.new_data_key()
    work = Work.objects.create(
        id=work_id,
        kind=kind,
        organisation_id=actor.organisation_id,
        function=_function(actor),
        account_id=actor.person_id,
        signal_id=signal_id,
        starts_on=starts_on,
        ends_on=ends_on,
        wrapped=sealing.wrap(data_key, work_id),
        body=Work.body.seal(data_key, work_id, asdict(about)),
        created_at=clock.now(),
    )
    _keep_keys(work, keys)
    found = _warn(work)
    kinds = sorted({kind.value for kind, _ in keys})
    if found == USED_UP:
        audit.record(actor, Action.WORK_PLANNED, "work", work.pk, result="refused", kinds=kinds)
        return None
    audit.record(actor, Action.WORK_PLANNED, "work", work.pk, kinds=kinds, warnings=found)
    return work


@use_case
def end(work_id, *, actor: Actor) -> Work:
    """Say that own planned work is over or off; nobody is warned about it any more. Twice is once."""
    work = (
        Work.objects.select_for_update()
        .filter(pk=work_id, organisation_id=actor.organisation_id)
        .exclude(kind=WorkKind.SIGNAL)
        .first()
    )
    if work is None:
        raise Http404
    if work.ended_at is None:
        work.ended_at = clock.now()
        work.save(update_fields=["ended_at"])
    audit.record(actor, Action.WORK_ENDED, "work", work_id)
    return work


@use_case
def mark_seen(*, actor: Actor) -> int:
    """Mark the own warnings as read; return how many were new."""
    found = Overlap.objects.filter(seen_at__isnull=True).update(seen_at=clock.now())
    audit.record(actor, Action.OVERLAPS_READ, "overlap", "", count=found)
    return found


@use_case
def ask(about: About, starts_on: date, ends_on: date, *, actor: Actor) -> list[Hit] | None:
    """Return who else works on this in a period, without planning anything and without warning the others;
    None when the budget of the day is used up."""
    keys = about.keys()
    digests = [digest for _, digest in keys]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.who_works_on(%s::bytea[], %s, %s)", [digests, starts_on, ends_on])
        rows = cursor.fetchall()
    if rows and rows[0][0] is None:
        audit.record(actor, Action.WORK_ASKED, "work", "", result="refused")
        return None
    names = {row.pk: row for row in Organisation.objects.filter(pk__in=[row[0] for row in rows])}
    audit.record(actor, Action.WORK_ASKED, "work", "", hits=len(rows))
    return [
        Hit(names[key].name, names[key].phone, function, tuple(sorted(kinds)))
        for key, function, kinds in rows
    ]


def about(work: Work) -> About | None:
    """Return what own planned work is about; None for a signal."""
    if work.body is None:
        return None
    return About(**Work.body.read(work))


def follow(signal_id) -> int:
    """Let the work of a signal be as its holders are now, and warn; return how many works it has. For the
    worker; repeatable."""
    signal = Signal.objects.select_related("municipality", "custody").get(pk=signal_id)
    keys = _keys_of(signal) if signal.custody.state == CustodyState.OPEN else set()
    holders = queries.running(signal_id).filter(role=HoldingRole.RESPONSIBLE)
    wanted = set(holders.values_list("organisation_id", "function")) if keys else set()
    running = list(Work.objects.filter(signal_id=signal_id, kind=WorkKind.SIGNAL, ended_at=None))
    gone = [work.pk for work in running if (work.organisation_id, work.function) not in wanted]
    Work.objects.filter(pk__in=gone).update(ended_at=clock.now())
    have = {(work.organisation_id, work.function): work for work in running}
    works = [have.get(post) or _of_signal(signal, *post) for post in sorted(wanted, key=str)]
    for work in works:
        _keep_keys(work, keys)
        _warn(work)
    return len(works)


def _of_signal(signal: Signal, organisation_id, function: str) -> Work:
    return Work.objects.create(
        kind=WorkKind.SIGNAL,
        organisation_id=organisation_id,
        function=function,
        signal=signal,
        starts_on=signal.received_on,
        created_at=clock.now(),
    )


def _keys_of(signal: Signal) -> set[Key]:
    """What a signal is about, in its story and in what was added. Who brought that in is counted: adding is
    also a way to hear who knows something."""
    place = signal.municipality.short_name if signal.municipality else ""
    followed = set(WorkKey.objects.filter(work__signal=signal).values_list("kind", "digest"))
    keys = {(kind, bytes(digest)) for kind, digest in followed}
    for text, person_id, organisation_id, day in _texts(signal):
        new = mentioned(text, place) - keys
        keys |= new
        if new and person_id:
            _note(person_id, organisation_id, day, [digest for _, digest in new])
    return keys


def _texts(signal: Signal) -> Iterator[tuple]:
    """Each text with who wrote it (nobody at the public door) and when."""
    data_key = vault.data_key(signal.pk)
    story = SignalContent.body.open(data_key, signal.pk, SignalContent.objects.get(pk=signal.pk).body)
    told = Feedback.objects.filter(signal=signal, recipient=Recipient.REPORTER, account_id__isnull=False)
    who = told.values_list("account_id", "organisation_id").first() or (None, None)
    yield ("\n".join(str(value) for value in story.values()), *who, signal.received_on)
    for row in Observation.objects.filter(signal=signal):
        text = Observation.body.open(data_key, row.pk, row.body)
        yield text, row.person_id, row.organisation_id, row.at.astimezone(clock.AMSTERDAM).date()


def _note(*added) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.note_added(%s, %s, %s, %s)", added)


def _keep_keys(work: Work, keys: set[Key]) -> None:
    rows = [WorkKey(work=work, kind=KeyKind(kind), digest=digest) for kind, digest in sorted(keys)]
    WorkKey.objects.bulk_create(rows, ignore_conflicts=True)


def _warn(work: Work) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.warn_overlaps(%s)", [work.pk])
        return cursor.fetchone()[0]


def _function(actor: Actor) -> str:
    return next(
        (function for function in actor.functions if function not in ("reporter", "administrator")),
        actor.functions[0],
    )
