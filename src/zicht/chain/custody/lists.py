"""Lists of signals: everything the acting person sees, newest first, and search by reference or word.

A list is read in pages after a mark, so that the last page costs as much as the first. The words of a
search go by POST: they never stand in an address, a log or the audit.
"""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connection

from zicht.chain.custody import words
from zicht.chain.custody.vocabulary import CustodyState, HoldingRole
from zicht.chain.signals.models import Signal
from zicht.foundation.vault import sealing

PAGE = 25
MOST_FOUND = 50
REFERENCE = re.compile(r"^\s*Z?[-\s]?([2-9A-HJ-NP-TV-Z]{4})[-\s]?([2-9A-HJ-NP-TV-Z]{4})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of a list ended."""

    day: date
    grant: uuid.UUID

    def __str__(self):
        return f"{self.day}.{self.grant}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        day, _, grant = text.partition(".")
        try:
            return cls(date.fromisoformat(day), uuid.UUID(grant))
        except ValueError:
            return None


def visible_ids(wanted: dict, mark: Mark | None) -> tuple[list[uuid.UUID], Mark | None]:
    """Return the ids of one page of visible signals, and the mark of the next page or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT signal_id, grant_id, granted_on FROM sec.list_signals(%s::jsonb, %s, %s, %s)",
            [json.dumps(wanted), mark and mark.day, mark and mark.grant, PAGE + 1],
        )
        found = cursor.fetchall()
    last = Mark(found[PAGE - 1][2], found[PAGE - 1][1]) if len(found) > PAGE else None
    return [row[0] for row in found[:PAGE]], last


def in_order(ids) -> list[Signal]:
    """Return the signals with these ids in the same order, as far as row-level security shows them."""
    found = Signal.objects.select_related("municipality", "custody").prefetch_related("holdings").in_bulk(ids)
    return [found[key] for key in ids if key in found]


def rows(found: list[Signal], actor) -> list[dict]:
    """Return what a list shows of each signal: core fields only."""
    return [
        {"signal": signal, "place": words.place_of(signal), "stand": _stand(signal, actor)}
        for signal in found
    ]


def _stand(signal: Signal, actor) -> tuple[str, str]:
    """How it stands with a signal in a few words, with the tone of the badge."""
    if signal.custody.state == CustodyState.CLOSED:
        return ("Afgesloten", "")
    running = [h for h in signal.holdings.all() if h.ended_at is None and h.role == HoldingRole.RESPONSIBLE]
    if any(h.organisation_id == actor.organisation_id and h.function in actor.functions for h in running):
        return ("U bent aan zet", "warning")
    if any(h.taken_up_at for h in running):
        return ("Opgepakt", "positive")
    return ("Wacht", "info")


def with_reference(typed: str):
    """Return the id of the visible signal with the reference that was typed; None when it is none."""
    match = REFERENCE.match(typed)
    if not match:
        return None
    reference = f"Z-{match[1]}-{match[2]}".upper()
    return Signal.objects.filter(reference=reference).values_list("id", flat=True).first()


def with_words(typed: str) -> list[uuid.UUID]:
    """Return the ids of signals with all the words; at most fifty."""
    tokens = sealing.word_tokens(typed)
    if not tokens:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.search_signals(%s, %s)", [tokens, MOST_FOUND])
        return [row[0] for row in cursor.fetchall()]
