"""The keyed digests under which a person is found on a partial identity. See decision 0070 for what they tell a thief."""

import time
from functools import lru_cache

from django.db import connection

from zicht.casework.register.identity import Identity
from zicht.casework.register.linkage.models import BlockingKey
from zicht.casework.register.models import PresumedVictim
from zicht.foundation.vault import sealing
from zicht.methods.linkage import TYPING, Model, Record, blocking_keys

SEXES = {"female": "f", "male": "m", "other": "x"}
DIGEST_BITS = 63
SMALLEST_REGISTER = 1000
ASKED_EVERY = 600
STATELESS = {"XX": "stateless"}


def record_of(person: Identity) -> Record:
    """Return an identity as the linkage method takes it; what is unknown stays empty."""
    return Record(
        given_name=person.given_name,
        family_name=" ".join(part for part in (person.infix, person.family_name) if part),
        initials=person.initials,
        birth_date=person.birth_date.isoformat() if person.birth_date else "",
        birth_year=str(person.birth_year or ""),
        sex=SEXES.get(person.sex, ""),
        nationality=";".join(STATELESS.get(code, code) for code in person.nationalities),
        country=person.country_of_origin,
        phone=person.phone,
        document=person.document,
    )


def digests(person: Identity) -> list[int]:
    """Return the digests of an identity; none when too little is known to look for anyone."""
    return sorted({_digest(key) for key in blocking_keys(record_of(person), TYPING)})


def keep(victim: PresumedVictim, person: Identity) -> None:
    """Let a person be found under what is known now; keys of what was known before stay, because people mix them up."""
    rows = [BlockingKey(victim=victim, digest=digest) for digest in digests(person)]
    BlockingKey.objects.bulk_create(rows, ignore_conflicts=True)


def model() -> Model:
    """Return the model for a register of about today's size; batch and check use the same weights."""
    return _model(_hundreds(int(time.monotonic() // ASKED_EVERY)))


@lru_cache(maxsize=8)
def _model(hundreds: int) -> Model:
    return _shipped().for_records(max(SMALLEST_REGISTER, hundreds * 100))


@lru_cache(maxsize=1)
def _shipped() -> Model:
    return Model.load()


@lru_cache(maxsize=1)
def _hundreds(moment: int) -> int:
    """The size of the register as the planner knows it, asked once in a while: it moves no weight, only the prior."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'register_presumedvictim'::regclass")
        return round(cursor.fetchone()[0] / 100)


def _digest(key: str) -> int:
    return int.from_bytes(sealing.digest("blocking", key)[:8]) >> (64 - DIGEST_BITS)
