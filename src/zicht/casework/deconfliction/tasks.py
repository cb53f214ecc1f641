"""Jobs of deconfliction."""

from zicht.casework.deconfliction import services
from zicht.foundation.jobs.services import job


@job("deconfliction.follow")
def follow(signal_id: str) -> None:
    """A signal got a holder, an observation or another state: compare it with the work of others."""
    services.follow(signal_id)
