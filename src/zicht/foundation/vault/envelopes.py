"""Envelopes: what a browser encrypted to this installation before it was sent (age v1, X25519; the library is
rage's binding).

The intake key is kept as the other root keys; as an age identity it is only written down here, in memory.
A page that was opened before the key was renewed still arrives: every version that is left is tried.
Decision: docs/decisions/0064-encryption-in-the-browser.md.
"""

import base64
import binascii
import functools

import pyrage
from pyrage import x25519

from zicht.foundation.vault import keys
from zicht.foundation.vault.sealing import CannotOpen

PADDED_TO = 256
"""Bytes: the browser makes each text this long, or a multiple of it, so that its size tells little."""
MARK_LETTERS = 24
_AROUND = 1024
_BYTES_A_LETTER = 4
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def recipient() -> str:
    """Return what browsers encrypt to now: the public half of the current intake key, as `age1...`."""
    return str(_identity(keys.current_version(keys.INTAKE)).to_public())


def opened(envelope: str) -> str:
    """Return the words in an envelope (age in base64url without padding), bare of spaces around. Raises
    CannotOpen."""
    try:
        closed = base64.b64decode(envelope + "=" * (-len(envelope) % 4), altchars=b"-_", validate=True)
        return pyrage.decrypt(closed, _identities()).decode().strip()
    except (binascii.Error, pyrage.DecryptError, ValueError) as error:
        raise CannotOpen("De envelop is niet voor deze sleutel, of niet heel.") from error


def closed(text: str) -> str:
    """Return an envelope with these words, as a browser makes it."""
    words = text.encode()
    padded = words + b" " * (-len(words) % PADDED_TO)
    made = pyrage.encrypt(padded, [x25519.Recipient.from_str(recipient())])
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def mark(envelope: str) -> str:
    """Return by what a page knows an envelope again: its last letters, part of the seal, which no two have
    the same."""
    return envelope[-MARK_LETTERS:]


def fits(envelope: str, letters: int) -> bool:
    """Return whether an envelope may hold a text of at most so many letters."""
    return len(envelope) * 3 // 4 <= letters * _BYTES_A_LETTER + PADDED_TO + _AROUND


def _identities() -> list[x25519.Identity]:
    """The current identity first, then the older ones that were not destroyed."""
    found = []
    for version in range(keys.current_version(keys.INTAKE), 0, -1):
        try:
            found.append(_identity(version))
        except LookupError:
            continue
    return found


def _identity(version: int) -> x25519.Identity:
    return _as_identity(keys.versioned_key(keys.INTAKE, version))


@functools.lru_cache(maxsize=64)
def _as_identity(key: bytes) -> x25519.Identity:
    """A 32-byte key as age writes it down: Bech32 (BIP 173) of its bytes; the library refuses a wrong
    check."""
    return x25519.Identity.from_str(_bech32("age-secret-key-", key).upper())


def _bech32(prefix: str, content: bytes) -> str:
    bits = int.from_bytes(content) << (-len(content) * 8 % 5)
    count = -(-len(content) * 8 // 5)
    values = [bits >> (5 * place) & 31 for place in reversed(range(count))]
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = _polymod([*spread, *values, *[0] * 6]) ^ 1
    values += [check >> (5 * place) & 31 for place in reversed(range(6))]
    return f"{prefix}1{''.join(_LETTERS[value] for value in values)}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate(_GENERATOR):
            check ^= part if top >> place & 1 else 0
    return check
