"""What the signals hold of a person."""

from zicht.chain.signals.models import (
    Attachment,
    Observation,
    SearchEntry,
    Signal,
    SignalContent,
    SignalLink,
    Wish,
)
from zicht.foundation.vault.declared import End, Seen, holds

holds(
    Signal,
    of="id",
    seen=Seen.CORE,
    made={
        "reference": "random",
        "language": "code",
        "indicators": "codes from a list",
    },
    secrets={"submission_digest": ("submission key",)},
)
holds(
    SignalContent,
    of="signal_id",
    seen=Seen.FULL,
    words={"body": ("story: what", "story: where", "story: when", "story: contact", "story: safe_moment")},
)
holds(
    Attachment,
    of="signal_id",
    seen=Seen.FULL,
    end=End.REMOVED,
    words={"name": ("file name",), "content": ("file content",)},
    made={"media_type": "one of two kinds"},
)
holds(
    Observation,
    of="signal_id",
    seen=Seen.FULL,
    words={"body": ("observation", "telephone in an observation")},
)
holds(Wish, of="signal_id", seen=Seen.CORE)
holds(
    SignalLink,
    of=("signal_id", "other_id"),
    seen=Seen.FULL,
    by_grant=False,  # two signals: the link is seen with either
    made={"reason": "code from a list"},
)
holds(SearchEntry, of="signal_id", seen=Seen.OWN_RULE, by_grant=True, end=End.REMOVED)
