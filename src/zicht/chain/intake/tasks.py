"""Jobs of intake."""

import uuid

from procrastinate.contrib.django import app

from zicht.chain.intake.importing import services as importing
from zicht.chain.intake.services import drafts
from zicht.foundation.jobs.services import job


@app.task(name="intake.import_rows", retry=5)
def import_rows(run_id: str) -> None:
    """Read the next rows of an import; each step is its own transaction, as the person who confirmed it."""
    importing.step(uuid.UUID(run_id), by_job=True)


@job("intake.drop_old", every="20 3 * * *")
def drop_old() -> None:
    """Throw away what people left unfinished for too long."""
    drafts.drop_old()
    importing.drop_old()
