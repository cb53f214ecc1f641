"""Executing what is due, and doing it again after an older backup was restored. Runs in the worker."""

import math
import uuid
from datetime import date, timedelta

from django.db import connection, transaction

from zicht.casework.retention import ledger
from zicht.casework.retention.due import Due, due, terms
from zicht.casework.retention.models import RetentionRun, RetentionTerm, Tombstone
from zicht.casework.retention.vocabulary import Buried, Category, Step
from zicht.foundation.access import SYSTEM, Actor, as_worker, use_case
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

MOST = 2000
A_DAY, TO_THINK = timedelta(days=1), timedelta(days=7)
AGAIN = "Hersteld uit een oudere reservekopie; opnieuw vernietigd."
CATEGORY_OF = {Buried.SIGNAL: Category.REPORT, Buried.VICTIM: Category.VICTIM, Buried.WORK: Category.WORK}
ALIVE = """SELECT EXISTS (SELECT 1 FROM vault_subjectkey WHERE subject_id = %(subject)s)
    OR EXISTS (SELECT 1 FROM tables_itemtext WHERE signal_id = %(subject)s)
    OR EXISTS (SELECT 1 FROM tables_itemaction WHERE signal_id = %(subject)s)
    OR EXISTS (SELECT 1 FROM deconfliction_work WHERE %(subject)s IN (id, signal_id) AND body IS NOT NULL)"""


def execute(today: date, most: int = MOST) -> RetentionRun:
    """Restrict and destroy what is due, each subject in its own savepoint; return the report. Runs in the
    worker.

    The ledger is written first: a crash in between leaves a subject that is due and on the ledger, and is
    destroyed next time."""
    found = due(today, most)
    destroyed = [row for row in found if row.step == Step.DESTROY]
    ledger.add([(row.kind, str(row.id), today.isoformat()) for row in destroyed])
    failed = sum(not _taken(row) for row in found)
    run = RetentionRun.objects.create(
        at=clock.now(),
        restricted=len(found) - len(destroyed),
        destroyed=len(destroyed),
        failed=failed,
        left=len(due(today, most)),
    )
    audit.record(
        SYSTEM, Action.DATA_DESTROYED, "retention", run.pk, destroyed=run.destroyed, restricted=run.restricted
    )
    return run


def reapply() -> int:
    """Destroy again everything on the ledger that this database still has, as after restoring an older
    backup; return how many.

    Opens its own worker transaction. Raises LedgerChanged when the ledger is not as it was written."""
    with as_worker():
        alive = [(kind, key) for kind, key in ledger.read() if _is_alive(key)]
        today = clock.today()
        for kind, key in alive:
            row = Due(kind, uuid.UUID(key), CATEGORY_OF[kind], today, today, Step.DESTROY, AGAIN)
            _destroy(row.kind, row.id)
            _bury(row, again=True)
        if alive:
            audit.record(SYSTEM, Action.DATA_DESTROYED, "retention", "", again=len(alive))
        return len(alive)


@use_case
def set_term(
    category: str, basis: str, destroy_after_days: int, restrict_after_days: int | None, *, actor: Actor
) -> None:
    """Set the term of a category, confirmed by the acting officer, from `starts_on`; what was still to
    start is replaced."""
    first = starts_on(category, destroy_after_days, restrict_after_days)
    RetentionTerm.objects.filter(
        category=category, valid_from__gte=min(first, clock.today() + A_DAY)
    ).delete()
    RetentionTerm.objects.create(
        category=category,
        basis=basis,
        destroy_after_days=destroy_after_days,
        restrict_after_days=restrict_after_days,
        confirmed=True,
        valid_from=first,
    )
    audit.record(
        actor, Action.RETENTION_TERM_SET, "retention", "", category=category, days=destroy_after_days
    )


def starts_on(category: str, destroy_after_days: int, restrict_after_days: int | None) -> date:
    """Return from when such a term would count: today, or a week later when something would be gone or out of
    reach sooner.

    Destruction cannot be undone; in that week a mistake can."""
    today = clock.today()
    now = terms(today).get(category)
    longer = now is not None and destroy_after_days >= now.destroy_after_days
    open_longer = now is not None and _days(restrict_after_days) >= _days(now.restrict_after_days)
    return today if longer and open_longer else today + TO_THINK


def _days(restrict_after_days: int | None) -> float:
    return math.inf if restrict_after_days is None else restrict_after_days


def overview(today: date) -> dict:
    """Return the terms that hold today, those still to start and the latest runs, for the officer's page."""
    coming = RetentionTerm.objects.filter(valid_from__gt=today).order_by("valid_from", "category")
    return {
        "terms": list(terms(today).values()),
        "coming": list(coming),
        "runs": list(RetentionRun.objects.order_by("-at")[:12]),
    }


def _taken(row: Due) -> bool:
    try:
        with transaction.atomic(using=connection.alias):
            if row.step == Step.DESTROY:
                _destroy(row.kind, row.id)
            else:
                _call("sec.restrict_subject", row.id)
            _bury(row)
    except (
        Exception
    ):  # one subject that resists must not keep the others; it is counted, and due again tomorrow
        return False
    return True


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


def _call(function: str, subject_id) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [subject_id])
