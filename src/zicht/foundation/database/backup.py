"""Backups of the home's own cluster: whole copies, and the write-ahead log since, to go back to any moment.

A backup folder holds `base/<moment>/` (a whole copy, verified), `base/<moment>.json` (when) and `wal/`
(every log file since). The keys are not in it: without `ZICHT_HOME/keys`, kept apart, a backup tells
nobody anything. An external PostgreSQL is backed up by who runs it. Decision:
docs/decisions/0050-backup-and-restore.md.
"""

import json
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from zicht.foundation.database import binaries, configuration, external, launcher
from zicht.foundation.database import home as places
from zicht.foundation.database.errors import UserError

KEEP = 7
ARCHIVING_SECONDS = 60
RECOVERY_SECONDS = 3600
FORMAT = "%Y%m%dT%H%M%SZ"


def take(backups: Path, folder: Path | None = None, keep: int = KEEP) -> dict:
    """Make a whole copy and keep the log from now on; returns {"backup", "finished_at", "kept"}.

    Refuses: an external PostgreSQL, a folder that cannot be used, a cluster that must be restarted once, a
    copy that does not verify."""
    folder, backups = folder or places.home(), backups.absolute()
    _own_cluster_only()
    address, programs = places.recorded_address(folder), binaries.find()
    _prepare(backups, programs)
    _keep_the_log(folder, address, backups)
    name = datetime.now(UTC).strftime(FORMAT)
    unfinished, whole = backups / "base" / f"{name}.unfinished", backups / "base" / name
    _run(
        programs,
        "pg_basebackup",
        "-h",
        address.host,
        "-p",
        str(address.port),
        "-U",
        address.superuser,
        "-D",
        str(unfinished),
        "-X",
        "stream",
        "-c",
        "fast",
        "-l",
        "zicht",
    )
    _run(programs, "pg_verifybackup", str(unfinished))
    finished_at = _switch_log(address)
    unfinished.rename(whole)
    _note(whole).write_text(json.dumps({"finished_at": finished_at.isoformat()}))
    return {"backup": str(whole), "finished_at": finished_at.isoformat(), "kept": _forget_old(backups, keep)}


def restore(backups: Path, folder: Path | None = None, until: datetime | None = None) -> dict:
    """Bring the home's cluster back to `until` (the latest moment there is when empty) and start it.

    The data of before stays beside it, and its log is used for what was not copied yet. Returns {"backup",
    "set_aside"}. Refuses: an external PostgreSQL, no copy from before `until`, a moment that the log does
    not reach."""
    folder, backups = folder or places.home(), backups.absolute()
    _own_cluster_only()
    base = _base_before(backups, until)
    places.prepare(folder)
    launcher.stop(folder)
    data = places.data_folder(folder)
    set_aside = _set_aside(data)
    shutil.copytree(base, data, symlinks=True)
    data.chmod(0o700)
    settings = data / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text(before + _recovery(backups, set_aside, until))
    (data / "recovery.signal").touch()
    launcher.take_possession(data, folder)
    address = launcher.ensure_running(folder)
    _wait_until_recovered(address)
    settings.write_text(before)
    return {"backup": str(base), "set_aside": str(set_aside or "")}


def state(folder: Path | None = None) -> dict | None:
    """What is kept where: {"folder", "newest", "archiving"}; None when no backup was ever made."""
    folder = folder or places.home()
    backups = places.backups(folder)
    if backups is None:
        return None
    moments = [_finished_at(base) for base in _bases(backups)]
    with psycopg.connect(places.recorded_address(folder).dsn()) as connection:
        row = connection.execute(
            "SELECT last_failed_time IS NULL OR last_archived_time > last_failed_time FROM pg_stat_archiver"
        ).fetchone()
    return {"folder": str(backups), "newest": max(moments, default=None), "archiving": bool(row and row[0])}


def _own_cluster_only() -> None:
    if external.is_chosen():
        raise UserError("This PostgreSQL is run by somebody else (DATABASE_URL); its backups belong there.")


def _prepare(backups: Path, programs: binaries.Programs) -> None:
    if set(str(backups)) & set("'\"%\\$`\n"):
        raise UserError("Choose a backup folder without quotes, %, $ or backslash in its name.")
    try:
        for part in (backups, backups / "base", backups / "wal"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"Cannot write in {backups} ({error.strerror}).") from error
    launcher.give(programs, backups, backups / "base", backups / "wal")


def _keep_the_log(folder: Path, address: places.ClusterAddress, backups: Path) -> None:
    places.record_backups(folder, backups)
    text = configuration.contents(socket_folder=address.host, port=address.port, log_copies=backups / "wal")
    (places.data_folder(folder) / launcher.CONFIGURATION).write_text(text)
    with psycopg.connect(address.dsn(), autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")
        if _value(connection, "SHOW archive_mode") != "on":
            raise UserError(
                "The database keeps no log yet: stop Zicht once, start it again, and repeat this."
            )


def _switch_log(address: places.ClusterAddress) -> datetime:
    """Close the present log file and wait until it was copied; returns the moment up to which the backup
    reaches."""
    with psycopg.connect(address.dsn(), autocommit=True) as connection:
        moment = _value(connection, "SELECT clock_timestamp()")
        # Less one byte: where nothing was written since the copy switched files itself, the place is the
        # start of a file that is empty.
        last = _value(connection, "SELECT pg_walfile_name(pg_switch_wal() - 1)")
        deadline = time.monotonic() + ARCHIVING_SECONDS
        while (_value(connection, "SELECT last_archived_wal FROM pg_stat_archiver") or "")[:24] < last:
            if time.monotonic() > deadline:
                raise UserError(
                    "The copy was made, but its log does not reach the backup folder; look at `zicht check`."
                )
            time.sleep(0.2)
    return moment


def _recovery(backups: Path, set_aside: Path | None, until: datetime | None) -> str:
    places_of_log = [backups / "wal", *([set_aside / "pg_wal"] if set_aside else [])]
    command = " || ".join(f'cp "{place}/%f" "%p" 2>/dev/null' for place in places_of_log)
    target = f"recovery_target_time = '{until.isoformat()}'\n" if until else ""
    return f"restore_command = '{command}'\nrecovery_target_action = 'promote'\n{target}"


def _wait_until_recovered(address: places.ClusterAddress) -> None:
    deadline = time.monotonic() + RECOVERY_SECONDS
    with psycopg.connect(address.dsn(), autocommit=True) as connection:
        while _value(connection, "SELECT pg_is_in_recovery()"):
            if time.monotonic() > deadline:
                raise UserError(
                    "The database is still reading its log; wait until `zicht home` says it runs."
                )
            time.sleep(0.2)


def _base_before(backups: Path, until: datetime | None) -> Path:
    found = [base for base in _bases(backups) if until is None or _finished_at(base) <= until]
    if not found:
        raise UserError(
            f"There is no whole copy in {backups}" + (f" from before {until.isoformat()}." if until else ".")
        )
    return found[-1]


def _bases(backups: Path) -> list[Path]:
    return sorted(base for base in (backups / "base").glob("*Z") if _note(base).exists())


def _note(base: Path) -> Path:
    return base.with_name(f"{base.name}.json")


def _finished_at(base: Path) -> datetime:
    return datetime.fromisoformat(json.loads(_note(base).read_text())["finished_at"])


def _forget_old(backups: Path, keep: int) -> int:
    """Drop the oldest copies and the log that only they need."""
    bases = _bases(backups)
    for base in bases[: -max(1, keep)]:
        _note(base).unlink()
        shutil.rmtree(base)
    kept = bases[-max(1, keep) :]
    first_needed = (kept[0] / "backup_label").read_text().split("(file ")[1][:24]
    for file in (backups / "wal").iterdir():
        if len(file.name) >= 24 and file.name[:24] < first_needed and not file.name.endswith(".history"):
            file.unlink()
    return len(kept)


def _set_aside(data: Path) -> Path | None:
    if not data.exists():
        return None
    aside = data.with_name(f"postgres.before-{datetime.now(UTC).strftime(FORMAT)}")
    os.rename(data, aside)
    return aside


def _run(programs: binaries.Programs, program: str, *arguments: str) -> None:
    answer = programs.run(program, *arguments)
    if answer.returncode:
        raise UserError(f"{program} did not succeed: {answer.stderr.strip()[-300:]}")


def _value(connection: psycopg.Connection, query: str):
    row = connection.execute(query).fetchone()  # type: ignore[arg-type]
    return row[0] if row else None
