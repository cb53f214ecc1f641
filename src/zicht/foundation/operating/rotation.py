"""Rotation: every data key wrapped anew under a new wrapping key, step by step, and a new key for browsers.
Runs in the worker.

Killed at any moment nothing is unreadable: each step is one transaction, both keys stay until the last
data key has moved, and the next run goes on where this one ended. The old key is destroyed only when
asked, and only when nothing hangs on it.
"""

from dataclasses import asdict, dataclass

from django.db.models import Model, QuerySet

from zicht.foundation.access import SYSTEM, as_worker
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.vault import keys, sealing
from zicht.foundation.vault.fields import wrapped_keys

STEP = 500
FORMS_ARRIVE_WITHIN = 24 * 3600
"""Seconds: so long an older intake key is left in any case; a page of the public report lives four hours."""


@dataclass(frozen=True)
class Rotated:
    """`version`: the key in use now; `moved`: data keys wrapped anew in this run; `left`: those still
    under older keys; `destroyed`: older keys that were removed."""

    version: int
    moved: int
    left: int
    destroyed: int = 0

    def as_dict(self) -> dict:
        return asdict(self)


def rotate(*, fresh: bool = True, destroy_old: bool = False) -> Rotated:
    """Wrap every data key under a new wrapping key, or finish an unfinished rotation first found (then no
    newer key is made).

    `fresh=False`: only finish. `destroy_old`: remove older wrapping keys once nothing is wrapped under
    them; older backups, and their copies of the data keys, never open again after that. Nor does what was
    caught between a browser and the server."""
    version = keys.current_version()
    unfinished = _left(version)
    if fresh and not unfinished:
        version = keys.begin_version()
        keys.begin_version(keys.INTAKE)
    moved = 0
    while step := _step(version):
        moved += step
    left = _left(version)
    destroyed = _destroy_older(version) if destroy_old and not left else 0
    with as_worker():
        audit.record(
            SYSTEM,
            Action.KEYS_ROTATED,
            "key",
            "",
            version=version,
            moved=moved,
            left=left,
            destroyed=destroyed,
        )
    return Rotated(version, moved, left, destroyed)


def _destroy_older(version: int) -> int:
    """Remove the wrapping keys before `version`, and the intake keys that were replaced so long ago that
    no open page has them."""
    late = [
        old
        for old in range(1, keys.current_version(keys.INTAKE))
        if keys.seconds_since(old + 1, keys.INTAKE) > FORMS_ARRIVE_WITHIN
    ]
    return sum(keys.destroy_version(old) for old in range(1, version)) + sum(
        keys.destroy_version(old, keys.INTAKE) for old in late
    )


def _step(version: int) -> int:
    """Wrap the next data keys anew, a transaction for each table; what another process holds is for the
    next step."""
    return sum(_moved(model, column, version) for model, column in wrapped_keys())


def _moved(model: type[Model], column: str, version: int) -> int:
    with as_worker():
        rows = list(_older(model, column, version).select_for_update(skip_locked=True)[:STEP])
        for row in rows:
            setattr(row, column, sealing.wrap(sealing.unwrap(getattr(row, column), row.pk), row.pk))
        model.objects.bulk_update(rows, [column])
        return len(rows)


def _left(version: int) -> int:
    with as_worker():
        return sum(_older(model, column, version).count() for model, column in wrapped_keys())


def _older(model: type[Model], column: str, version: int) -> QuerySet:
    mark = sealing.VERSION if version == 1 else sealing.LATER + version.to_bytes(sealing.VERSION_BYTES)
    begins = f"substring({column} from 1 for %s) <> %s"
    return model.objects.extra(where=[begins], params=[len(mark), mark]).order_by("pk")
