"""The parts of a running Zicht are kept going together and end together."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from zicht.doors.cli import supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def parent(script):
    """Another process that supervises, so that its signals are its own."""
    head = "import sys\nfrom zicht.doors.cli.supervisor import Part, keep_running\n"
    tail = "sys.exit(keep_running(parts, on_start=started, watch=lambda: None))\n"
    show = "def started():\n    print(*(part.process.pid for part in parts), flush=True)\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(script) + show + tail],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def gone(pid, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stop_signal_ends_all_parts_and_the_code_is_0(how):
    process = parent(f"parts = [Part('a', {SLEEP!r}), Part('b', {SLEEP!r})]\n")
    pids = process.stdout.readline().split()
    process.send_signal(how)
    assert process.wait(15) == 0
    assert all(gone(pid) for pid in pids)


def test_killed_parent_leaves_no_part_behind():
    process = parent(f"parts = [Part('a', {SLEEP!r})]\n")
    pid = process.stdout.readline().strip()
    process.kill()
    process.wait()
    assert gone(pid)


def test_part_that_dies_is_started_again():
    process = parent(f"parts = [Part('worker', {SLEEP!r})]\n")
    pid = int(process.stdout.readline())
    os.kill(pid, signal.SIGKILL)
    assert "The worker stopped (code -9); starting it again." in process.stdout.readline()
    process.terminate()
    assert process.wait(15) == 0


def test_what_a_killed_part_had_started_ends_too():
    script = f"import subprocess, time; print(subprocess.Popen({SLEEP!r}).pid, flush=True); time.sleep(60)"
    process = parent(f"parts = [Part('web server', [sys.executable, '-c', {script!r}])]\n")
    first, second = (int(process.stdout.readline()) for _ in range(2))
    own, grandchild = (first, second) if _parent_of(second) == first else (second, first)
    os.kill(own, signal.SIGKILL)
    assert gone(grandchild)
    process.terminate()
    assert process.wait(15) == 0


def _parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_part_that_keeps_dying_ends_it_all_with_one_clear_line():
    part = supervisor.Part("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    part.start()

    def live_and_die():
        for _ in range(supervisor.DEATHS_TOO_MANY):
            part.process.wait()
            part.revive()

    with pytest.raises(supervisor.UserError, match=r"worker keeps stopping \(code 3\)"):
        live_and_die()


def test_port_is_kept_from_a_second_zicht_but_open_to_the_own_web_server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    with supervisor.reserved(number):
        with socket.socket() as web_server:
            web_server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            web_server.bind(("127.0.0.1", number))
            web_server.listen()
            assert supervisor.answers(number)
        with pytest.raises(supervisor.UserError, match="is busy"), supervisor.reserved(number):
            pass
    with supervisor.reserved(number):
        pass


def test_OP3_one_home_has_one_running_zicht_whatever_the_port(tmp_path):
    second = pytest.raises(supervisor.UserError, match="already runs")
    with supervisor.alone_in(tmp_path), second, supervisor.alone_in(tmp_path):
        pass
    with supervisor.alone_in(tmp_path):
        pass
