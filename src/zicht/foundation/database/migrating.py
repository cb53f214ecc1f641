"""Bringing a database up to date: migrations make tables and move data, then the rules are laid down."""

from zicht.foundation.database import rules

OWNER = "migrate"


def migrate() -> list[str]:
    """Apply waiting migrations and the rules of every room; returns the rules that had been changed by hand."""
    from django.core.management import call_command
    from django.db import connections, transaction

    call_command("migrate", database=OWNER, interactive=False, verbosity=0)
    with transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
        return rules.apply(cursor)
