"""Nothing that a run of the tests started outlives it, however the run ends.

A small process of its own waits for the end of a pipe that only the run holds open: that comes with a last
line as well as with SIGKILL. Then it ends whatever carries the run's mark in its environment (PostgreSQL,
a web server, a browser) and removes the run's home. It imports nothing of Zicht.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

MARK = "ZICHT_TEST_RUN"
PATIENCE_SECONDS = 20


def begin(home: Path) -> subprocess.Popen:
    """Mark this process's children, and start the process that outlives it; keep what is returned."""
    unmarked = {name: value for name, value in os.environ.items() if name != MARK}
    mark = os.environ[MARK] = secrets.token_hex(8)
    return subprocess.Popen(
        [sys.executable, "-S", "-E", __file__, mark, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=unmarked,
        cwd="/",
        start_new_session=True,  # Ctrl-C is for the run
    )


def marked(mark: str) -> list[int]:
    """The processes that were started with this mark."""
    wanted = f"{MARK}={mark}".encode()
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if wanted in _environment(path)]


def _environment(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _end(pid: int) -> None:
    """PostgreSQL goes at once and takes its shared memory along; anything else is killed."""
    with suppress(OSError):
        is_database = Path(f"/proc/{pid}/comm").read_text().startswith("postgres")
        os.kill(pid, signal.SIGQUIT if is_database else signal.SIGKILL)


def main(mark: str, home: str) -> None:
    sys.stdin.buffer.read()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := marked(mark)) and time.monotonic() < deadline:
        for pid in left:
            _end(pid)
        time.sleep(0.2)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
