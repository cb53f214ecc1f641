"""Imports: offered, previewed, confirmed, and then read in, some rows at a time.

Each step is one transaction: the signals, the observations, the problems, the counts and the place to go
on from commit together. Killed halfway, the next step begins where the last one ended; the same file
offered again finds everything known.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from zicht.chain.custody.services import observe
from zicht.chain.intake.importing import rows
from zicht.chain.intake.importing.files import Line, Table, read_table
from zicht.chain.intake.importing.rows import Incoming, Problem
from zicht.chain.intake.models import ImportFile, ImportProblem, ImportRow, ImportRun
from zicht.chain.intake.places import Places
from zicht.chain.intake.services import submission_digest, submit
from zicht.chain.intake.vocabulary import ImportSource, ImportState, RowOutcome
from zicht.chain.signals.models import Signal
from zicht.chain.signals.story import label_of
from zicht.foundation.access import Actor, as_worker, use_case
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.jobs.services import enqueue
from zicht.foundation.vault import sealing

ROWS_A_STEP = 500
SHOWN = 10
KEPT_DAYS = 1
NUMBER_TWICE = "Dit meldnummer staat ook in rij {}. Alleen die rij is gelezen."
AGAIN = "Deze melding is opnieuw aangeleverd, met andere gegevens dan eerst:"


@dataclass(frozen=True)
class Checked:
    """A row after checking: a report, or what is wrong."""

    number: int
    incoming: Incoming | None
    problems: list[Problem]


@dataclass(frozen=True)
class Preview:
    """What would happen with a file. `known`: reports that are signals already, as far as the reader may
    see.
    """

    table: Table
    places: Places
    checked: list[Checked]
    known: int

    @property
    def first(self) -> list[Checked]:
        return list(islice((row for row in self.checked if row.incoming), SHOWN))

    @property
    def refused(self) -> list[Checked]:
        return [row for row in self.checked if row.problems]

    @property
    def readable(self) -> int:
        return len(self.checked) - len(self.refused)

    @property
    def without_place(self) -> int:
        return sum(row.incoming is not None and row.incoming.municipality is None for row in self.checked)


@use_case
def offer(content: bytes, source: str, *, actor: Actor) -> ImportRun:
    """Keep a file, sealed, to look at and confirm. Refuses (Unreadable) what is no list."""
    table = read_table(content)
    run = ImportRun(
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        source=ImportSource(source),
        at=clock.now(),
        file_digest=sealing.digest("file", content),
        total=len(table.lines),
    )
    run.save(force_insert=True)
    file = ImportFile(run=run, person_id=actor.person_id)
    ImportFile.body.write(file, content)
    ImportFile.objects.bulk_create([file])
    audit.record(actor, Action.SIGNALS_IMPORTED, "import", run.id, offered=run.total)
    return run


def preview(run: ImportRun) -> Preview:
    """Return what would happen with an offered file. Raises Http404 when it is not the reader's own."""
    return preview_of(_table_of(run), run.source, run.organisation_id)


def preview_of(table: Table, source: str, organisation_id) -> Preview:
    """Return what would happen with these rows of an organisation."""
    places = Places.load()
    checked = list(_checked(table, places, 0, len(table.lines)))
    digests = [
        submission_digest(row.incoming.key(source, organisation_id)) for row in checked if row.incoming
    ]
    return Preview(table, places, checked, Signal.objects.filter(submission_digest__in=digests).count())


@use_case
def confirm(run_id: uuid.UUID, *, actor: Actor) -> None:
    """Let an own offered file be read in. Again is harmless: the reading goes on where it was. Raises
    Http404."""
    run = get_object_or_404(ImportRun, pk=run_id, person_id=actor.person_id)
    if run.state == ImportState.OFFERED:
        ImportRun.objects.filter(pk=run_id, state=ImportState.OFFERED).update(state=ImportState.CONFIRMED)
    if run.state != ImportState.DONE:
        enqueue("intake.import_rows", run_id=run_id)
    audit.record(actor, Action.SIGNALS_IMPORTED, "import", run_id, confirmed=True)


@use_case
def discard(run_id: uuid.UUID, *, actor: Actor) -> None:
    """Throw an own offered file away, unread. Raises Http404 when it is not there or was confirmed."""
    run = get_object_or_404(ImportRun, pk=run_id, person_id=actor.person_id, state=ImportState.OFFERED)
    ImportFile.objects.filter(run=run).delete()
    run.delete()
    audit.record(actor, Action.SIGNALS_IMPORTED, "import", run_id, discarded=True)


def step(run_id: uuid.UUID, *, by_job: bool = False) -> bool:
    """Read the next rows of a confirmed run, in one transaction, as its person; return whether there is more.

    `by_job`: the next step is put aside in the same transaction. Runs under the worker's role."""
    with as_worker():
        run = ImportRun.objects.get(pk=run_id)
        actor = Actor(run.organisation_id, run.person_id, channel="import")
    with as_worker(actor):
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state != ImportState.CONFIRMED:
            return False
        more = _take(run, actor)
        if more and by_job:
            enqueue("intake.import_rows", run_id=run_id)
        return more


def seen_before(run: ImportRun) -> ImportRun | None:
    """Return the last finished run of the same file by the same organisation."""
    same = ImportRun.objects.filter(
        organisation_id=run.organisation_id,
        file_digest=run.file_digest,
        source=run.source,
        state=ImportState.DONE,
    )
    return same.exclude(pk=run.pk).order_by("-at").first()


def drop_old() -> int:
    """Throw away files that were offered but not confirmed for a day; return how many. Runs in the worker."""
    old = ImportRun.objects.filter(state=ImportState.OFFERED, at__lt=clock.now() - timedelta(days=KEPT_DAYS))
    ImportFile.objects.filter(run__in=old).delete()
    return old.delete()[0]


def _take(run: ImportRun, actor: Actor) -> bool:
    table = _table_of(run)
    checked = list(_checked(table, Places.load(), run.position, run.position + ROWS_A_STEP))
    counts = dict.fromkeys(RowOutcome, 0)
    taken = []
    known = _known([row.incoming for row in checked if row.incoming], run)
    for row in checked:
        outcome, signal_id = _store(row, run, known, actor)
        counts[outcome] += 1
        if outcome in (RowOutcome.STORED, RowOutcome.CHANGED):
            taken.append(
                ImportRow(
                    run=run,
                    number=row.number,
                    signal_id=signal_id,
                    outcome=outcome,
                    digest=row.incoming.digest,
                )
            )
    ImportRow.objects.bulk_create(taken)
    _keep_problems(run, checked)
    return _counted(run, counts, len(checked), actor)


def _store(row: Checked, run: ImportRun, known: dict, actor: Actor) -> tuple[RowOutcome, uuid.UUID | None]:
    if row.incoming is None:
        return RowOutcome.REFUSED, None
    digest = submission_digest(row.incoming.key(run.source, run.organisation_id))
    signal_id, told = known.get(digest, (None, set()))
    if signal_id is None:
        stored = submit(row.incoming.report(run.source, run.organisation_id), actor=actor)
        if not stored.known:
            return RowOutcome.STORED, stored.id
        signal_id, told = stored.id, _told([stored.id]).get(stored.id, set())
    if row.incoming.digest in told:
        return RowOutcome.KNOWN, signal_id
    observe(signal_id, _words(row.incoming), _observation_id(signal_id, row.incoming), actor=actor)
    enqueue("signals.index", signal_id=signal_id)
    return RowOutcome.CHANGED, signal_id


def _known(reports: list[Incoming], run: ImportRun) -> dict[bytes, tuple[uuid.UUID, set[bytes]]]:
    """The signals these reports are already, with the digests of the words they came with."""
    digests = [submission_digest(report.key(run.source, run.organisation_id)) for report in reports]
    found = dict(Signal.objects.filter(submission_digest__in=digests).values_list("submission_digest", "id"))
    told = _told(found.values())
    return {bytes(digest): (key, told.get(key, set())) for digest, key in found.items()}


def _told(signal_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[bytes]]:
    told: dict[uuid.UUID, set[bytes]] = {}
    for key, digest in ImportRow.objects.filter(signal_id__in=list(signal_ids)).values_list(
        "signal_id", "digest"
    ):
        told.setdefault(key, set()).add(bytes(digest))
    return told


def _words(incoming: Incoming) -> str:
    parts = [f"{label_of(name)}: {text}" for name, text in incoming.story.items()]
    return "\n".join([AGAIN, *parts, f"Datum: {incoming.received_on:%d-%m-%Y}"])


def _observation_id(signal_id: uuid.UUID, incoming: Incoming) -> uuid.UUID:
    return uuid.uuid5(signal_id, incoming.digest.hex())


def _keep_problems(run: ImportRun, checked: list[Checked]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(
            run=run, number=row.number, column=problem.column, shape=problem.shape, reason=problem.reason
        )
        for row in checked
        for problem in row.problems
    )


def _counted(run: ImportRun, counts: dict, taken: int, actor: Actor) -> bool:
    run.position += taken
    more = run.position < run.total
    for outcome, count in counts.items():
        setattr(run, outcome.value, F(outcome.value) + count)
    run.state = ImportState.CONFIRMED if more else ImportState.DONE
    run.ended_at = None if more else clock.now()
    run.save(update_fields=["position", "state", "ended_at", *(outcome.value for outcome in counts)])
    if not more:
        ImportFile.objects.filter(run=run).delete()
    audit.record(
        actor,
        Action.SIGNALS_IMPORTED,
        "import",
        run.id,
        **{str(name): count for name, count in counts.items()},
    )
    return more


def _checked(table: Table, places: Places, start: int, stop: int) -> Iterable[Checked]:
    today = clock.today()
    first_with: dict[str, int] = {}
    for line in table.lines:
        first_with.setdefault(line.cells["meldnummer"].casefold(), line.number)
    for line in table.lines[start:stop]:
        incoming, problems = rows.read(line, places, today)
        first = first_with[line.cells["meldnummer"].casefold()]
        if line.cells["meldnummer"] and first != line.number:
            incoming, problems = None, [*problems, _twice(line, first)]
        yield Checked(line.number, incoming, problems)


def _twice(line: Line, first: int) -> Problem:
    return Problem("meldnummer", rows.shape_of(line.cells["meldnummer"]), NUMBER_TWICE.format(first))


def _table_of(run: ImportRun) -> Table:
    kept = ImportFile.objects.filter(run=run).first()
    if kept is None:
        raise Http404
    return read_table(ImportFile.body.read(kept))
