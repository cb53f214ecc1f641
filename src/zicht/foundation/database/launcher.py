"""Starts and stops the cluster that Zicht runs on. No Django here: commands start the cluster before Django
exists.

Order: an external PostgreSQL (DATABASE_URL), else an own cluster in the home with the programs that
`binaries` finds. Decision: docs/decisions/0001-embedded-postgresql.md.
"""

import fcntl
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from zicht.foundation.database import binaries, configuration, external
from zicht.foundation.database import home as places
from zicht.foundation.database.errors import UserError
from zicht.foundation.database.home import ClusterAddress, home

# After a kill -9 the old processes hold the shared memory for some seconds more.
PATIENCE_SECONDS = 40
CONFIGURATION = "zicht.conf"

__all__ = ["ClusterAddress", "ensure_running", "home", "is_made", "is_running", "running", "stop"]


def ensure_running(folder: Path | None = None, *, durable: bool = True) -> ClusterAddress:
    """The address of a cluster that answers, made and started where needed.

    Refuses: no programs, no right to write in the home, data of another major version, a cluster that does
    not start."""
    if external.is_chosen():
        return external.reachable_address()
    folder = folder or home()
    places.prepare(folder)
    with _alone(folder / "start.lock"):
        address = places.settle_address(folder)
        if _answers(address):
            _require_own(folder, address)
            return address
        programs = binaries.find()
        _create_if_absent(folder, programs, address)
        _write_configuration(folder, address, durable)
        _start(folder, programs, address)
    return replace(address, started=True)


@contextmanager
def running(folder: Path | None = None) -> Iterator[ClusterAddress]:
    """A cluster for the length of a command; the last command to leave stops it, if a command started it."""
    if external.is_chosen():
        yield external.reachable_address()
        return
    folder = folder or home()
    places.prepare(folder)
    mark = folder / "started-by-command"
    with (folder / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        address = ensure_running(folder)
        if address.started:
            mark.touch()
        try:
            yield address
        finally:
            if _last_one(users) and mark.exists():
                mark.unlink()
                stop(folder)


def is_made(folder: Path | None = None) -> bool:
    """Whether there is a cluster to start: an external one, or data in the home."""
    return external.is_chosen() or places.data_folder(folder or home()).exists()


def is_running(folder: Path | None = None) -> bool:
    """Whether the home's own cluster answers now."""
    return _answers(places.recorded_address(folder or home()))


def stop(folder: Path | None = None) -> bool:
    """Stop the home's own cluster and wait until it is gone; True if there was one. Open transactions roll
    back."""
    data = places.data_folder(folder or home())
    pid = _postmaster(data)
    if pid is None or not _is_alive(pid):
        return False
    os.kill(pid, signal.SIGINT)
    if not _within(PATIENCE_SECONDS, lambda: not _is_alive(pid)):
        raise UserError(f"PostgreSQL (process {pid}) does not stop; see {places.log_file(data.parent)}.")
    return True


def _create_if_absent(folder: Path, programs: binaries.Programs, address: ClusterAddress) -> None:
    data = places.data_folder(folder)
    if data.exists():
        _check_version(data, programs)
        return
    unfinished = data.with_name(
        "postgres.unfinished"
    )  # renamed when whole: a killed first start leaves no half cluster
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    give(programs, unfinished, Path(address.host), places.log_file(folder).parent)
    _initialise(unfinished, programs)
    unfinished.rename(data)


def _check_version(data: Path, programs: binaries.Programs) -> None:
    version = data / "PG_VERSION"
    if not version.exists():
        raise UserError(f"{data} holds no PostgreSQL data; move that folder away first.")
    found = version.read_text().strip()
    if found != str(programs.major):
        raise UserError(
            f"{data} was made by PostgreSQL {found}, the programs in {programs.folder} are {programs.major}. "
            f"Set PG_BIN to the programs of version {found}."
        )


def take_possession(data: Path, folder: Path) -> None:
    """Let a data folder that came from elsewhere (a backup) be this home's: whoever runs PostgreSQL here
    owns its files."""
    address, programs = places.settle_address(folder), binaries.find()
    give(programs, Path(address.host), places.log_file(folder).parent, data, *data.rglob("*"))


def give(programs: binaries.Programs, *paths: Path) -> None:
    """Let another user own these, where root must run PostgreSQL as that user."""
    if programs.as_user:
        for path in paths:
            os.chown(path, programs.as_user["user"], programs.as_user["group"])


def _initialise(data: Path, programs: binaries.Programs) -> None:
    fixed = ["-D", str(data), "-U", places.SUPERUSER, "-E", "UTF8", "-A", "reject", "--auth-local=trust"]
    for locale in ("C.UTF-8", "C"):
        answer = programs.run("initdb", *fixed, f"--locale={locale}", "--data-checksums")
        if answer.returncode == 0:
            with (data / "postgresql.conf").open("a") as file:
                file.write(f"\ninclude '{CONFIGURATION}'\n")
            return
    raise UserError(f"PostgreSQL could not make its data folder {data}: {answer.stderr.strip()[-300:]}")


def _write_configuration(folder: Path, address: ClusterAddress, durable: bool) -> None:
    kept = places.backups(folder)
    text = configuration.contents(
        socket_folder=address.host,
        port=address.port,
        durable=durable,
        log_copies=kept / "wal" if kept else None,
    )
    (places.data_folder(folder) / CONFIGURATION).write_text(text)


def _start(folder: Path, programs: binaries.Programs, address: ClusterAddress) -> None:
    data, log = places.data_folder(folder), places.log_file(folder)

    def attempt() -> bool:
        _forget_dead_postmaster(data)
        programs.run("pg_ctl", "start", "-D", str(data), "-l", str(log), "-w", "-t", "60", "-s")
        return _answers(address)

    if not _within(PATIENCE_SECONDS, attempt):
        raise UserError(f"PostgreSQL does not start: {_last_line(log)} (see {log}).")


def _forget_dead_postmaster(data: Path) -> None:
    """In a container nobody may collect a killed process: its number then looks alive to the next postmaster.

    Only when no process works in the data folder any more; until then the file protects the data."""
    pid = _postmaster(data)
    if pid is not None and not _is_alive(pid) and not _has_workers(data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _has_workers(data: Path) -> bool:
    return any(_works_in(process, data) for process in Path("/proc").glob("[0-9]*"))


def _works_in(process: Path, data: Path) -> bool:
    try:
        return (process / "cwd").samefile(data)
    except OSError:
        return False


def _answers(address: ClusterAddress) -> bool:
    try:
        psycopg.connect(address.dsn(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _require_own(folder: Path, address: ClusterAddress) -> None:
    """Refuses a server that answers here and works in another folder: one that was moved away under it."""
    data = places.data_folder(folder)
    with psycopg.connect(address.dsn()) as connection:
        row = connection.execute("SELECT current_setting('data_directory'), pg_read_file('postmaster.pid')")
        where, mark = row.fetchone() or ("", "")
    if os.path.realpath(where) != os.path.realpath(data) or mark != _read(data / "postmaster.pid"):
        raise UserError(
            f"An older database server, started in {where}, still answers here (process"
            f" {mark.partition(chr(10))[0]}). Stop it first."
        )


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _postmaster(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def _within(seconds: float, done) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return lines[-1] if lines else "it left no message"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _last_one(users) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
