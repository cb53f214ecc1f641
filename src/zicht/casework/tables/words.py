"""The table in words and on screen: what each person sees of an item, and of the minutes."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from zicht.casework.register.notifying import telling as registration
from zicht.casework.tables import queries
from zicht.casework.tables.models import AgendaItem, ItemAction, Meeting, MeetingItem
from zicht.casework.tables.services import writing
from zicht.casework.tables.vocabulary import DraftKind, DraftState, ItemState, Part
from zicht.chain.agreements.vocabulary import Level
from zicht.chain.custody import words as signals
from zicht.chain.feedback.vocabulary import Phrase
from zicht.chain.signals.story import open_story
from zicht.foundation.access import Actor
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function
from zicht.foundation.vault import sealing


@dataclass
class Text:
    """A text at an item: whose it is, its newest version, and whether the actor writes it."""

    part: str
    label: str
    number: int = 0
    text: str = ""
    own: bool = False
    level: int = Level.CORE

    @property
    def closed_circle(self) -> bool:
        return self.level == Level.FULL


@dataclass
class ItemView:
    """An item as one person sees it."""

    placement: MeetingItem
    texts: list[Text] = field(default_factory=list)
    promises: list[tuple] = field(default_factory=list)

    @property
    def item(self) -> AgendaItem:
        return self.placement.item

    @property
    def signal(self):
        return self.placement.signal

    @property
    def place(self) -> str:
        return signals.place_of(self.signal)

    @property
    def chips(self) -> list[str]:
        return signals.chips(self.signal)

    @property
    def parked(self) -> bool:
        return self.item.state == ItemState.PARKED

    @property
    def closed(self) -> bool:
        return self.item.state == ItemState.CLOSED

    @property
    def because(self) -> str:
        return "; ".join(self.placement.because)


def items_of(meeting: Meeting, actor: Actor) -> list[ItemView]:
    """Return the visible items with their newest texts and promises, in three queries."""
    views = {view.item.pk: view for view in listed(meeting)}
    _fill(views, actor)
    for promise in queries.promises(views):
        views[promise.item_id].promises.append((promise, writing.opened_promise(promise)))
    return list(views.values())


def listed(meeting: Meeting) -> list[ItemView]:
    """Return the visible items of a meeting, without texts and promises."""
    return [ItemView(placement) for placement in queries.agenda(meeting)]


def _fill(views: dict, actor: Actor) -> None:
    rows = list(queries.latest_texts(views))
    words = writing.opened_all(rows)
    for row in rows:
        if row.pk in words:
            views[row.item_id].texts.append(_text(row, words[row.pk], actor))


def projected(meeting: Meeting) -> list[dict]:
    """Return the agenda as everyone who is present may see it; a signal that not everyone may know of is
    not there."""
    levels = queries.shared_levels(meeting)
    rows = queries.projector_texts(meeting)
    words = writing.opened_all(rows)
    shown = [view for view in listed(meeting) if levels.get(view.item.pk, 0) >= Level.CORE]
    told = {
        row.pk: row
        for row in queries.stories(view.signal.pk for view in shown if levels[view.item.pk] >= Level.FULL)
    }
    return [
        {
            "view": view,
            "texts": [
                {"label": _label(row), "text": words[row.pk]}
                for row in rows
                if row.item_id == view.item.pk and row.pk in words
            ],
            "story": _story(told.get(view.signal.pk)),
        }
        for view in shown
    ]


def detail(view: ItemView, actor: Actor) -> dict:
    """Read an item's texts and promises; return what stands beside it: story where it may be seen, holders,
    who reports, drafts.

    Three queries."""
    _fill({view.item.pk: view}, actor)
    item = queries.beside(view.item)
    view.promises = [_promise(item.signal_id, row) for row in item.agreed]
    mine = next((t for t in view.texts if t.own), Text(Part.CONTRIBUTION, actor.organisation_name, own=True))
    shared = {text.part: text for text in view.texts if text.part != Part.CONTRIBUTION}
    return {
        "story": _opened(item.signal_id, item.wrapped, item.body),
        "holders": [
            f"{row['organisation']} ({Function(row['function']).in_a_sentence})" for row in item.holders
        ],
        "mine": mine,
        "others": [text for text in view.texts if text.part == Part.CONTRIBUTION and not text.own],
        "assessment": shared.get(Part.ASSESSMENT, Text(Part.ASSESSMENT, "Beoordeling")),
        "decision": shared.get(Part.DECISION, Text(Part.DECISION, "Besluit")),
        "reports": registration.of_signal(view.signal.pk),
        "open_victims": item.open_victims,
        "drafts": [_draft(row) for row in item.waiting],
    }


def present(meeting: Meeting) -> list[dict]:
    """Return who is there: each seat with the names of who joined for it. One query."""
    return [
        {
            "seat": seat,
            "names": ", ".join(one["name"] or "" for one in seat.there),
            "core": seat.level < Level.FULL,
            "accounts": {one["account"] for one in seat.there},
        }
        for seat in queries.attended(meeting.table, meeting)
    ]


def _story(content) -> list[tuple[str, str]]:
    return _opened(content.pk, content.wrapped, content.body) if content else []


def _opened(signal_id, wrapped, body) -> list[tuple[str, str]]:
    return open_story(signal_id, sealing.unwrap(wrapped, signal_id), body) if wrapped and body else []


def _promise(signal_id, row: dict) -> tuple[ItemAction, str]:
    promise = ItemAction(
        id=uuid.UUID(row["id"]),
        signal_id=signal_id,
        text=bytes.fromhex(row["text"].removeprefix("\\x")),
        owner=Organisation(id=uuid.UUID(row["owner_id"]), name=row["owner"]),
        due_on=date.fromisoformat(row["due_on"]),
        done_at=row["done_at"] and datetime.fromisoformat(row["done_at"]),
    )
    return promise, writing.opened_promise(promise)


def _draft(row: dict) -> dict:
    return {
        "kind": DraftKind(row["kind"]).label,
        "phrase": Phrase(row["phrase"]).label.lower() if row["phrase"] else "",
        "to": row["to"] or "",
        "state": DraftState(row["state"]).label,
        "refusal": row["refusal"],
    }


def _text(row, words: str, actor: Actor) -> Text:
    own = row.part == Part.CONTRIBUTION and row.owner_id == actor.organisation_id
    return Text(row.part, _label(row), row.number, words, own, row.level)


def _label(row) -> str:
    return row.owner_name or "" if row.part == Part.CONTRIBUTION else Part(row.part).label
