"""Jobs of retention."""

from zicht.casework.retention import service
from zicht.chain.custody import deadlines
from zicht.foundation.jobs.service import job


@job("retention.execute", every="40 3 * * *")
def execute() -> None:
    """Destroy what is past its term."""
    service.execute(deadlines.today())
