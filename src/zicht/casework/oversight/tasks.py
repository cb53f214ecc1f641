"""Jobs of oversight."""

from datetime import timedelta

from zicht.casework.oversight import looking
from zicht.foundation.acts import clock
from zicht.foundation.jobs.services import job


@job("oversight.look", every="20 5 * * *")
def look() -> None:
    """Look at the access of yesterday."""
    looking.look(clock.today() - timedelta(days=1))
