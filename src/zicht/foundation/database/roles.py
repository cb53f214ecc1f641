"""The roles of the cluster and the rights each begins with: nothing but to connect and to look names up.

Rights on tables and functions stand in the `rules.sql` of each room. `zicht_owner` owns the tables and
cannot log in. `zicht_guard` owns the few SECURITY DEFINER functions that must see every row.
`zicht_migrate` works as the owner. Runtime roles own nothing. Decision:
docs/decisions/0002-database-roles.md.
"""

import os

import psycopg
from psycopg import sql

from zicht.foundation.database.connections import DATABASE, connection_settings, password_variable
from zicht.foundation.database.errors import UserError

OWNER, GUARD, MIGRATE, BACKUP = "zicht_owner", "zicht_guard", "zicht_migrate", "zicht_backup"
RUNTIME = ("zicht_app", "zicht_intake", "zicht_worker", "zicht_audit", "zicht_figures")
EXTENSIONS = ("btree_gist", "btree_gin", "pg_trgm")

# A dump under row-level security would be refused or incomplete, so the backup role reads past it, and only
# reads.
ATTRIBUTES = {
    OWNER: "NOLOGIN NOBYPASSRLS",
    GUARD: "NOLOGIN BYPASSRLS",
    MIGRATE: "LOGIN NOBYPASSRLS",
    BACKUP: "LOGIN BYPASSRLS",
    **dict.fromkeys(RUNTIME, "LOGIN NOBYPASSRLS"),
}
NEVER = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"

__all__ = ["ATTRIBUTES", "RUNTIME", "bootstrap", "connection_settings"]


def bootstrap(superuser_dsn: str, database: str = DATABASE) -> None:
    """Make the roles, the database, its extensions and first rights; a second run changes nothing.

    Refuses: an address without the rights of a superuser, or a step that PostgreSQL refuses, each in one
    line."""
    try:
        with psycopg.connect(superuser_dsn, autocommit=True) as connection:
            _require_rights(connection)
            connection.execute("SELECT pg_advisory_lock(hashtext('zicht bootstrap'))")
            _make_roles(connection)
            _make_database(connection, database)
            with psycopg.connect(superuser_dsn, dbname=database, autocommit=True) as inside:
                _make_extensions(inside)
                _limit_rights(inside)
    except psycopg.OperationalError as error:
        raise UserError(f"Cannot reach the database to make the roles: {_first_line(error)}") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise UserError(f"Missing right to prepare the database: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _require_rights(connection: psycopg.Connection) -> None:
    row = connection.execute(
        "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    user, is_super = row or ("unknown", False)
    if not is_super:
        raise UserError(
            f"Database user {user} may not make roles with BYPASSRLS: that takes a superuser. "
            "Set ZICHT_ADMIN_DATABASE_URL to the address of one, for this step only."
        )


def _make_roles(connection: psycopg.Connection) -> None:
    present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    for role, attributes in ATTRIBUTES.items():
        verb = "ALTER" if role in present else "CREATE"
        connection.execute(
            sql.SQL(f"{verb} ROLE {{}} {attributes} {NEVER}").format(sql.Identifier(role))  # type: ignore[arg-type]
        )
        _set_password(connection, role)
    # The owner hands functions over to the guard, which PostgreSQL allows to members of the new owner only.
    connection.execute(f"GRANT {GUARD} TO {OWNER}")
    connection.execute(f"GRANT {OWNER}, {GUARD} TO {MIGRATE}")
    connection.execute(f"ALTER ROLE {MIGRATE} SET role = '{OWNER}'")
    connection.execute(f"ALTER ROLE {MIGRATE} SET lock_timeout = '30s'")
    connection.execute(f"GRANT pg_read_all_data TO {BACKUP}")
    connection.execute(f"ALTER ROLE {BACKUP} SET default_transaction_read_only = on")
    for role in RUNTIME:
        connection.execute(f"ALTER ROLE {role} SET idle_in_transaction_session_timeout = '5min'")


def _set_password(connection: psycopg.Connection, role: str) -> None:
    """From the environment, hashed here (SCRAM) so that the word itself reaches neither server nor log."""
    password = os.environ.get(password_variable(role))
    if password and "NOLOGIN" not in ATTRIBUTES[role]:
        verifier = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier))
        )


def _make_database(connection: psycopg.Connection, database: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    if not found:
        make = sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0")
        connection.execute(make.format(name, owner))
    connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in (MIGRATE, BACKUP, *RUNTIME):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))


def _make_extensions(connection: psycopg.Connection) -> None:
    for extension in EXTENSIONS:
        try:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        except psycopg.errors.FeatureNotSupported as error:
            raise UserError(
                f"PostgreSQL lacks the extension {extension} (Debian: postgresql-contrib)."
            ) from error


def _limit_rights(connection: psycopg.Connection) -> None:
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}, {GUARD}")
    connection.execute(f"GRANT USAGE ON SCHEMA public TO {MIGRATE}, {BACKUP}, {', '.join(RUNTIME)}")
    for maker in (OWNER, GUARD):
        connection.execute(
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {maker} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"
        )
