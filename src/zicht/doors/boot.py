"""What must be true before Zicht serves a page or does a job. Where it is not, Zicht does not start.

Looked at with the very roles that will be used: a role that may look past row-level security, a case table
that does not force it, a view that would look past it, a database log that would keep what people wrote.
"""

from django.conf import settings
from django.db import connections

from zicht.foundation.database import configuration

ALIASES = ("default", "intake", "worker", "figures")
# What a statement, its values or a refused key would leave in the log of the database.
LEAKING = (
    "log_statement",
    "log_min_duration_statement",
    "log_min_error_statement",
    "log_error_verbosity",
    "log_parameter_max_length",
    "log_parameter_max_length_on_error",
)


class NotSafe(Exception):
    """Zicht refuses to start; the message says why."""


def require_safe() -> None:
    """Return when all is well. Raises NotSafe with every reason; a database that does not answer raises
    its own error."""
    reasons = refusals()
    if reasons:
        raise NotSafe("; ".join(reasons))


def refusals() -> list[str]:
    """Return in words what makes it unsafe to start; empty when all is well."""
    found = [reason for alias in ALIASES for reason in too_powerful(alias)]
    return [
        *found,
        *defaults_left(),
        *loose_tables(),
        *views_past_the_rules(),
        *(leaks() if not settings.TESTING else []),
    ]


def defaults_left() -> list[str]:
    """Addresses that lead nowhere, where people come over HTTPS: of links in mails, and of whom to write to
    about a weakness."""
    if not settings.HTTPS or settings.DEMO:
        return []
    found = [] if settings.ADDRESS.startswith("https://") else [f"ZICHT_ADDRESS is {settings.ADDRESS}"]
    if settings.DEFAULT_FROM_EMAIL.endswith(".example"):
        found.append(f"ZICHT_EMAIL_FROM is {settings.DEFAULT_FROM_EMAIL}, which nobody reads")
    return found


def too_powerful(alias: str) -> list[str]:
    """The role behind `alias` is superuser, bypasses row-level security, owns something or may become who
    does."""
    rows = _rows(
        "SELECT r.rolname FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER') AND (r.rolsuper OR"
        " r.rolbypassrls OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r',"
        " 'p')))",
        alias=alias,
    )
    return [f"{alias} acts as {name}, which may look past row-level security" for (name,) in rows]


def loose_tables() -> list[str]:
    """Tables with case data whose row-level security is absent or not forced."""
    from zicht.foundation.vault.declared import case_tables  # models are there once Django is set up

    rows = _rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity) AND (relname = ANY(%s) OR relrowsecurity)",
        [case_tables()],
    )
    return [f"{name} does not force its row-level security" for (name,) in rows]


def views_past_the_rules() -> list[str]:
    """Views with the rights of their owner, and materialised views: both show rows that row-level security
    hides."""
    rows = _rows(
        "SELECT relname FROM pg_class WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN"
        " ('public', 'sec')) AND (relkind = 'm' OR relkind = 'v' AND NOT coalesce(reloptions &&"
        " ARRAY['security_invoker=true', 'security_invoker=on'], false))"
    )
    return [f"view {name} looks past row-level security" for (name,) in rows]


def leaks() -> list[str]:
    """Settings under which the log of the database would keep words, values or keys."""
    wanted = {name: configuration.PRIVATE[name] for name in LEAKING}
    rows = _rows("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [list(wanted)])
    return [
        f"the database has {name} = {value}, not {wanted[name]}"
        for name, value in rows
        if value != wanted[name]
    ]


def _rows(query: str, values: list | None = None, alias: str = "worker") -> list[tuple]:
    with connections[alias].cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()
