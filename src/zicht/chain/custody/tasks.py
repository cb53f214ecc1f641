"""Jobs of custody."""

from zicht.chain.custody import escalation
from zicht.foundation.jobs.services import job


@job("custody.watch", every="* * * * *")
def watch() -> None:
    """Remind and escalate what is due."""
    escalation.watch()
