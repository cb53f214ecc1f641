"""The tables and downloads of an import."""

import csv
import io

from django.http import HttpResponse

from zicht.chain.intake.importing.columns import COLUMNS
from zicht.chain.intake.importing.services import Preview
from zicht.chain.intake.models import ImportRun
from zicht.chain.intake.vocabulary import RowOutcome
from zicht.chain.signals.vocabulary import ExploitationForm

FALLBACK = "Niet bekend: landelijk vangnet"
BEGINNING = 60
COLUMN_HEADS = ["Kolom", "Nodig", "Wat erin staat", "Voorbeeld"]
PROBLEM_HEADS = ["Rij", "Kolom", "Wat er staat", "Reden"]
FIRST_HEADS = ["Rij", "Meldnummer", "Datum", "Gemeente", "Vorm", "Bijzonder", "Begin van de tekst"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def explained() -> list[list[str]]:
    """Return the columns a list may have: name, needed, explanation, example."""
    return [
        [column.name, "ja" if column.needed else "nee", column.explained, column.example]
        for column in COLUMNS
    ]


def first_rows(preview: Preview) -> list[list]:
    """Return the first readable rows as they will be read."""
    return [
        [
            f"Rij\N{NO-BREAK SPACE}{row.number}",
            row.incoming.number,
            row.incoming.received_on.strftime("%d-%m-%Y"),
            preview.places.labels.get(row.incoming.municipality, FALLBACK),
            ExploitationForm(row.incoming.form).label,
            _notes(row.incoming),
            _beginning(row.incoming.story["what"]),
        ]
        for row in preview.first
    ]


def problem_rows(problems) -> list[list]:
    """Return the kept problems of a run as table rows."""
    return [problem_cells(problem.number, problem) for problem in problems]


def problem_cells(number: int, problem) -> list:
    """Return one problem: row, column, shape of the value, reason."""
    shape = problem.shape or ("leeg" if problem.column else "")
    return [f"Rij\N{NO-BREAK SPACE}{number}", problem.column or "hele rij", shape, problem.reason]


def outcome(run: ImportRun) -> bytes:
    """Return every row that did something or could not be read, as CSV; what was known already changed
    nothing."""
    rows = [
        (row.number, RowOutcome(row.outcome).label, row.signal.reference, "", "", "")
        for row in run.rows.select_related("signal")
    ]
    rows += [
        (problem.number, RowOutcome.REFUSED.label, "", problem.column, problem.shape, problem.reason)
        for problem in run.problems.all()
    ]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["rij", "uitkomst", "signaal", "kolom", "vorm van de waarde", "reden"])
    writer.writerows([_harmless(cell) for cell in row] for row in sorted(rows))
    return ("\ufeff" + out.getvalue()).encode()


def download(name: str, content: bytes) -> HttpResponse:
    """Return a CSV file to save."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _notes(incoming) -> str:
    marks = {"acuut": incoming.acute, "minderjarig": incoming.minor, "geen politie": incoming.no_police}
    return ", ".join(name for name, holds in marks.items() if holds)


def _beginning(text: str) -> str:
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING]}…"


def _harmless(cell):
    """A cell that a spreadsheet will not compute."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
