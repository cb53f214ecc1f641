"""Root keys: one file for each in `ZICHT_HOME/keys`, readable by the owner only, as the chosen provider keeps it.

The key that wraps data keys has versions: `vault.key`, then `vault-2.key` and on; `vault.current` names the one to wrap with.
The other keys have one version: look-ups, receipts and the log are derived from them.
"""

import functools
import os
import secrets
from pathlib import Path

from zicht.foundation.database.launcher import home
from zicht.foundation.vault.providers import KEY_BYTES, provider

WRAPPING = "vault"


@functools.cache
def root_key(name: str) -> bytes:
    """Return the 32-byte key called `name`, made on first use. Refuses a key file of another length."""
    path = _folder() / f"{name}.key"
    if not path.exists():
        _place(path, provider().protect(name, secrets.token_bytes(KEY_BYTES)))
    return provider().reveal(name, path.read_bytes())


def text_key(name: str) -> str:
    """Return the key called `name` as text, for settings that want a string."""
    return root_key(name).hex()


def wrapping_key(version: int) -> bytes:
    """Return a version of the key that wraps data keys. Raises LookupError for one that was never made or is gone."""
    name = WRAPPING if version == 1 else f"{WRAPPING}-{version}"
    if not (_folder() / f"{name}.key").exists() and (version != 1 or current_version() > 1):
        raise LookupError(f"Sleutel {name} is er niet.")
    return root_key(name)


def current_version() -> int:
    """Return the version to wrap with. Read anew each time: another process may have begun a rotation."""
    try:
        return int((_folder() / f"{WRAPPING}.current").read_text())
    except FileNotFoundError:
        return 1


def begin_version() -> int:
    """Make the next wrapping key and let everyone wrap with it from now on; return its version."""
    version = current_version() + 1
    root_key(f"{WRAPPING}-{version}")
    pointer = _folder() / f"{WRAPPING}.current"
    temporary = pointer.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(str(version))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, pointer)
    _settle()
    return version


def destroy_version(version: int) -> bool:
    """Remove a wrapping key for good; return whether there was one. What was wrapped with it, in backups too, never opens again."""
    if version == current_version():
        raise ValueError("De sleutel die nu in gebruik is, wordt niet vernietigd.")
    name = WRAPPING if version == 1 else f"{WRAPPING}-{version}"
    path = _folder() / f"{name}.key"
    if not path.exists():
        return False
    path.unlink()
    root_key.cache_clear()
    return True


def _folder() -> Path:
    folder = home() / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(path: Path, key: bytes) -> None:
    temporary = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # never replaces a key that another process placed first
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
        _settle()


def _settle() -> None:
    """A new name in the folder survives a power cut only when the folder itself is on disk."""
    folder = os.open(_folder(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
