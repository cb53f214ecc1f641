"""The data folder of one installation, and where its cluster listens.

PostgreSQL listens on a Unix socket only, in a folder that nobody else may enter. A socket path has room
for about 100 bytes, so a deep home gets a short folder elsewhere; the choice is written down in the home.
"""

import hashlib
import json
import os
import stat
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from zicht.foundation.database.errors import UserError

SOCKET_PATH_LIMIT = 100
PORT = 5432  # names the socket file only: nothing listens on the network
SUPERUSER = "postgres"


@dataclass(frozen=True)
class ClusterAddress:
    """Where a cluster answers. `host` is a socket folder for the embedded cluster, a host name for an
    external one.
    """

    host: str
    port: int
    superuser: str
    external: bool = False
    started: bool = False  # this call started it, so this caller may stop it
    admin_url: str = ""  # external only: how to reach it with the rights to create roles

    def dsn(self, database: str = "postgres", user: str | None = None) -> str:
        """A libpq address for `user`, by default the superuser."""
        if self.external and user is None and self.admin_url:
            return self.admin_url
        return f"host='{self.host}' port={self.port} user={user or self.superuser} dbname={database}"


def home() -> Path:
    """The data folder: ZICHT_HOME, or `zicht` in the user's data folder (XDG base directories)."""
    chosen = os.environ.get("ZICHT_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "zicht"


def data_folder(folder: Path) -> Path:
    return folder / "postgres"


def log_file(folder: Path) -> Path:
    return folder / "log" / "postgres.log"


def prepare(folder: Path) -> None:
    """Make the home, closed to others. Refuses: no right to write there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "log").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"Cannot write in {folder} ({error.strerror}). Choose another folder with ZICHT_HOME."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(
            f"Cannot write in {folder} (no right to write there). Choose another folder with ZICHT_HOME."
        )


def recorded_address(folder: Path) -> ClusterAddress:
    """Where this home's cluster answers, started or not: as written down, else where it would be."""
    try:
        host = json.loads(_record(folder).read_text())["host"]
    except (OSError, ValueError, KeyError):
        host = str(_socket_folder(folder))
    return ClusterAddress(host=host, port=PORT, superuser=SUPERUSER)


def settle_address(folder: Path) -> ClusterAddress:
    """Make the socket folder and write its place down, keeping the earlier place while it is still sound."""
    address = recorded_address(folder)
    if not _is_private(Path(address.host), folder):
        address = ClusterAddress(host=str(_make_private(folder)), port=PORT, superuser=SUPERUSER)
    record = {key: asdict(address)[key] for key in ("host", "port", "superuser")}
    _record(folder).write_text(json.dumps(record))
    return address


def workplace_socket(folder: Path) -> Path:
    """Where the processes of the workplace listen: beside the socket of the cluster."""
    return Path(settle_address(folder).host) / "workplace.sock"


def backups(folder: Path) -> Path | None:
    """Where this home's backups go; None before the first one."""
    try:
        return Path(json.loads((folder / "backup.json").read_text())["folder"])
    except (OSError, ValueError, KeyError):
        return None


def record_backups(folder: Path, place: Path) -> None:
    (folder / "backup.json").write_text(json.dumps({"folder": str(place)}))


def _record(folder: Path) -> Path:
    return folder / "address.json"


def _socket_folder(folder: Path) -> Path:
    near = folder / "run"
    if len(os.fsencode(near / f".s.PGSQL.{PORT}.lock")) < SOCKET_PATH_LIMIT:
        return near
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(runtime) if runtime and os.access(runtime, os.W_OK) else Path(tempfile.gettempdir())
    return base / f"zicht-{os.getuid()}-{mark}"


def _make_private(folder: Path) -> Path:
    socket_folder = _socket_folder(folder)
    socket_folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_private(socket_folder, folder):
        raise UserError(
            f"{socket_folder} is not a folder of yours alone. Remove it, or set TMPDIR to another folder."
        )
    return socket_folder


def _is_private(path: Path, folder: Path) -> bool:
    """A folder that others cannot enter: in a shared temp folder somebody may have made it before us.

    Inside the home it may belong to the user as whom root runs PostgreSQL."""
    try:
        found = path.lstat()
    except OSError:
        return False
    mine = found.st_uid == os.getuid() or path.parent == folder
    return stat.S_ISDIR(found.st_mode) and mine and stat.S_IMODE(found.st_mode) & 0o077 == 0
