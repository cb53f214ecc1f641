"""The weights for this register: how telling an agreement is depends on how common a name, year or country is
here.

They are counted at every comparison of the whole register and kept as a version; the check while typing
reads the latest, so that a pair has one score however it is met. A small register goes by the model that
comes with Zicht.
"""

from __future__ import annotations

import time
import uuid
import zlib
from functools import lru_cache

from django.db import connection

from zicht.casework.register.linkage_models import LinkageModel
from zicht.foundation.acts import clock
from zicht.foundation.vault import sealing
from zicht.methods import linkage
from zicht.methods.linkage import Model, Record

SMALLEST_REGISTER = 1000
ASKED_EVERY = 600
NEWEST = """SELECT (SELECT id FROM register_linkagemodel ORDER BY at DESC LIMIT 1),
    (SELECT round(greatest(reltuples, 0) / 100) FROM pg_class
        WHERE oid = 'register_presumedvictim'::regclass)"""


def fitted(records: list[Record], threshold: float) -> tuple[Model, linkage.Linked]:
    """Return the weights for these records, and what they link from a chance of `threshold` on."""
    return linkage.link_fitted(records, _shipped(), threshold)


def keep(model: Model) -> LinkageModel | None:
    """Let these weights hold from now on, as a version; None when they are those that come with Zicht."""
    if model.tables is _shipped().tables:
        return None
    kept = LinkageModel(id=uuid.uuid4(), at=clock.now(), records=model.records)
    LinkageModel.content.write(kept, zlib.compress(model.text().encode()))
    kept.save(force_insert=True)
    forget()
    return kept


def current() -> Model:
    """Return the latest weights, for a register of about today's size. Asked of the database once in a
    while."""
    version, hundreds = _known(int(time.monotonic() // ASKED_EVERY))
    return _sized(version, max(SMALLEST_REGISTER, int(hundreds) * 100))


def forget() -> None:
    """Look again at the next question."""
    _known.cache_clear()


@lru_cache(maxsize=1)
def _known(moment: int) -> tuple:
    """The newest version and the size of the register in hundreds, as the planner knows it: that moves no
    weight, only the prior."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return cursor.fetchone()


@lru_cache(maxsize=4)
def _sized(version: uuid.UUID | None, records: int) -> Model:
    return (_opened(version) if version else _shipped()).for_records(records)


@lru_cache(maxsize=2)
def _opened(version: uuid.UUID) -> Model:
    """The weights of a version, or those that come with Zicht until the next night, when it is no use here.

    So it is when an older Zicht counted it with other comparisons, when someone altered it, or when a
    restored backup does not have it."""
    kept = LinkageModel.objects.filter(pk=version).first() or LinkageModel(pk=version, content=b"")
    try:
        return Model.read(zlib.decompress(LinkageModel.content.read(kept)).decode())
    except (ValueError, sealing.CannotOpen):
        return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Model:
    return Model.load()
