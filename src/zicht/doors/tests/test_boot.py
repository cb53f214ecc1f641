"""Zicht does not start where the database would let case data out (SH2)."""

import psycopg
import pytest
from django.db import connections

from zicht.doors import boot
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import database_name


@pytest.fixture
def superuser(database):
    with psycopg.connect(launcher.ensure_running().dsn(database_name()), autocommit=True) as connection:
        yield connection


def test_SH2_a_sound_database_lets_zicht_start(database):
    """SH2: nothing to refuse."""
    assert boot.refusals() == []


@pytest.mark.parametrize(
    ("spoil", "restore", "words"),
    [
        ("ALTER ROLE zicht_app BYPASSRLS", "ALTER ROLE zicht_app NOBYPASSRLS", "default acts as zicht_app"),
        (
            "ALTER ROLE zicht_worker SUPERUSER",
            "ALTER ROLE zicht_worker NOSUPERUSER",
            "worker acts as zicht_worker",
        ),
        (
            "GRANT zicht_guard TO zicht_intake",
            "REVOKE zicht_guard FROM zicht_intake",
            "intake acts as zicht_guard",
        ),
        (
            "GRANT zicht_owner TO zicht_figures",
            "REVOKE zicht_owner FROM zicht_figures",
            "figures acts as zicht_owner",
        ),
        (
            "ALTER TABLE signals_signal NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE signals_signal FORCE ROW LEVEL SECURITY",
            "signals_signal does not force",
        ),
        (
            "ALTER TABLE custody_holding DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE custody_holding ENABLE ROW LEVEL SECURITY",
            "custody_holding does not force",
        ),
        ("CREATE VIEW peek AS SELECT id FROM signals_signal", "DROP VIEW peek", "view peek"),
        (
            "CREATE MATERIALIZED VIEW peek AS SELECT id FROM signals_signal",
            "DROP MATERIALIZED VIEW peek",
            "view peek",
        ),
    ],
)
def test_SH2_zicht_refuses_to_start_on_a_database_that_lets_case_data_out(superuser, spoil, restore, words):
    """SH2: superuser, BYPASSRLS (also by membership), unforced tables, definer views, materialised views."""
    superuser.execute(spoil)
    try:
        with pytest.raises(boot.NotSafe, match=words):
            boot.require_safe()
    finally:
        superuser.execute(restore)
    assert boot.refusals() == []


def test_SH2_a_view_with_the_rights_of_who_asks_is_allowed(superuser):
    """SH2: such a view shows no more than its tables do."""
    superuser.execute("CREATE VIEW peek WITH (security_invoker = true) AS SELECT id FROM signals_signal")
    try:
        assert boot.views_past_the_rules() == []
    finally:
        superuser.execute("DROP VIEW peek")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log_parameter_max_length_on_error", "-1"),
        ("log_statement", "all"),
        ("log_min_error_statement", "error"),
    ],
)
def test_SH2_a_database_log_that_keeps_what_people_wrote_is_refused(superuser, name, value):
    """SH2: looked at in new connections of the very roles that would serve."""
    superuser.execute(f"ALTER DATABASE {database_name()} SET {name} = '{value}'")
    connections["worker"].close()
    try:
        assert any(name in reason for reason in boot.leaks())
    finally:
        superuser.execute(f"ALTER DATABASE {database_name()} RESET {name}")
        connections["worker"].close()
    assert boot.leaks() == []


def test_OP2_addresses_that_lead_nowhere_are_refused_where_people_come_over_https(database, settings):
    """OP2: security.txt and the links in mails come from them; a trial on this machine may keep them."""
    settings.HTTPS = True
    assert [reason.split()[0] for reason in boot.refusals()] == ["ZICHT_ADDRESS", "ZICHT_EMAIL_FROM"]
    settings.ADDRESS, settings.DEFAULT_FROM_EMAIL = "https://zicht.gemeente.nl", "zicht@gemeente.nl"
    assert boot.refusals() == []
