"""Jobs of keeping in order."""

from zicht.foundation.audit import verification
from zicht.foundation.jobs.services import job


@job("audit.seal", every="* * * * *")
def seal() -> None:
    """Seal what was logged since the last time."""
    verification.seal_new()
