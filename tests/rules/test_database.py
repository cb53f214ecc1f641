"""Every table with case data is guarded by the database itself, and every powerful function is pinned
(SH2, SH7).
"""

import pytest
from django.db import connections

from zicht.foundation.vault.declared import case_tables

MAY_BYPASS = {"zicht_guard", "zicht_backup"}


def rows(sql, values=()):
    with connections["migrate"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize("table", case_tables())
def test_SH2_row_level_security_is_forced(database, table):
    """SH2: for the owner of the table too."""
    found = rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
    assert found == [(True, True)]


@pytest.mark.parametrize("table", case_tables())
def test_SH2_the_public_door_has_no_rights_on_case_tables(database, table):
    """SH2: it calls functions and nothing else."""
    for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        assert rows("SELECT has_table_privilege('zicht_intake', %s, %s)", [table, right]) == [(False,)]


@pytest.mark.parametrize("table", case_tables())
def test_SH2_every_policy_names_its_roles(database, table):
    """SH2: no policy is for everyone."""
    assert (
        rows("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass AND polroles = '{0}'", [table])
        == []
    )


def test_SH2_powerful_functions_are_pinned_owned_by_the_guard_and_closed_to_others(database):
    """SH2: search path, owner and rights of each."""
    loose = rows(
        """SELECT p.oid::regprocedure::text FROM pg_proc p WHERE prosecdef
            AND pronamespace IN ('sec'::regnamespace, 'public'::regnamespace)
        AND (NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%%search_path=%%'
             OR pg_get_userbyid(proowner) NOT IN ('zicht_guard', 'zicht_owner')
             OR (prorettype <> 'trigger'::regtype AND has_function_privilege('public', p.oid, 'EXECUTE')))"""
    )
    assert loose == []


def test_SH2_runtime_roles_own_nothing_and_cannot_bypass(database):
    """SH2: row-level security holds for whoever runs the product."""
    assert {
        name for (name,) in rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'zicht%%' AND rolbypassrls")
    } == MAY_BYPASS
    owners = rows(
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    )
    assert {name for (name,) in owners} <= {"zicht_owner", "zicht_guard", "postgres"}


def test_SH2_there_are_no_views_that_would_look_past_row_level_security(database):
    """SH2: neither views nor materialised ones."""
    found = rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace IN"
        " ('public'::regnamespace, 'sec'::regnamespace)"
    )
    assert found == []


def test_SH7_the_log_can_only_be_added_to(database):
    for role in ("zicht_app", "zicht_worker", "zicht_intake", "zicht_figures"):
        for right in ("UPDATE", "DELETE", "TRUNCATE"):
            assert rows("SELECT has_table_privilege(%s, 'audit_auditevent', %s)", [role, right]) == [(False,)]


def test_SH7_every_powerful_function_that_looks_for_a_grant_looks_for_a_conflict_of_interest_too(database):
    """SH7: functions of the guard see past policies, so that each must ask itself whether the person
    declared an interest.
    """
    forgetful = rows(
        """SELECT proname FROM pg_proc WHERE pronamespace = 'sec'::regnamespace AND prosecdef
            AND strpos(prosrc, 'my_conflicts') = 0
        AND prosrc LIKE '%%g.account_id = (SELECT sec.person())%%'"""
    )
    assert forgetful == []
