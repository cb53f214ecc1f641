"""Executing what is due, and doing it again after an older backup was restored. Runs in the worker."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from zicht.casework.retention import ledger
from zicht.casework.retention.due import Due, due, terms
from zicht.casework.retention.ledger import State
from zicht.casework.retention.models import RetentionRun, RetentionTerm, Tombstone
from zicht.casework.retention.vocabulary import Buried, Category, Step
from zicht.foundation.access import SYSTEM, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

MOST = 2000
AGAIN = "Hersteld uit een oudere reservekopie; opnieuw vernietigd."
CATEGORY_OF = {Buried.SIGNAL: Category.REPORT, Buried.VICTIM: Category.VICTIM, Buried.WORK: Category.WORK}
ALIVE = """SELECT EXISTS (SELECT 1 FROM vault_subjectkey WHERE subject_id = %(subject)s)
    OR EXISTS (SELECT 1 FROM tables_itemtext WHERE signal_id = %(subject)s)
    OR EXISTS (SELECT 1 FROM tables_itemaction WHERE signal_id = %(subject)s)
    OR EXISTS (SELECT 1 FROM deconfliction_work WHERE %(subject)s IN (id, signal_id) AND body IS NOT NULL)"""

IN_WORK = "SELECT EXISTS (SELECT 1 FROM custody_custody WHERE signal_id = %s AND state = 'open')"


def execute(today: date, most: int = MOST) -> RetentionRun:
    """Restrict and destroy what is due, each subject by itself; report what really was done. In the worker.

    The ledger knows before what is begun, and after the commit what is done; what a crash left as begun is
    settled by the next run."""
    _settle_begun()
    found = due(today, most)
    lines = {row.id: (row.kind, str(row.id), today.isoformat()) for row in found if row.step == Step.DESTROY}
    ledger.add(State.BEGUN, list(lines.values()))
    wrong = {row.id: error for row in found if (error := _error_of(row))}
    gone = [line for key, line in lines.items() if key not in wrong]
    transaction.on_commit(lambda: _note(gone, [lines[key] for key in lines if key in wrong]))
    return _report(found, wrong, len(gone), len(due(today, most)))


def _report(found: list[Due], wrong: dict, destroyed: int, left: int) -> RetentionRun:
    run = RetentionRun.objects.create(
        at=clock.now(),
        restricted=len(found) - destroyed - len(wrong),
        destroyed=destroyed,
        failed=len(wrong),
        left=left,
        resisted=Counter(f"{row.kind} {row.step}: {wrong[row.id]}" for row in found if row.id in wrong),
    )
    facts = {"destroyed": run.destroyed, "restricted": run.restricted, "failed": run.failed}
    audit.record(SYSTEM, Action.DATA_DESTROYED, "retention", run.pk, **facts)
    return run


def _note(gone: list, kept: list) -> None:
    ledger.add(State.DONE, gone)
    ledger.add(State.VOID, kept)


def _settle_begun() -> None:
    """Note what became of subjects whose destruction a crash left as begun."""
    begun = ledger.read(State.BEGUN)
    ids = [subject_id for _, subject_id, _ in begun]
    stones = Tombstone.objects.filter(step=Step.DESTROY, subject_id__in=ids)
    gone = set(map(str, stones.values_list("subject_id", flat=True)))
    _note([line for line in begun if line[1] in gone], [line for line in begun if line[1] not in gone])


@dataclass(frozen=True, slots=True)
class Again:
    """What destroying again after a restore came to, in numbers of subjects."""

    destroyed: int
    in_work: int
    resisted: int

    @property
    def open(self) -> int:
        return self.in_work + self.resisted


def reapply() -> Again:
    """Destroy again, each by itself, what is on the ledger and in this database, as after a restore.

    A signal in work is left alone. What a crash left as begun was past its term: it goes too. Opens its own
    worker transaction. Raises LedgerChanged."""
    with as_worker():
        alive = [line for line in ledger.read(State.DONE, State.BEGUN) if _is_alive(line[1])]
        idle = [line for line in alive if not _is_in_work(line[1])]
        gone = [line for line in idle if not _error_of(_again(*line[:2]), again=True)]
        if gone:
            audit.record(SYSTEM, Action.DATA_DESTROYED, "retention", "", again=len(gone))
        transaction.on_commit(lambda: ledger.add(State.DONE, gone))
    return Again(len(gone), len(alive) - len(idle), len(idle) - len(gone))


def _again(kind: str, key: str) -> Due:
    today = clock.today()
    return Due(kind, uuid.UUID(key), CATEGORY_OF[kind], today, today, Step.DESTROY, AGAIN)


def still_open() -> int:
    """Return how many subjects that the ledger calls destroyed can still be opened. Raises LedgerChanged."""
    with as_worker():
        return sum(_is_alive(subject_id) for _, subject_id, _ in ledger.read(State.DONE))


def failures() -> dict[str, int]:
    """Return what the latest run could not restrict or destroy: how many, by kind, step and kind of error."""
    with as_worker():
        run = RetentionRun.objects.order_by("-at", "-id").first()
        return run.resisted if run else {}


def overview(today: date) -> dict:
    """Return the terms that hold today, those still to start and the latest runs, for the officer's page."""
    coming = RetentionTerm.objects.filter(valid_from__gt=today).order_by("valid_from", "category")
    return {
        "terms": list(terms(today).values()),
        "coming": list(coming),
        "runs": list(RetentionRun.objects.order_by("-at")[:12]),
    }


def _error_of(row: Due, *, again: bool = False) -> str:
    """Take the step, in a savepoint; return the kind of error when the subject resists.

    One that resists must not keep the others: it is counted, named to the officer, and due again tomorrow."""
    try:
        with transaction.atomic():
            if row.step == Step.DESTROY:
                _destroy(row.kind, row.id)
            else:
                _call("sec.restrict_subject", row.id)
            _bury(row, again=again)
    except Exception as error:
        return type(error).__name__
    return ""


def _destroy(kind: str, subject_id) -> None:
    _call("sec.destroy_subject", subject_id)
    audit.record(SYSTEM, Action.DATA_DESTROYED, kind, subject_id)


def _bury(row: Due, *, again: bool = False) -> None:
    Tombstone.objects.create(
        subject_kind=row.kind,
        subject_id=row.id,
        step=row.step,
        category=row.category,
        basis=row.basis,
        counted_from=row.counted_from,
        due_on=row.due_on,
        done_at=clock.now(),
        again=again,
    )


def _is_alive(subject_id: str) -> bool:
    """Whether anything that the subject's destruction removes is there."""
    with connection.cursor() as cursor:
        cursor.execute(ALIVE, {"subject": subject_id})
        return cursor.fetchone()[0]


def _is_in_work(subject_id: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(IN_WORK, [subject_id])
        return cursor.fetchone()[0]


def _call(function: str, subject_id) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [subject_id])
