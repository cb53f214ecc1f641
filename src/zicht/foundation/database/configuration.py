"""The settings of the embedded cluster: nothing of a reporter in the log, nothing acknowledged that can be
lost.

Errors go to the client that caused them and not to the log: a statement, its values, the DETAIL line of a
refused key, or the moment of an anonymous report must not be left there.
"""

import os
import sys
from pathlib import Path

PRIVATE = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_min_messages": "log",  # this level leaves ERROR out and keeps what concerns the server itself
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_hostname": "off",
    "log_lock_waits": "off",
    "log_temp_files": "-1",
    "log_autovacuum_min_duration": "-1",
    "log_checkpoints": "off",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
# After a kill -9 the data folder is put on disk in one call, not file by file. Linux only.
QUICK_RECOVERY = {"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}
FAST_AND_LOSSY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def contents(*, socket_folder: str, port: int, durable: bool = True, log_copies: Path | None = None) -> str:
    """The text of `zicht.conf`. `durable=False` may lose data and is for tests alone. `log_copies`: where
    backups keep the log."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": socket_folder,
        "unix_socket_permissions": "0700",
        "port": str(port),
        "logging_collector": "off",
        "timezone": "Europe/Amsterdam",
        "jit": "off",
        "max_connections": "120",
        "wal_compression": "on",
        **QUICK_RECOVERY,
        "checkpoint_timeout": "15min",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        **_copying(log_copies),
        **_memory(),
        **PRIVATE,
        **(DURABLE if durable else FAST_AND_LOSSY),
    }
    return "".join(f"{name} = '{_quoted(value)}'\n" for name, value in settings.items())


def _copying(place: Path | None) -> dict[str, str]:
    """Every finished log file goes to `place`, once; a minute of work is the most that is not there yet."""
    if place is None:
        return {
            "archive_mode": "on",
            "archive_command": "true",
        }  # on, so that a first backup needs no restart
    copy = (
        f'test ! -f "{place}/%f" && cp "%p" "{place}/%f.part" && sync "{place}/%f.part" && mv'
        f' "{place}/%f.part" "{place}/%f"'
    )
    command = f'cmp -s "%p" "{place}/%f" || ({copy})'
    return {"archive_mode": "on", "archive_command": command, "archive_timeout": "60"}


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _memory() -> dict[str, str]:
    megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "shared_buffers": f"{max(128, min(1024, megabytes // 8))}MB",
        "effective_cache_size": f"{max(256, megabytes // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(64, min(512, megabytes // 16))}MB",
    }
