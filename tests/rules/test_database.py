"""Every table with case data is guarded by the database itself, and every powerful function is pinned
(SH2, SH7).
"""

import pytest
from django.db import connections

from zicht.foundation.vault.declared import case_tables

# Input parameters; what comes out is a name for the caller, and PL/pgSQL refuses a name with two meanings.
SAME_NAME = """
    SELECT f.proname, f.name, c.table_schema || '.' || c.table_name
    FROM (SELECT p.proname, p.prosrc, unnest(p.proargnames) AS name,
            unnest(coalesce(p.proargmodes,
                array_fill('i'::"char", ARRAY[cardinality(p.proargnames)]))) AS mode
        FROM pg_proc p WHERE p.pronamespace = 'sec'::regnamespace AND p.proargnames IS NOT NULL) f
    JOIN information_schema.columns c ON c.column_name = f.name AND c.table_schema IN ('public', 'sec')
        AND f.prosrc ~ ('\\m' || c.table_name || '\\M')
    WHERE f.mode IN ('i', 'b', 'v')"""
FUNCTION_WITHOUT_ORGANISATION = """
    SELECT name FROM (
        SELECT proname::text AS name, prosrc AS said FROM pg_proc
        WHERE pronamespace = 'sec'::regnamespace AND proname <> 'functions'
        UNION ALL
        SELECT policyname || ' on ' || tablename, concat_ws(' ', qual, with_check) FROM pg_policies) rules
    WHERE said LIKE '%%sec.functions()%%' AND said NOT LIKE '%%sec.org()%%'"""
ANY_ORGANISATION = {
    "app_read on retention_retentionrun": "a run counts for the whole installation and names nothing",
}

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


def test_SH7_no_parameter_has_the_name_of_a_column_that_its_function_touches(database):
    """SH7: in SQL the column wins, so that a function would write a column into itself, or compare it with
    itself.
    """
    assert rows(SAME_NAME) == []


def test_SH2_every_function_of_the_rules_has_a_pinned_search_path(database):
    """SH2: those that run as the caller too."""
    found = "SELECT proname FROM pg_proc WHERE pronamespace = 'sec'::regnamespace AND NOT coalesce("
    assert rows(found + "array_to_string(proconfig, ','), '') LIKE '%%search_path=%%'") == []


def test_SH7_whoever_asks_for_a_function_asks_for_its_organisation(database):
    """SH7: a function is held at an organisation; where only the function counts, the reason stands here."""
    found = {name for (name,) in rows(FUNCTION_WITHOUT_ORGANISATION)}
    assert found == ANY_ORGANISATION.keys()
