"""Sealing and opening values, and the keyed tokens for look-ups. Pure functions over bytes; no database.

Format of a sealed value: one version byte, a 12-byte nonce, the AES-256-GCM ciphertext with its 16-byte
tag. A data key that is wrapped under a later wrapping key begins with 2 and that key's number.
"""

import functools
import hashlib
import hmac
import json
import os
import re
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zicht.foundation.vault.keys import current_version, root_key, wrapping_key
from zicht.methods.folding import without_accents

VERSION = b"\x01"
LATER, VERSION_BYTES = b"\x02", 2
NONCE_BYTES = 12
TOKEN_MASK = (1 << 63) - 1
SHORTEST_WORD = 3


class CannotOpen(Exception):
    """The value was sealed with another key, for another place, or was changed."""


def new_data_key() -> bytes:
    """Return a fresh 32-byte data key from the system's random source."""
    return os.urandom(32)


def seal(key: bytes, place: str, value: Any) -> bytes:
    """Return `value` (anything JSON can hold) sealed under `key`, bound to `place` ("table|row|field")."""
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return VERSION + nonce + _cipher(key).encrypt(nonce, plain, place.encode())


def open_sealed(key: bytes, place: str, sealed: bytes) -> Any:
    """Return the value sealed for `place`. Raises CannotOpen on a wrong key, another place or a changed
    value."""
    return json.loads(_decrypt(key, place, sealed))


def seal_bytes(key: bytes, place: str, content: bytes) -> bytes:
    """Return file content sealed under `key`, bound to `place`."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + _cipher(key).encrypt(nonce, content, place.encode())


def open_bytes(key: bytes, place: str, sealed: bytes) -> bytes:
    """Return the file content sealed for `place`. Raises CannotOpen."""
    return _decrypt(key, place, sealed)


def wrap(data_key: bytes, subject_id: Any) -> bytes:
    """Return the subject's data key wrapped under the current wrapping key; its first bytes tell the
    version of that key."""
    version, nonce = current_version(), os.urandom(NONCE_BYTES)
    mark = VERSION if version == 1 else LATER + version.to_bytes(VERSION_BYTES)
    return (
        mark + nonce + _cipher(wrapping_key(version)).encrypt(nonce, data_key, f"key|{subject_id}".encode())
    )


def unwrap(wrapped: bytes, subject_id: Any) -> bytes:
    """Return the data key of the subject. Raises CannotOpen, also when the wrapping key was destroyed."""
    wrapped, version = bytes(wrapped), wrapped_under(wrapped)
    sealed = wrapped if version == 1 else VERSION + wrapped[1 + VERSION_BYTES :]
    try:
        return _decrypt(wrapping_key(version), f"key|{subject_id}", sealed)
    except LookupError as error:
        raise CannotOpen("De sleutel waaronder dit verpakt was, is er niet meer.") from error


def wrapped_under(wrapped: bytes) -> int:
    """Return the version of the wrapping key of a wrapped data key."""
    wrapped = bytes(wrapped)
    return int.from_bytes(wrapped[1 : 1 + VERSION_BYTES]) if wrapped[:1] == LATER else 1


def digest(purpose: str, value: str | bytes) -> bytes:
    """Return a 32-byte keyed digest for exact look-ups and idempotency keys, separate per purpose."""
    data = value.encode() if isinstance(value, str) else value
    return hmac.new(_purpose_key(purpose), data, hashlib.sha256).digest()


def word_tokens(text: str) -> list[int]:
    """Return the distinct keyed tokens (63-bit integers) of the words in `text`, for search without plain
    words."""
    key = _purpose_key("words")
    return sorted({_token(key, word) for word in words(text)})


def words(text: str) -> list[str]:
    """Return the words of `text`, lower case, without accents, three letters or more."""
    plain = without_accents(text.lower())
    return [word for word in re.findall(r"\w+", plain) if len(word) >= SHORTEST_WORD]


def _token(key: bytes, word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), key=key, digest_size=8).digest()) & TOKEN_MASK


@functools.cache
def _purpose_key(purpose: str) -> bytes:
    return hmac.new(root_key("look-up"), purpose.encode(), hashlib.sha256).digest()


@functools.lru_cache(maxsize=4096)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _decrypt(key: bytes, place: str, sealed: bytes) -> bytes:
    sealed = bytes(sealed)
    if sealed[:1] != VERSION:
        raise CannotOpen("Onbekende vorm van versleuteling.")
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher(key).decrypt(nonce, ciphertext, place.encode())
    except InvalidTag as error:
        raise CannotOpen("De waarde is gewijzigd of hoort op een andere plaats.") from error
