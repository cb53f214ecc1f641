"""Who the rows of oversight are about."""

from zicht.foundation.accounts.models import Account

LATEST = 200
"""So many rows of a list are shown."""


def names_of(rows) -> dict:
    """Return {account: name} of the people these rows are about."""
    return dict(Account.objects.filter(pk__in={row.account_id for row in rows}).values_list("id", "name"))
