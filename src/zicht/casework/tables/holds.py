"""What tables hold of a person: what was said about a signal, what was decided and agreed."""

from zicht.casework.tables.models import (
    AgendaItem,
    ItemAction,
    ItemDraft,
    ItemText,
    Meeting,
    MeetingItem,
    Presence,
    Table,
    TableSeat,
)
from zicht.foundation.vault.declared import End, Seen, holds

holds(
    Table,
    seen=Seen.OWN_RULE,
    open={"name": "the name of a table; no case"},
    made={"rules": "days of rules"},
)
holds(TableSeat, seen=Seen.OWN_RULE)
holds(Meeting, seen=Seen.OWN_RULE, open={"place": "the room where professionals meet"})
holds(Presence, seen=Seen.OWN_RULE)
holds(AgendaItem, of="signal_id", seen=Seen.OWN_RULE, by_grant=True)
holds(MeetingItem, of="signal_id", seen=Seen.OWN_RULE, by_grant=True, made={"because": "names of rules"})
holds(
    ItemText,
    of="signal_id",
    seen=Seen.OWN_RULE,
    by_grant=True,
    end=End.REMOVED,
    words={"text": ("contribution", "table assessment", "table decision")},
)
holds(
    ItemAction,
    of="signal_id",
    seen=Seen.OWN_RULE,
    by_grant=True,
    end=End.REMOVED,
    words={"text": ("agreed action",)},
)
holds(ItemDraft, of="signal_id", seen=Seen.OWN_RULE, by_grant=True, made={"refusal": "a fixed sentence"})
