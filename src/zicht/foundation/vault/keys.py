"""The key provider of a trial installation: root keys as files in `ZICHT_HOME/keys`, readable by the owner only.

A production installation places the same files there from its own key management; nothing else in Zicht reads them.
"""

import functools
import os
import secrets
from pathlib import Path

from zicht.foundation.database.launcher import home

KEY_BYTES = 32


@functools.cache
def root_key(name: str) -> bytes:
    """Return the 32-byte key called `name`, made on first use. Refuses a key file of another length."""
    path = _folder() / f"{name}.key"
    if not path.exists():
        _place(path, secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"Sleutelbestand {path.name} heeft niet de verwachte lengte.")
    return key


def text_key(name: str) -> str:
    """Return the key called `name` as text, for settings that want a string."""
    return root_key(name).hex()


def _folder() -> Path:
    folder = home() / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(path: Path, key: bytes) -> None:
    temporary = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    try:
        os.link(temporary, path)  # never replaces a key that another process placed first
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
