"""The rules of the database stand in one file a room, each once, and are what the database has (SH2, SH7)."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connections, transaction

from zicht.foundation.database import fingerprints, migrating, rules

PRODUCT = rules.PRODUCT
MADE = re.compile(
    r"CREATE (?:OR REPLACE )?(?:CONSTRAINT )?(FUNCTION|TRIGGER|VIEW) ([\w.]+)(?:[^;$]*? ON (\w+))?"
    r"|CREATE (POLICY) (\w+) ON (\w+)"
)
OLD_PLACE = re.compile(r"CREATE .*FUNCTION|CREATE POLICY|CREATE .*TRIGGER")
POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin")
CHECKED = Path("/usr/share/postgresql/15/extension/plpgsql_check.control")

# Looks at `sharing_grant` that do not ask "is it a running one of whoever acts": by the name of the object.
OTHERS_GRANTS = {
    "app_read on sharing_grant": "the table's own rule, which also shows what has ended",
    "app_change on sharing_grant": "the table's own rule",
    "app_add on sharing_grant": "the table's own rule",
    "no_conflict on sharing_grant": "the table's own rule",
    "sec.may_grant": "whether anyone at all ever saw the subject",
    "sec.shared_with": "with whom it was shared, for who sees it in full",
    "sec.recall_grant": "what the own organisation gave",
    "sec.end_previews": "ends the preview of an offer",
    "sec.end_grants_of_agreement": "ends what rests on an agreement",
    "sec.follow_consent": "ends what rests on consent",
    "sec.end_unjustified": "ends what was opened without reason",
    "sec.end_sight": "ends all sight",
    "sec.alert_holders": "gives sight to whom the route names for danger that was told later",
    "sec.break_glass": "whether there is such a subject; and gives",
    "record_sight on sharing_grant": "puts what was given on record",
    "sec.submit_signal": "gives, to the first holders",
    "sec.check_route_kept": "whether those are the holders, before anyone sees it",
    "sec.add_grant_to_event": "on which grant an event of somebody rests",
    "sec.log_objects": "whether the officer's organisation ever had it in hand",
    "sec.log_shared_with": "with whom it was shared, for the officer",
    "sec.both_see": "whether two organisations see the same",
    "sec.open_mailbox": "which investigators have the report, for its reporter",
    "sec.keep_wish": "whether an investigator had sight before the wish",
    "sec.drop_questions": "whether an investigator knows the person itself",
    "sec.answer_question": "adds the sight that yes gives",
    "keep_wish on sharing_grant": "the trigger on it",
    "sec.shared_levels": "what everyone who is present sees",
}
OTHERS_GRANTS_IN_PYTHON = {
    "chain/grants": "the room of the grants",
    "chain/sharing": "deciding on grants",
    "casework/tables/services/placing.py": "gives to the seats of a table",
    "casework/register/persons/queries.py": "the own persons, newest first, under row-level security",
    "casework/inquiries/matching.py": "a job: who holds what was found",
    "chain/custody/queries.py": "the own signals, under row-level security",
    "chain/signals/search.py": "a job: who gets words to search",
    "doors/workplace/overview.py": "the own signals, under row-level security",
}


@pytest.fixture
def owner(database):
    """A cursor of the owner; what it does is undone."""
    with transaction.atomic("migrate"), connections["migrate"].cursor() as cursor:
        yield cursor
        transaction.set_rollback(True, "migrate")


def written(room: str) -> list[str]:
    """The statements of a file as they are written, without comments."""
    text = re.sub(r"--[^\n]*", "", rules.file_of(room).read_text())
    ends = [piece.end() for piece in rules.PIECE.finditer(text) if piece[0] == ";"]
    return [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


def made(statement: str) -> str:
    """What a statement makes, by name."""
    found = MADE.match(statement)
    if found is None:
        return ""
    kind, name, table, policy, rule, on = found.groups()
    return f"{rule} on {on}" if policy else f"{name} on {table}" if kind == "TRIGGER" else name


def test_SH2_each_file_has_its_place_on_the_stair():
    """SH2: a file that is not in the order would never be laid down."""
    assert {str(path.parent.relative_to(PRODUCT)) for path in PRODUCT.glob("*/*/rules.sql")} == set(
        rules.ROOMS
    )
    assert len(set(rules.ROOMS)) == len(rules.ROOMS)


def test_SH2_each_object_is_made_once():
    """SH2: what is true now stands in one place; triggers of one name on one table differ in their moment."""
    names = Counter(made(statement) for room in rules.ROOMS for statement in written(room))
    del names[""]
    twice = {name for name, times in names.items() if times > 1}
    assert twice == set()
    assert len(names) > 300


def test_SH2_migrations_and_other_modules_hold_no_rules():
    """SH2: tables and data only."""
    found = [path for path in PRODUCT.rglob("*.py") if OLD_PLACE.search(path.read_text())]
    assert found == []


def test_SH7_only_the_macro_looks_for_a_grant_of_the_acting_person():
    """SH7: whoever asks otherwise asks for the grants of others, and says why."""
    looks = {
        made(statement)
        for room in rules.ROOMS
        for statement in written(room)
        if made(statement) and statement.count("sharing_grant") > statement.count("{{ mine")
    }
    assert looks == OTHERS_GRANTS.keys()


def test_SH7_only_named_modules_look_at_grants():
    """SH7: in Python as in SQL."""
    look = re.compile(r"sharing_grant|\bGrant(\.objects|\()")
    places = {
        str(path.relative_to(PRODUCT)) for path in PRODUCT.rglob("*.py") if look.search(path.read_text())
    }
    places = {place for place in places if "/tests/" not in place and "/migrations/" not in place}
    places -= {"foundation/database/rules.py"}
    unnamed = {place for place in places if not place.startswith(tuple(OTHERS_GRANTS_IN_PYTHON))}
    assert unnamed == set()
    assert all(any(place.startswith(name) for place in places) for name in OTHERS_GRANTS_IN_PYTHON)


def test_SH2_the_database_has_exactly_what_the_files_say(owner):
    """SH2: laid down again, nothing differs."""
    before = fingerprints.described(owner)
    owner.execute("DELETE FROM sec.rules")
    assert rules.apply(owner) == []
    assert fingerprints.described(owner) == before


def test_SH2_unchanged_files_are_not_laid_down_again(owner):
    """SH2: an object keeps its identity."""
    oid = "SELECT 'sec.my_level(uuid)'::regprocedure::oid::int"
    owner.execute(oid)
    first = owner.fetchone()
    assert rules.apply(owner) == []
    owner.execute(oid)
    assert owner.fetchone() == first


def test_SH2_another_version_of_postgresql_lays_them_down_anew(owner):
    """SH2: it may describe the same rule otherwise, which is nobody's hand."""
    owner.execute("UPDATE sec.rules_object SET fingerprint = '14' WHERE name = 'PostgreSQL'")
    owner.execute("UPDATE sec.rules SET digest = 'of another version'")
    assert fingerprints.changed_by_hand(owner) == []
    assert not rules.are_laid_down(owner)
    assert rules.apply(owner) == []
    assert rules.are_laid_down(owner)


BY_HAND = {
    "function sec.my_level(uuid) was changed": "ALTER FUNCTION sec.my_level(uuid) SECURITY INVOKER",
    "function sec.my_conflicts() was changed": "GRANT EXECUTE ON FUNCTION sec.my_conflicts() TO zicht_intake",
    "function sec.extra() was added": "CREATE FUNCTION sec.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "policy app_read on signals_signal was changed": "ALTER POLICY app_read ON signals_signal USING (true)",
    "policy no_conflict on sharing_grant is gone": "DROP POLICY no_conflict ON sharing_grant",
    "trigger rests_on on audit_auditevent was changed": "ALTER TABLE audit_auditevent DISABLE TRIGGER USER",
    "table signals_signal was changed": "ALTER TABLE signals_signal NO FORCE ROW LEVEL SECURITY",
    "table audit_auditevent was changed": "GRANT UPDATE ON audit_auditevent TO zicht_app",
    "column accounts_account.email was added": "GRANT SELECT (email) ON accounts_account TO zicht_figures",
    "sequence audit_auditevent_id_seq was changed": "GRANT ALL ON audit_auditevent_id_seq TO zicht_intake",
    "schema sec was changed": "GRANT CREATE ON SCHEMA sec TO zicht_app",
    "view peek was added": "CREATE VIEW peek AS SELECT 1 AS one",
}


@pytest.mark.parametrize("name", BY_HAND)
def test_SH2_what_is_changed_by_hand_is_named_and_put_back(owner, name):
    """SH2: each kind of object."""
    owner.execute(BY_HAND[name])
    assert name in fingerprints.changed_by_hand(owner)
    if "view" in name:
        owner.execute("DROP VIEW peek")
    else:
        assert name in rules.apply(owner)
    assert fingerprints.changed_by_hand(owner) == []


def test_SH2_check_names_a_function_that_was_changed_by_hand(database):
    """SH2: and ends with 1; `zicht migrate` puts it back."""
    with connections["migrate"].cursor() as cursor:
        cursor.execute("ALTER FUNCTION sec.my_level(uuid) SECURITY INVOKER")
    try:
        command = [sys.executable, "-m", "zicht.doors.cli.main", "check", "--json"]
        environment = {**os.environ, "PYTHONPATH": str(PRODUCT.parent)}
        said = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert said.returncode == 1
        found = json.loads(said.stdout)["checks"]
        (rule,) = [each for each in found if each["name"] == "rules are those of the files"]
        assert rule["detail"] == "function sec.my_level(uuid) was changed"
    finally:
        assert migrating.migrate() == ["function sec.my_level(uuid) was changed"]


def test_SH2_a_statement_that_is_refused_tells_where_it_stands(owner, monkeypatch):
    """SH2: the file and the line."""
    broken = rules.Statement("SELECT 1 FROM no_such_table", "chain/signals/rules.sql:7")
    with pytest.raises(Exception, match="no_such_table") as refused:
        rules._execute(owner, broken)
    assert "chain/signals/rules.sql:7" in "".join(refused.value.__notes__)


def test_SH7_the_macro_asks_for_conflicts_where_policies_are_passed_by():
    """SH7: in a guarded function; elsewhere the policies on grants do."""
    guarded = (
        "CREATE FUNCTION sec.f() RETURNS int LANGUAGE sql {{ guarded: app }} AS $$ SELECT {{ mine g }} $$"
    )
    assert "my_conflicts" in rules.filled_in(guarded)
    assert "my_conflicts" not in rules.filled_in("CREATE POLICY p ON t USING ({{ seen t.id full }})")


def test_the_files_keep_the_form_of_the_house():
    """Lines of at most 110 characters, spaces only, steps of four."""
    odd = [
        f"{room}:{number}"
        for room in rules.ROOMS
        for number, line in enumerate(rules.file_of(room).read_text().splitlines(), 1)
        if len(line) > 110 or line != line.rstrip() or "\t" in line or (len(line) - len(line.lstrip())) % 4
    ]
    assert odd == []


def test_the_rules_pass_the_linter(tmp_path):
    """squawk, over the statements as PostgreSQL gets them; whatever it says is a finding."""
    whole = tmp_path / "rules.sql"
    each = [rules.LIMITS, *(statement.sql for room in rules.ROOMS for statement in rules.statements(room))]
    whole.write_text(";\n".join(each) + ";\n")
    squawk = shutil.which("squawk", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    options = ["--pg-version", "15.0", "--assume-in-transaction", "--reporter", "gcc"]
    said = subprocess.run([squawk, *options, whole], capture_output=True, text=True)
    assert (said.returncode, said.stdout.strip()) == (0, "")


PLPGSQL = """
    SELECT p.oid::regprocedure, c.lineno, c.level, c.message
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
    LEFT JOIN pg_trigger t ON t.tgfoid = p.oid AND NOT t.tgisinternal
    CROSS JOIN LATERAL plpgsql_check_function_tb(p.oid, coalesce(t.tgrelid, 0), newtable => t.tgnewtable,
        oldtable => t.tgoldtable, extra_warnings => true) c
    WHERE p.pronamespace = 'sec'::regnamespace"""
ON_15 = f"""
import django, psycopg
from zicht.foundation.database import launcher, migrating, roles
address = launcher.ensure_running(durable=False)
roles.bootstrap(address.dsn(), "zicht")
django.setup()
from zicht.foundation.access import install
from zicht.foundation.access.actor import SYSTEM
from zicht.foundation.access.transaction import bind
migrating.migrate()
install.install()
with psycopg.connect(address.dsn(), dbname="zicht") as connection:
    connection.execute("CREATE EXTENSION plpgsql_check")
    bind(connection, SYSTEM)
    print(*connection.execute({PLPGSQL!r}).fetchall(), sep="\\n")
launcher.stop()
"""


@pytest.mark.slow
@pytest.mark.skipif(not CHECKED.exists(), reason="no plpgsql_check (apt install postgresql-15-plpgsql-check)")
def test_each_plpgsql_function_passes_the_checker_on_postgresql_15(tmp_path):
    """plpgsql_check: what a body would say only when it runs. Also: everything works on PostgreSQL 15."""
    own = {"ZICHT_HOME": str(tmp_path), "PG_BIN": str(POSTGRESQL_15), "ZICHT_DATABASE": "zicht"}
    environment = {**os.environ, **own, "PYTHONPATH": str(PRODUCT.parent)}
    said = subprocess.run([sys.executable, "-c", ON_15], env=environment, capture_output=True, text=True)
    assert (said.returncode, said.stdout.strip()) == (0, ""), said.stderr[-2000:]
