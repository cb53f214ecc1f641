"""Jobs of signals."""

from zicht.chain.signals import search
from zicht.foundation.jobs.services import job


@job("signals.index")
def index(signal_id: str) -> None:
    """Make a signal findable by its words."""
    search.index(signal_id)
