"""Reading a file in from the command line, for an organisation that has no person at the screen, such as a
tip line.
"""

from typing import Any

from django.shortcuts import get_object_or_404

from zicht.chain.intake.importing import services
from zicht.chain.intake.importing.files import read_table
from zicht.chain.intake.models import ImportProblem, ImportRun
from zicht.chain.intake.vocabulary import ImportState
from zicht.foundation.access import Actor, as_worker
from zicht.foundation.organisations.models import Organisation


def import_file(content: bytes, *, source: str, organisation: str, preview: bool = False) -> dict[str, Any]:
    """Read a file in for the organisation with this slug; return counts and every row that could not be read.

    With `preview` nothing is kept. Refuses: a file that is no list (Unreadable), an organisation that is
    not known (Http404)."""
    actor = _actor_for(organisation)
    with as_worker(actor):
        if preview:
            return _foreseen(services.preview_of(read_table(content), source, actor.organisation_id))
        run = services.offer(content, source, actor=actor)
        ImportRun.objects.filter(pk=run.id).update(state=ImportState.CONFIRMED)
    while services.step(run.id):
        pass
    with as_worker(actor):
        return _outcome(ImportRun.objects.get(pk=run.id))


def _actor_for(slug: str) -> Actor:
    with as_worker():
        found = get_object_or_404(Organisation, slug=slug, active=True)
    return Actor(found.id, organisation_name=found.name, channel="command")


def _foreseen(found: services.Preview) -> dict[str, Any]:
    errors = [_error(row.number, problem) for row in found.refused for problem in row.problems]
    return {
        "total": len(found.checked),
        "readable": found.readable,
        "known": found.known,
        "refused": len(found.refused),
        "without_place": found.without_place,
        "errors": errors,
    }


def _outcome(run: ImportRun) -> dict[str, Any]:
    errors = [_error(row.number, row) for row in ImportProblem.objects.filter(run=run)]
    counts = {name: getattr(run, name) for name in ("total", "stored", "changed", "known", "refused")}
    return {"run": str(run.id), **counts, "errors": errors}


def _error(number: int, problem) -> dict[str, Any]:
    return {"row": number, "column": problem.column, "value": problem.shape, "reason": problem.reason}
