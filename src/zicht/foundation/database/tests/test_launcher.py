"""The cluster starts for a newcomer, survives what happens to it, and says clearly what it cannot do
(SH7).
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from zicht.foundation.database import binaries, launcher
from zicht.foundation.database import home as places
from zicht.foundation.database.errors import UserError


def remember(address, what):
    with psycopg.connect(address.dsn()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (what text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [what])


def remembered(address):
    with psycopg.connect(address.dsn()) as connection:
        return [row[0] for row in connection.execute("SELECT what FROM kept")]


def setting(address, name):
    with psycopg.connect(address.dsn()) as connection:
        return connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0]


def test_second_start_finds_its_data_again(home):
    """OP3: the embedded database of a trial keeps what it holds."""
    remember(launcher.ensure_running(), "eerste dag")
    assert launcher.stop() is True
    assert launcher.is_running() is False
    assert remembered(launcher.ensure_running()) == ["eerste dag"]


def test_running_cluster_is_used_and_not_started_again(home):
    first, second = launcher.ensure_running(), launcher.ensure_running()
    assert (first.started, second.started) == (True, False)
    assert first.host == second.host


def test_data_is_intact_after_kill_9_and_the_next_start_waits_for_the_old_processes(home):
    """OP3: also when it is killed."""
    address = launcher.ensure_running()
    remember(address, "vlak voor de klap")
    os.kill(int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    assert remembered(launcher.ensure_running()) == ["vlak voor de klap"]


def test_postmaster_that_nobody_collected_does_not_block_the_next_start(home):
    launcher.ensure_running()
    launcher.stop()
    dead = subprocess.Popen(
        [sys.executable, "-c", ""]
    )  # not waited for: a zombie, as in a container without init
    while launcher._is_alive(dead.pid):
        time.sleep(0.01)
    (home / "postgres" / "postmaster.pid").write_text(f"{dead.pid}\n{home / 'postgres'}\n")
    try:
        assert launcher.ensure_running().started
    finally:
        dead.wait()


def test_two_starts_at_once_give_one_cluster(home):
    found = []
    threads = [threading.Thread(target=lambda: found.append(launcher.ensure_running())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(address.started for address in found) == [False, True]


def test_first_start_that_was_cut_short_is_done_again(home):
    places.prepare(home)
    half = home / "postgres.unfinished"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert launcher.ensure_running().started


def test_command_stops_the_cluster_it_started_but_not_while_another_uses_it(home):
    with launcher.running():
        with launcher.running():
            pass
        assert launcher.is_running()
    assert not launcher.is_running()


def test_command_leaves_a_cluster_alone_that_ran_before(home):
    launcher.ensure_running()
    with launcher.running():
        pass
    assert launcher.is_running()


def test_nothing_listens_on_the_network_and_nobody_else_may_enter_the_socket_folder(home):
    address = launcher.ensure_running()
    assert setting(address, "listen_addresses") == ""
    assert Path(address.host).stat().st_mode & 0o077 == 0
    assert home.stat().st_mode & 0o077 == 0


def test_no_acknowledged_row_can_be_lost(home):
    """OP3: CU1: embedded or not, a commit is on disk before it is acknowledged."""
    address = launcher.ensure_running()
    values = {name: setting(address, name) for name in ("fsync", "synchronous_commit", "full_page_writes")}
    assert set(values.values()) == {"on"}


def test_only_a_test_may_ask_for_a_cluster_that_forgets(home):
    assert setting(launcher.ensure_running(durable=False), "fsync") == "off"
    launcher.stop()
    assert setting(launcher.ensure_running(), "fsync") == "on"


def test_SH7_database_log_holds_no_word_of_a_refused_statement(home):
    address = launcher.ensure_running()
    with psycopg.connect(address.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE contact (email text UNIQUE)")
        connection.execute("INSERT INTO contact VALUES (%s)", ["melder@voorbeeld.nl"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO contact VALUES (%s)", ["melder@voorbeeld.nl"])
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("SELECT 'geheim verhaal' FROM nergens")
        with pytest.raises(psycopg.errors.DivisionByZero):
            connection.execute("SELECT %s::int / 0 /* geheim verhaal */", [112])
    log = places.log_file(home).read_text()
    assert "ready to accept connections" in log
    for word in ("melder", "geheim", "contact", "nergens", "ERROR"):
        assert word not in log


def test_deep_home_gets_a_short_private_socket_folder(home, monkeypatch, tmp_path):
    deep = tmp_path / ("diep" * 20) / ("dieper" * 10)
    monkeypatch.setenv("ZICHT_HOME", str(deep))
    address = launcher.ensure_running()
    try:
        assert len(address.host) < 80
        assert Path(address.host).stat().st_mode & 0o777 == 0o700
        assert places.recorded_address(deep).host == address.host
        assert launcher.ensure_running().started is False
    finally:
        launcher.stop(deep)
        shutil.rmtree(address.host, ignore_errors=True)


def test_socket_folder_that_somebody_else_can_enter_is_refused(home, monkeypatch, tmp_path):
    deep = tmp_path / ("diep" * 30)
    places.prepare(deep)
    folder = places._socket_folder(deep)
    folder.mkdir(mode=0o755)
    try:
        with pytest.raises(UserError, match="not a folder of yours alone"):
            launcher.ensure_running(deep)
    finally:
        folder.rmdir()


def test_home_that_cannot_be_written_gives_one_clear_line(tmp_path):
    blocker = tmp_path / "file"
    blocker.touch()
    with pytest.raises(UserError, match=r"Cannot write in .*ZICHT_HOME"):
        launcher.ensure_running(blocker / "home")


def test_data_of_another_major_version_gives_one_clear_line(home):
    launcher.ensure_running()
    launcher.stop()
    (home / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(UserError, match=r"made by PostgreSQL 16.*PG_BIN"):
        launcher.ensure_running()


def test_no_programs_gives_one_clear_line(home, monkeypatch):
    monkeypatch.setenv("PG_BIN", str(home))
    with pytest.raises(UserError, match=r"No PostgreSQL found.*DATABASE_URL"):
        launcher.ensure_running()


def test_PG_BIN_goes_before_the_wheel(monkeypatch, tmp_path):
    for program in binaries.NEEDED:
        (tmp_path / program).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.2'\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    found = binaries.find()
    assert (found.folder, found.major) == (tmp_path, 16)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must step down")
def test_root_without_user_namespaces_runs_it_as_another_user(home, monkeypatch):
    open_home = (
        Path("/var/tmp") / f"zicht-test-{os.getpid()}"
    )  # another user cannot enter pytest's own folder
    open_home.mkdir(mode=0o711)
    monkeypatch.setattr(binaries.shutil, "which", lambda name: None)
    try:
        remember(launcher.ensure_running(open_home), "als een ander")
        assert (open_home / "postgres").stat().st_uid != 0
        assert remembered(launcher.ensure_running(open_home)) == ["als een ander"]
    finally:
        launcher.stop(open_home)
        shutil.rmtree(open_home)


def test_external_database_is_used_as_it_is(home, monkeypatch):
    """OP3: in production PostgreSQL is somebody else's, and nothing is started."""
    embedded = launcher.ensure_running()
    monkeypatch.setenv("DATABASE_URL", f"postgresql://postgres@/postgres?host={embedded.host}")
    monkeypatch.setenv("ZICHT_HOME", str(home / "unused"))
    address = launcher.ensure_running()
    assert address.external
    assert address.host == embedded.host
    assert not (home / "unused").exists()


def test_external_database_that_does_not_answer_gives_one_line_without_the_password(home, monkeypatch):
    """OP3: one line tells what to look at."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://zicht_app:geheim@127.0.0.1:1/zicht")
    with pytest.raises(UserError, match="does not answer") as refusal:
        launcher.ensure_running()
    assert "geheim" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_server_whose_folder_was_moved_away_is_not_taken_for_this_one(home, tmp_path):
    """OP3: after a restore nobody reads and writes in the data of before."""
    launcher.ensure_running()
    data, away = places.data_folder(home), tmp_path / "away"
    data.rename(away)
    try:
        with pytest.raises(UserError, match="older database server"):
            launcher.ensure_running()
    finally:
        away.rename(data)
    assert launcher.ensure_running()
