"""Receipt codes: 100 random bits in five groups of four, shown once, from which only a look-up value is kept.

The code is derived from the submission's own random key and a key outside the database, so that a double
click or a retry after a crash shows the same code; the database holds neither. The look-up is Argon2id
over the code with small settings: at 100 bits the stretching is not what protects (see docs/decisions),
and intake stays fast under load.
"""

import re
import secrets

from argon2.low_level import Type, hash_secret_raw

from zicht.foundation.vault.keys import root_key
from zicht.foundation.vault.sealing import digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
LENGTH = 20
BITS = LENGTH * 5
ARGON2 = {"time_cost": 1, "memory_cost": 64, "parallelism": 1, "hash_len": 32, "type": Type.ID}


def new_submission_key() -> str:
    """Return a fresh random submission key (128 bits) for one report."""
    return secrets.token_hex(16)


def next_key(submission_key: str) -> str:
    """Return the key of the report that follows one that was destroyed; the same at every retry."""
    return digest("submission-next", submission_key).hex()[:32]


def receipt_for(submission_key: str) -> str:
    """Return the receipt of a submission, as 20 characters without separators."""
    number = int.from_bytes(digest("receipt", submission_key)[:13]) >> 4
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(LENGTH))


def grouped(receipt: str) -> str:
    """Return the receipt as it is written down: five groups of four."""
    return "-".join(receipt[place : place + 4] for place in range(0, LENGTH, 4))


def normalised(typed: str) -> str | None:
    """Return what someone typed as a receipt, forgiving spaces, dashes, case and look-alike letters; None
    if no receipt."""
    code = re.sub(r"[\s\-–.]", "", typed).upper().translate(str.maketrans("OIL", "011"))
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def lookup_of(receipt: str) -> bytes:
    """Return the 32-byte value under which the mailbox of this receipt is found."""
    return hash_secret_raw(receipt.encode(), root_key("receipt")[:16], **ARGON2)
