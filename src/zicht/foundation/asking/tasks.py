"""Jobs of asking."""

from django.db import connection

from zicht.foundation.jobs.services import job


@job("asking.forget", every="10 3 * * *")
def forget() -> None:
    """Remove what was asked on days before today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.forget_asked()")
