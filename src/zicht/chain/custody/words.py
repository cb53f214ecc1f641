"""The signal page in words: its place and features, who is at it, why it is here and why it is seen."""

from django.urls import reverse

from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.custody import vocabulary
from zicht.chain.custody.page import SignalPage
from zicht.chain.feedback.audiences import Audience
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.feedback.words import text_for
from zicht.chain.routes.vocabulary import FUNCTIONS
from zicht.chain.signals.models import Attachment
from zicht.foundation.organisations.vocabulary import Function
from zicht.reference.signal_cards import indicators

UNKNOWN_PLACE = "plaats nog niet bekend"


def place_of(signal) -> str:
    """Return the municipality of a signal in words."""
    return signal.municipality.name if signal.municipality else UNKNOWN_PLACE


def first_reason(because: str) -> str:
    """Return the first sentence of why someone holds a signal; the signal page tells all of it."""
    first, end, _ = because.partition(". ")
    return first + "." if end else because


def function_in_sentence(function: str) -> str:
    """Return a function as it stands in a sentence: "de zorgcoördinator"."""
    return FUNCTIONS.get(function) or (Function(function).label if function in Function.values else function)


def chips(signal) -> list[str]:
    """Return the indicators of a signal in Dutch."""
    known = indicators()
    return [known[slug].label if slug in known else slug.replace("_", " ") for slug in signal.indicators]


def reasons(page: SignalPage) -> dict:
    """Return why the signal is here: each step of the route with its reasons, and the versions that were
    used."""
    document = page.signal.evaluation.document
    steps = [
        {
            "who": f"{_capital(function_in_sentence(step['function']))} ({step['organisation']})",
            "role": vocabulary.HoldingRole(step["role"]).label,
            "because": step["because"],
            "mine": (
                step["function"] in page.actor.functions
                and step["organisation_id"] == str(page.actor.organisation_id)
            ),
        }
        for step in document["steps"]
    ]
    told = {reason for step in document["steps"] for reason in step["because"]}
    notes = [note for note in document["because"] if not any(note.endswith(reason) for reason in told)]
    versions = ", ".join(
        f"{_area(level, area)} versie {number}" for level, area, number in document["versions"]
    )
    return {"steps": steps, "notes": notes, "versions": versions}


def rights(page: SignalPage) -> list[dict]:
    """Return the grants on which the acting person sees this signal, in words."""
    return [
        {
            "basis": LegalBasis(grant.basis).label,
            "purpose": Purpose(grant.purpose).label,
            "level": Level(grant.level).label,
            "because": grant.because,
            "since": grant.granted_on,
            "until": grant.until,
        }
        for grant in page.grants
    ]


def heard(page: SignalPage) -> list[dict]:
    """Return what the acting person was told about the own signal, the oldest first."""
    if page.signal.reporter_id != page.actor.person_id:
        return []
    told = [row for row in page.rows if row.kind == "feedback" and row.note == Recipient.REPORTER]
    told.sort(key=lambda row: (row.at, list(Stage).index(row.code)))
    return [
        {"on": row.at.date(), "text": text_for(row.code, row.function, row.reason, Audience.OBSERVER)}
        for row in told
    ]


def holders(page: SignalPage) -> list[dict]:
    """Return who is at it now: the running holdings, responsible first, with the name of who took it up."""
    return [
        {"holding": holding, "taker": page.names.get(holding.taken_up_by, ""), "own": page.is_own(holding)}
        for holding in page.running
    ]


def attachments(page: SignalPage) -> list[dict]:
    """Return the attachments with their addresses; names open with full sight only."""
    return [
        {
            "url": reverse("custody:attachment", args=[page.signal.id, row.id]),
            "name": page.open_text(Attachment.name, row) or "Bijlage",
            "image": row.code.startswith("image/"),
        }
        for row in page.rows
        if row.kind == "attachment"
    ]


def _area(level: str, area: str) -> str:
    return {
        "nation": "landelijke meldroute",
        "region": "regionale meldroute",
        "municipality": "gemeentelijke meldroute",
    }.get(level, area)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
