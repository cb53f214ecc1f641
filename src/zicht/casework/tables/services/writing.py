"""Writing at an item: numbered versions, sealed, so that two who write at once both keep their words (TB1).

What everyone at the table may read is sealed under a key that follows from the signal; what only full
sight may read, under the signal's data key.
"""

import uuid
from dataclasses import dataclass

from django.db import connection

from zicht.casework.tables import merging, queries
from zicht.casework.tables.models import TABLE_WORDS, AgendaItem, ItemAction, ItemText, Meeting
from zicht.casework.tables.vocabulary import ItemState, Part
from zicht.chain.agreements.vocabulary import Level
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock, once
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault import sealing

CLOSED = "Dit punt is afgesloten. Zet het signaal opnieuw op de agenda als er iets nieuws is."
MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Written:
    """What stands there now. `offer`: mine and theirs together, when they met at one place and nothing was
    stored.
    """

    number: int
    text: str
    merged: bool = False
    offer: str = ""


@use_case
def write(item_id, part: str, text: str, seen: int, *, actor: Actor, level: int = Level.CORE) -> Written:
    """Store a new version of a text, when the version that was seen is still the newest.

    Else what both wrote goes together by itself where it stands at different places; where it does not,
    nothing is stored and the offer holds both, with the number to send next. Refuses a closed item."""
    item = _open_item(item_id)
    owner = actor.organisation_id if part == Part.CONTRIBUTION else None
    _one_at_a_time(item.pk, part, owner)
    latest = _versions(item, part, owner).last()
    now_text = opened(latest) if latest else ""
    number = latest.number if latest else 0
    if text == now_text:
        audit.record(actor, Action.ITEM_WRITTEN, "item", item_id, repeated=True)
        return Written(number, now_text)
    merged = _merged(item, part, owner, seen, number, text, now_text)
    if not merged.clean:
        audit.record(actor, Action.ITEM_WRITTEN, "item", item_id, offered=True)
        return Written(number, now_text, offer=merged.text)
    level = latest.level if latest else level
    _store(item, part, owner, number + 1, level, merged.text, actor)
    audit.record(actor, Action.ITEM_WRITTEN, "item", item_id, part=part)
    return Written(number + 1, merged.text, merged=merged.text != text)


@use_case
def promise(item_id, text: str, owner: Organisation, due_on, *, actor: Actor, key=None) -> ItemAction:
    """Write down who does what before which day; the same `key` again gives the same promise."""
    item = _open_item(item_id)
    known = once.already(ItemAction, key)
    if known is None:
        known = ItemAction(
            id=key or uuid.uuid4(),
            item=item,
            signal_id=item.signal_id,
            owner=owner,
            due_on=due_on,
            meeting=_meeting_of(item),
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            at=clock.now(),
        )
        ItemAction.text.write(known, text)
        known.save(force_insert=True)
    audit.record(actor, Action.ITEM_CHANGED, "item", item_id, agreed=str(known.pk))
    return known


@use_case
def keep_promise(promise_id, *, actor: Actor) -> ItemAction:
    """Say that a promise of the own organisation is done. Twice is once."""
    kept = queries.found_or_404(
        ItemAction.objects.select_for_update().filter(pk=promise_id, owner_id=actor.organisation_id)
    )
    if kept.done_at is None:
        kept.done_at, kept.done_by = clock.now(), actor.person_id
        kept.save(update_fields=["done_at", "done_by"])
    audit.record(actor, Action.ITEM_CHANGED, "item", kept.item_id, done=str(promise_id))
    return kept


def opened(row: ItemText) -> str:
    """Return the words of a version the actor sees."""
    return ItemText.text.read(row)


def opened_all(rows) -> dict:
    """Return the words of visible versions by id; `rows` bring the wrapped key of what is seen in full,
    without it none of those."""
    keys = {row.pk: _key_of(row) for row in rows}
    return {row.pk: ItemText.text.open(keys[row.pk], row.pk, row.text) for row in rows if keys[row.pk]}


def opened_promise(row: ItemAction) -> str:
    """Return what a promise says."""
    return ItemAction.text.read(row)


def _merged(item, part, owner, seen: int, number: int, text: str, now_text: str) -> merging.Merged:
    if seen == number:
        return merging.Merged(text, True)
    base = _versions(item, part, owner).filter(number=seen).first()
    return merging.merge(opened(base) if base else "", text, now_text)


def _store(item: AgendaItem, part, owner, number, level, text, actor) -> None:
    row = ItemText(
        item=item,
        signal_id=item.signal_id,
        part=part,
        owner_id=owner,
        number=number,
        level=level,
        meeting=_meeting_of(item),
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        at=clock.now(),
    )
    ItemText.text.write(row, text[:MOST_LETTERS])
    ItemText.objects.bulk_create([row])


def _open_item(item_id) -> AgendaItem:
    item = queries.access_item(item_id)
    if item.state == ItemState.CLOSED:
        raise NotPossible(CLOSED)
    return item


def _versions(item: AgendaItem, part: str, owner):
    return ItemText.objects.filter(item=item, part=part, owner_id=owner).order_by("number")


def _meeting_of(item: AgendaItem) -> Meeting | None:
    return queries.running_meeting(item.table_id)


def _one_at_a_time(item_id, part: str, owner) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{item_id}|{part}|{owner}"])


def _key_of(row) -> bytes | None:
    if row.level != Level.FULL:
        return TABLE_WORDS.of(row)
    return sealing.unwrap(row.wrapped, row.signal_id) if row.wrapped else None
