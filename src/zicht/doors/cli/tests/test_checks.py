"""`zicht check` sees an installation that is no longer in order (SH2)."""

import sys

import psycopg
import pytest

from zicht.doors.cli import checks
from zicht.doors.edge import limits
from zicht.foundation.database import home as places
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.home import home
from zicht.foundation.documents.apart.refusal import Unreadable


@pytest.fixture
def superuser(database):
    with psycopg.connect(launcher.ensure_running().dsn(database_name()), autocommit=True) as connection:
        yield connection


def test_prepared_database_is_in_order_but_for_the_durability_that_tests_give_up(database):
    wrong = [each["name"] for each in checks.look()["checks"] if not each["ok"]]
    assert wrong in ([], ["acknowledged rows are durable"])


@pytest.mark.parametrize(
    ("spoil", "restore", "check", "words"),
    [
        (
            "ALTER ROLE zicht_app BYPASSRLS",
            "ALTER ROLE zicht_app NOBYPASSRLS",
            checks.roles_are_limited,
            "zicht_app",
        ),
        (
            "CREATE TABLE of_app (a int); ALTER TABLE of_app OWNER TO zicht_app",
            "DROP TABLE of_app",
            checks.runtime_roles_own_nothing,
            "zicht_app owns tables",
        ),
        (
            "CREATE TABLE half (a int); ALTER TABLE half ENABLE ROW LEVEL SECURITY",
            "DROP TABLE half",
            checks.row_level_security_is_forced,
            "half does not force",
        ),
        (
            "create function loose() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1",
            "DROP FUNCTION loose()",
            checks.powerful_functions_are_pinned,
            "function loose",
        ),
    ],
)
def test_SH2_what_was_spoiled_is_named(superuser, spoil, restore, check, words):
    superuser.execute(spoil)
    try:
        assert any(words in line for line in check())
    finally:
        superuser.execute(restore)
    assert check() == []


def test_CU1_a_signal_without_holder_is_named(superuser, country):
    """CU1: the check is independent of the triggers: it finds what was done past them."""
    signal = country.signal()
    superuser.execute("ALTER TABLE custody_holding DISABLE TRIGGER USER")
    try:
        superuser.execute("UPDATE custody_holding SET ended_at = now() WHERE signal_id = %s", [signal.id])
    finally:
        superuser.execute("ALTER TABLE custody_holding ENABLE TRIGGER USER")
    assert checks.every_open_signal_has_a_holder() == ["open without responsible holder: 1 signals"]


def test_OP3_a_backup_that_stopped_is_named(database, tmp_path):
    """OP3: a copy that is never made again is found before it is needed."""
    record = home() / "backup.json"
    places.record_backups(home(), tmp_path)
    try:
        assert any("is of never" in line for line in checks.backups_go_on())
    finally:
        record.unlink()
    assert checks.backups_go_on() == []


def test_OP3_a_machine_that_cannot_hold_the_door_is_red(monkeypatch):
    """OP3: too few open files, and a child that does not start."""
    monkeypatch.setattr(limits, "OPEN_FILES_NEEDED", 10**9)
    assert any("open files are allowed" in line for line in checks.the_door_can_hold_its_connections())
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unreadable):
        checks.files_of_others_are_read_apart()
