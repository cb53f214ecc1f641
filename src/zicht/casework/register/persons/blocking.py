"""The keyed digests under which a person is found on a partial identity. See decision 0070 for what they
tell a thief.
"""

from zicht.casework.register.linkage_models import BlockingKey
from zicht.casework.register.models import PresumedVictim
from zicht.casework.register.persons.identity import Identity, without_unknown_names
from zicht.foundation.vault import sealing
from zicht.methods.linkage import TYPING, Record, blocking_keys

SEXES = {"female": "f", "male": "m", "other": "x"}
DIGEST_BITS = 63
STATELESS = {"XX": "stateless"}


def record_of(person: Identity) -> Record:
    """Return an identity as the linkage method takes it; what is unknown stays empty."""
    person = without_unknown_names(person)
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
    """Let a person be found under what is known now; keys of what was known before stay, because people
    mix them up."""
    rows = [BlockingKey(victim=victim, digest=digest) for digest in digests(person)]
    BlockingKey.objects.bulk_create(rows, ignore_conflicts=True)


def _digest(key: str) -> int:
    return int.from_bytes(sealing.digest("blocking", key)[:8]) >> (64 - DIGEST_BITS)
