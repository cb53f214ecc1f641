"""A person's report of access (AVG art. 15): who saw my data, when and why, as a document to take along.

People are told by organisation and function, not by name. Reads of the same kind on one day stand in one
line.
"""

from collections import Counter
from pathlib import Path

from zicht.casework.oversight import log, words
from zicht.casework.oversight.log import Event, Subject
from zicht.chain.agreements.vocabulary import Level
from zicht.foundation.acts import clock
from zicht.foundation.documents import pdf
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function, OrganisationKind
from zicht.foundation.ui.moments import long_date

TEMPLATE = Path(__file__).parent / "templates" / "oversight" / "access_report.typ"
MOST = 20_000
INVESTIGATING = frozenset(
    {OrganisationKind.POLICE, OrganisationKind.KMAR, OrganisationKind.NLA, OrganisationKind.PROSECUTOR}
)
LEFT_OUT = (
    "Een deel van de inzage staat niet in dit verslag. De wet laat toe dat wij daar (nu) niets over zeggen,"
    " bijvoorbeeld om een onderzoek niet te schaden. U kunt de Autoriteit Persoonsgegevens vragen om dit te"
    " controleren."
)
ALL_OF_IT = "Dit verslag is volledig volgens ons logboek."


def make(subject: Subject, organisation: str, *, without_investigation: bool) -> tuple[bytes, int]:
    """Return the PDF and the number of lines in it."""
    hidden = _investigating() if without_investigation else set()
    events, _ = log.search({"subject": subject.id}, most=MOST)
    lines = _lines([event for event in events if event.organisation_id not in hidden])
    shared = [row for row in log.shared_with(subject) if row["organisation_id"] not in hidden]
    values = {
        "reference": subject.reference,
        "kind": "persoon" if subject.kind == "victim" else "signaal",
        "organisation": organisation,
        "made": long_date(clock.today()),
        "lines": lines,
        "shared": [_shared(row) for row in shared],
        "completeness": LEFT_OUT if without_investigation else ALL_OF_IT,
    }
    return pdf.made(TEMPLATE, values), len(lines)


def _lines(events: list[Event]) -> list[list[str]]:
    counts: Counter = Counter()
    for event in events:
        day = event.at.astimezone(clock.AMSTERDAM).date()
        who = ", ".join(part for part in (event.organisation, words.functions(event.functions)) if part)
        counts[(day, who or "De melder zelf, of Zicht", event.what, event.why)] += 1
    return [
        [long_date(day), who, what if count == 1 else f"{what} ({count} keer)", why]
        for (day, who, what, why), count in counts.items()
    ]


def _shared(row: dict) -> list[str]:
    who = str(row["organisation"])
    if row["function"]:
        who += f", {Function(row['function']).in_a_sentence}"
    ended = row["ended_at"] or row["until"]
    end = long_date(ended.astimezone(clock.AMSTERDAM).date()) if ended else "loopt nog"
    why = words.why(row["purpose"], row["basis"])
    return [who, Level(row["level"]).label.capitalize(), why, long_date(row["granted_on"]), end]


def _investigating() -> set:
    return set(Organisation.objects.filter(kind__in=INVESTIGATING).values_list("id", flat=True))
