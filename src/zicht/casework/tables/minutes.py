"""What minutes hold for one reader: read under the reader's own rights, so that each party gets what it
may have (TB5).
"""

from dataclasses import dataclass

from zicht.casework.tables import words
from zicht.casework.tables.models import Meeting
from zicht.casework.tables.vocabulary import ItemState, MeetingState
from zicht.casework.tables.words import ItemView
from zicht.foundation.access import Actor
from zicht.foundation.ui.moments import long_date, long_moment


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting for one reader. `sections`: per item a heading, facts (label, text) and
    actions.
    """

    title: str
    subtitle: str
    facts: list[tuple[str, str]]
    sections: list[dict]
    promises: list[tuple[str, str, str, str]]


def of(meeting: Meeting, actor: Actor) -> Minutes:
    """Return the minutes as this person may have them."""
    views = words.items_of(meeting, actor)
    seats = words.present(meeting)
    there = [f"{row['seat'].organisation} ({row['names']})" for row in seats if row["names"]]
    absent = [str(row["seat"].organisation) for row in seats if not row["names"]]
    final = meeting.state == MeetingState.CONFIRMED
    facts = [
        ("Wanneer", long_moment(meeting.starts_at)),
        ("Waar", meeting.place or "niet opgeschreven"),
        ("Aanwezig", "; ".join(there) or "niemand opgeschreven"),
        ("Niet aanwezig", "; ".join(absent) or "niemand"),
        ("Afspraak", meeting.table.agreement.title),
        ("Voor", f"{actor.organisation_name}. Hierin staat alleen wat uw organisatie mag zien."),
    ]
    return Minutes(
        title=f"Verslag {meeting.table.name}",
        subtitle="Vastgesteld" if final else "Concept, nog niet vastgesteld",
        facts=facts,
        sections=[_section(number, view) for number, view in enumerate(views, start=1)],
        promises=[row for view in views for row in _promises(view)],
    )


def _section(number: int, view: ItemView) -> dict:
    item = view.item
    rows = [("Hier omdat", view.because)] if view.because else []
    rows += [(text.label, text.text) for text in view.texts if text.text]
    if item.lead:
        rows.append(
            ("Aan wie de kaarten", f"{item.get_lead_display()}: {item.get_lead_reason_display().lower()}")
        )
    if item.next_look_on:
        rows.append(("Opnieuw bekijken", long_date(item.next_look_on)))
    rows.append(("Stand", ItemState(item.state).label))
    return {
        "title": f"{number}. Signaal {view.signal.reference}: {view.signal.get_form_display()}, {view.place}",
        "facts": rows,
    }


def _promises(view: ItemView) -> list[tuple[str, str, str, str]]:
    return [
        (
            view.signal.reference,
            text,
            str(promise.owner),
            "gedaan" if promise.done_at else long_date(promise.due_on),
        )
        for promise, text in view.promises
    ]
