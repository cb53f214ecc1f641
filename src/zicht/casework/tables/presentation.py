"""The table in words and on screen: what each person sees of an item, and of the minutes."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery

from zicht.casework.register import story as registration
from zicht.casework.tables import queries, writing
from zicht.casework.tables.models import AgendaItem, ItemDraft, Meeting, MeetingItem, Presence, TableSeat
from zicht.casework.tables.vocabulary import ItemState, Part
from zicht.chain.custody import presentation as signals
from zicht.chain.custody import queries as custody
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.sharing.vocabulary import Level
from zicht.chain.signals.models import SignalContent
from zicht.chain.signals.story import open_story
from zicht.foundation.access import Actor
from zicht.foundation.accounts.models import Account
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import service as vault

TABLE = "De tafel"


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
    actions: list[tuple] = field(default_factory=list)

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
    """Return the visible items with their newest texts and actions, in five queries."""
    placements = list(queries.agenda(meeting))
    views = {placement.item_id: ItemView(placement) for placement in placements}
    rows = list(queries.latest_texts(views))
    words, names = writing.opened_all(rows), _names(rows)
    for row in rows:
        if row.pk in words:
            views[row.item_id].texts.append(_text(row, words[row.pk], names, actor))
    for action in queries.actions(views):
        views[action.item_id].actions.append((action, writing.opened_action(action)))
    return list(views.values())


def projected(meeting: Meeting) -> list[dict]:
    """Return the agenda as everyone who is present may see it; a signal that not everyone may know of is not there."""
    levels = queries.shared_levels(meeting)
    rows = queries.projector_texts(meeting)
    words, names = writing.opened_all(rows), _names(rows)
    shown = [placement for placement in queries.agenda(meeting) if levels.get(placement.item_id, 0) >= Level.CORE]
    return [
        {
            "view": ItemView(placement),
            "texts": [
                {"label": _label(row, names), "text": words[row.pk]}
                for row in rows
                if row.item_id == placement.item_id and row.pk in words
            ],
            "story": _story(placement.signal_id) if levels[placement.item_id] >= Level.FULL else [],
        }
        for placement in shown
    ]


def detail(view: ItemView, actor: Actor) -> dict:
    """Return what stands beside an item: the story where it may be seen, holders, who reports, drafts."""
    running = custody.running(view.signal.pk).select_related("organisation")
    mine = next((t for t in view.texts if t.own), Text(Part.CONTRIBUTION, actor.organisation_name, own=True))
    shared = {text.part: text for text in view.texts if text.part != Part.CONTRIBUTION}
    return {
        "story": _story(view.signal.pk),
        "holders": [h for h in running if h.role == HoldingRole.RESPONSIBLE],
        "mine": mine,
        "others": [text for text in view.texts if text.part == Part.CONTRIBUTION and not text.own],
        "assessment": shared.get(Part.ASSESSMENT, Text(Part.ASSESSMENT, "Beoordeling")),
        "decision": shared.get(Part.DECISION, Text(Part.DECISION, "Besluit")),
        "reports": registration.of_signal(view.signal.pk),
        "open_victims": queries.open_victims(view.signal.pk),
        "drafts": list(ItemDraft.objects.filter(item=view.item).select_related("to_organisation")),
    }


def present(meeting: Meeting) -> list[dict]:
    """Return who is there: each seat with the names of who joined for it."""
    name = Account.objects.filter(pk=OuterRef("account_id")).values("name")
    names: dict = {}
    accounts: dict = {}
    for seat_id, account_id, who in Presence.objects.filter(meeting=meeting).values_list("seat_id", "account_id", Subquery(name)):
        names.setdefault(seat_id, []).append(who or "")
        accounts.setdefault(seat_id, set()).add(account_id)
    seats = TableSeat.objects.filter(table=meeting.table).select_related("organisation").order_by("organisation__name")
    return [
        {"seat": seat, "names": ", ".join(names.get(seat.pk, [])), "core": seat.level < Level.FULL, "accounts": accounts.get(seat.pk, set())}
        for seat in seats
    ]


def _story(signal_id) -> list[tuple[str, str]]:
    keys = vault.data_keys([signal_id])
    content = SignalContent.objects.filter(pk=signal_id).first()
    return open_story(signal_id, keys[signal_id], content.body) if content and signal_id in keys else []


def _text(row, words: str, names: dict, actor: Actor) -> Text:
    own = row.part == Part.CONTRIBUTION and row.owner_id == actor.organisation_id
    return Text(row.part, _label(row, names), row.number, words, own, row.level)


def _label(row, names: dict) -> str:
    return names.get(row.owner_id, "") if row.part == Part.CONTRIBUTION else Part(row.part).label


def _names(rows) -> dict:
    return dict(Organisation.objects.filter(pk__in={row.owner_id for row in rows if row.owner_id}).values_list("pk", "name"))
