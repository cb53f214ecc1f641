"""Bringing a database up to date: migrations make tables and move data, then the rules are laid down."""

from zicht.foundation.database import rules

OWNER = "migrate"


def unapplied() -> list[str]:
    """Return the migrations that the database does not have yet."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[OWNER])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> list[str]:
    """Apply waiting migrations and the rules of every room; returns the rules that were changed by hand."""
    from django.core.management import call_command
    from django.db import connections, transaction

    if unapplied():
        call_command("migrate", database=OWNER, interactive=False, verbosity=0)
    with transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
        return rules.apply(cursor)
