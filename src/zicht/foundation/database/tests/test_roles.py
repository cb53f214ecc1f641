"""Each role begins with the right to connect and to look names up, and with nothing else (SH2)."""

import psycopg
import pytest

from zicht.foundation.database import launcher, roles
from zicht.foundation.database.connections import connection_settings
from zicht.foundation.database.errors import UserError

LOGIN = (roles.MIGRATE, roles.BACKUP, *roles.RUNTIME)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("ZICHT_HOME", str(folder))
        address = launcher.ensure_running(durable=False)
        roles.bootstrap(address.dsn())
        yield address
        launcher.stop(folder)


def connect(cluster, role):
    return psycopg.connect(cluster.dsn("zicht", role), autocommit=True)


def test_bootstrap_can_be_repeated(cluster):
    roles.bootstrap(cluster.dsn())


@pytest.mark.parametrize("role", roles.ATTRIBUTES)
def test_SH2_no_role_can_raise_itself(cluster, role):
    """SH2: no runtime role becomes another, whatever it says."""
    with connect(cluster, "postgres") as connection:
        row = connection.execute(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication, rolbypassrls, rolcanlogin "
            "FROM pg_roles WHERE rolname = %s",
            [role],
        ).fetchone()
    assert row == (False, role in (roles.GUARD, roles.BACKUP), role in LOGIN)


def test_bootstrap_takes_back_what_somebody_gave_a_runtime_role(cluster):
    with connect(cluster, "postgres") as connection:
        connection.execute("ALTER ROLE zicht_app BYPASSRLS CREATEROLE")
    roles.bootstrap(cluster.dsn())
    with connect(cluster, "postgres") as connection:
        query = "SELECT rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'zicht_app'"
        assert connection.execute(query).fetchone() == (False, False)


@pytest.mark.parametrize("role", roles.RUNTIME)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE sneaky (a int)",
        "CREATE TEMPORARY TABLE sneaky (a int)",
        "CREATE SCHEMA sneaky",
        "SET ROLE zicht_owner",
        "SET ROLE zicht_guard",
        "CREATE ROLE sneaky",
    ],
)
def test_SH2_runtime_role_may_make_nothing_and_become_nobody(cluster, role, statement):
    """SH2: no table, no function, no other role."""
    with connect(cluster, role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_table_of_a_migration_belongs_to_the_owner_and_is_closed_to_the_application(cluster):
    with connect(cluster, roles.MIGRATE) as connection:
        connection.execute("CREATE TABLE of_a_migration (a int)")
        query = "SELECT tableowner FROM pg_tables WHERE tablename = 'of_a_migration'"
        assert connection.execute(query).fetchone() == (roles.OWNER,)
    with connect(cluster, "zicht_app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM of_a_migration")


def test_migration_can_hand_a_function_to_the_guard_and_nobody_may_call_it_ungranted(cluster):
    with connect(cluster, roles.MIGRATE) as connection:
        connection.execute("create function sees_all() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1")
        connection.execute("ALTER FUNCTION sees_all() OWNER TO zicht_guard")
    with connect(cluster, "zicht_app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT sees_all()")


def test_backup_reads_past_row_level_security_and_writes_nothing(cluster):
    """OP3: a copy is whole, and making one changes nothing."""
    with connect(cluster, roles.MIGRATE) as connection:
        connection.execute("CREATE TABLE guarded (a int)")
        connection.execute("INSERT INTO guarded VALUES (1)")
        connection.execute("ALTER TABLE guarded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        assert connection.execute("SELECT count(*) FROM guarded").fetchone() == (0,)
    with connect(cluster, roles.BACKUP) as connection:
        assert connection.execute("SELECT count(*) FROM guarded").fetchone() == (1,)
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO guarded VALUES (2)")


def test_stranger_cannot_connect_to_the_database(cluster):
    with connect(cluster, "postgres") as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute("CREATE ROLE stranger LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect(cluster, "stranger")


def test_extensions_are_there(cluster):
    with connect(cluster, "zicht_app") as connection:
        found = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    assert found >= set(roles.EXTENSIONS)


def test_bootstrap_without_the_rights_says_what_is_missing(cluster):
    with pytest.raises(UserError, match=r"zicht_app.*superuser.*ZICHT_ADMIN_DATABASE_URL"):
        roles.bootstrap(cluster.dsn("zicht", "zicht_app"))


def test_password_from_the_environment_is_kept_as_a_scram_verifier(cluster, monkeypatch):
    monkeypatch.setenv("ZICHT_PASSWORD_APP", "een lang wachtwoord")
    roles.bootstrap(cluster.dsn())
    with connect(cluster, "postgres") as connection:
        query = "SELECT rolpassword FROM pg_authid WHERE rolname = 'zicht_app'"
        assert connection.execute(query).fetchone()[0].startswith("SCRAM-SHA-256$")


def test_settings_are_known_before_the_cluster_has_ever_started(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "ZICHT_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZICHT_HOME", str(tmp_path / "new"))
    found = connection_settings("zicht_app")
    assert found["USER"] == "zicht_app"
    assert found["NAME"] == "zicht"
    assert not (tmp_path / "new").exists()
    address = launcher.ensure_running(durable=False)
    try:
        assert found["HOST"] == address.host
    finally:
        launcher.stop()


def test_external_settings_take_place_from_the_url_and_password_per_role(monkeypatch):
    """OP3: an external PostgreSQL by its address, each role with its own password."""
    monkeypatch.delenv("ZICHT_DATABASE", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://zicht_app:a@db.example:5433/keten?sslmode=verify-full")
    monkeypatch.setenv("ZICHT_PASSWORD_WORKER", "w")
    app, worker = connection_settings("zicht_app"), connection_settings("zicht_worker")
    assert (app["HOST"], app["PORT"], app["NAME"]) == ("db.example", "5433", "keten")
    assert app["OPTIONS"] == {"sslmode": "verify-full"}
    assert (app["PASSWORD"], worker["PASSWORD"]) == ("a", "w")
    assert connection_settings("zicht_app", "test_keten")["NAME"] == "test_keten"
