"""Jobs of intake."""

from zicht.chain.intake import drafts
from zicht.foundation.jobs.service import job


@job("intake.drop_old", every="20 3 * * *")
def drop_old() -> None:
    """Throw away what people left unfinished for too long."""
    drafts.drop_old()
