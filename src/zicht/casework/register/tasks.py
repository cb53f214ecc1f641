"""Jobs of the register."""

from zicht.casework.register import duties
from zicht.foundation.jobs.service import job


@job("register.duties", every="7 * * * *")
def watch_duties() -> None:
    """Let the statutory duties arise of organisations that became holder after a person was registered."""
    duties.arise_where_missing()
