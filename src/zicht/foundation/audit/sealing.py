"""Sealing the log: leaves, Merkle roots, a chain of seals, and a signed head kept outside the database.

A leaf is SHA-256 over all fields of an event. A batch's root is the Merkle root of its leaves in order; a
seal's head is SHA-256 over number, range, count, root and the head before. Pure functions; `service` and
`verification` bring the rows.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zicht.foundation.vault.keys import root_key

EVENT_FIELDS = (
    "id",
    "at",
    "action",
    "kind",
    "outcome",
    "organisation_id",
    "person_id",
    "functions",
    "purpose",
    "channel",
    "object_kind",
    "object_id",
    "basis",
    "detail",
    "grant_id",
)
FIRST_HEAD = bytes(32)


def leaf(event: Sequence) -> bytes:
    """Return the 32-byte hash of an event given as the values of EVENT_FIELDS.

    An event without a grant hashes as before there were grants in the log, so that older seals stay true."""
    values = list(event) if event[-1] is not None else list(event[:-1])
    return hashlib.sha256(
        b"\x00" + json.dumps([_plain(value) for value in values], sort_keys=True).encode()
    ).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root of the leaves in order; an odd one moves up as it is. Refuses an empty batch."""
    if not leaves:
        raise ValueError("A batch has events.")
    level = list(leaves)
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def head(number: int, first: int, last: int, count: int, root: bytes, previous: bytes) -> bytes:
    """Return the head of a seal, which commits to everything before it."""
    text = f"{number}|{first}|{last}|{count}|".encode()
    return hashlib.sha256(b"\x02" + text + root + previous).digest()


def sign(number: int, current: bytes) -> str:
    """Return the signature over the newest head, under a key outside the database."""
    return hmac.new(root_key("audit"), f"{number}|{current.hex()}".encode(), hashlib.sha256).hexdigest()


def signed(number: int, current: bytes) -> dict[str, str]:
    """Return an Ed25519 signature over a head with the public key, so that whoever keeps a head elsewhere
    can check it alone."""
    key = _signing_key()
    return {
        "public_key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(_statement(number, current)).hex(),
    }


def is_signed(number: int, current: bytes, signature: str) -> bool:
    """Return whether the signature over an exported head is ours."""
    try:
        _signing_key().public_key().verify(bytes.fromhex(signature), _statement(number, current))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(
        hmac.new(root_key("audit"), b"exported heads", hashlib.sha256).digest()
    )


def _statement(number: int, current: bytes) -> bytes:
    return f"zicht audit head|{number}|{current.hex()}".encode()


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, str | int | float | bool | dict | list) or value is None:
        return value
    return str(value)
