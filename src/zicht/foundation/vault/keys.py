"""Root keys: one file for each in `ZICHT_HOME/keys`, readable by the owner only, as the chosen provider keeps
it.

Two keys have versions: the one that wraps data keys (`vault.key`, then `vault-2.key` and on;
`vault.current` names the one to wrap with) and the one to which browsers encrypt what people write at the
public door (`intake.key`, in the same way). The other keys have one version: look-ups, receipts and the
log are derived from them.
"""

import functools
import os
import secrets
import time
from pathlib import Path

from zicht.foundation.database.launcher import home
from zicht.foundation.vault.providers import KEY_BYTES, provider

WRAPPING, INTAKE = "vault", "intake"


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


def versioned_key(name: str, version: int) -> bytes:
    """Return a version of the key called `name`. Raises LookupError for one that was never made or is
    gone."""
    file = _version_name(name, version)
    if not (_folder() / f"{file}.key").exists() and (version != 1 or current_version(name) > 1):
        raise LookupError(f"Sleutel {file} is er niet.")
    return root_key(file)


def wrapping_key(version: int) -> bytes:
    """Return a version of the key that wraps data keys. Raises LookupError as `versioned_key`."""
    return versioned_key(WRAPPING, version)


def current_version(name: str = WRAPPING) -> int:
    """Return the version to use now. Read anew each time: another process may have begun a rotation."""
    try:
        return int((_folder() / f"{name}.current").read_text())
    except FileNotFoundError:
        return 1


def begin_version(name: str = WRAPPING) -> int:
    """Make the next version of a key and let everyone use it from now on; return its version."""
    version = current_version(name) + 1
    root_key(_version_name(name, version))
    pointer = _folder() / f"{name}.current"
    temporary = pointer.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(str(version))
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, pointer)
    _settle()
    return version


def destroy_version(version: int, name: str = WRAPPING) -> bool:
    """Remove a version for good; return whether there was one. What hangs on it, in backups too, never
    opens again."""
    if version == current_version(name):
        raise ValueError("De sleutel die nu in gebruik is, wordt niet vernietigd.")
    path = _folder() / f"{_version_name(name, version)}.key"
    if not path.exists():
        return False
    path.unlink()
    root_key.cache_clear()
    return True


def seconds_since(version: int, name: str) -> float:
    """Return how long ago this version was made, by the clock of the disk."""
    return time.time() - (_folder() / f"{_version_name(name, version)}.key").stat().st_mtime


def _version_name(name: str, version: int) -> str:
    return name if version == 1 else f"{name}-{version}"


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
