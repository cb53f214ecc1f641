"""Jobs of accounts."""

from django.db import connection

from zicht.foundation.accounts import new_password
from zicht.foundation.jobs.services import job


@job("accounts.mail_new_password", one_at_a_time="mail")
def mail_new_password(account_id: str | None) -> None:
    """Send the way to a new password, when there is an account."""
    new_password.send(account_id)


@job("accounts.forget_tries", every="50 * * * *")
def forget_tries() -> None:
    """Remove the counters of wrong tries that no longer count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.forget_tries()")
