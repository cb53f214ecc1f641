"""Jobs of retention."""

from zicht.casework.retention import services
from zicht.foundation.acts import clock
from zicht.foundation.jobs.services import job


@job("retention.execute", every="40 3 * * *")
def execute() -> None:
    """Destroy what is past its term."""
    services.execute(clock.today())
