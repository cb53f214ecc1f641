"""Export and import from the command line, for a whole installation or for one organisation without a
person at the screen.
"""

from dataclasses import asdict

from zicht.casework.register.delivering.services import exporting, importing
from zicht.casework.register.duties.services import arising as duties
from zicht.foundation.access import SYSTEM, Actor, as_worker
from zicht.foundation.database.errors import UserError
from zicht.foundation.organisations.models import Organisation


def export(year: int | None, slug: str | None) -> tuple[str, dict]:
    """Return the file, and {"notifications", "unmapped"}: how many, and the fields of the standard that
    stay empty."""
    with as_worker():
        organisation_id = _organisation(slug).pk if slug else None
        text, count = exporting.export(actor=SYSTEM, year=year, organisation_id=organisation_id)
    return text, {"notifications": count, "unmapped": exporting.unmapped()}


def read_in(content: bytes, slug: str) -> dict:
    """Read a file in for an organisation and return the outcome. Refuses an organisation that is not there
    or cannot notify."""
    with as_worker():
        organisation = _organisation(slug)
        functions = duties.notifying_functions(organisation.pk)
    if not functions:
        raise UserError(f"Nobody at {slug} may notify.")
    actor = Actor(
        organisation.pk, functions=tuple(functions), organisation_name=organisation.name, channel="command"
    )
    with as_worker(actor):
        return asdict(importing.read_in(content, actor=actor))


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug, active=True).first()
    if found is None:
        raise UserError(f"There is no organisation {slug}.")
    return found
