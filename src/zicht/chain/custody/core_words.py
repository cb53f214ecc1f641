"""Words that are read with the core alone: what a hand-over asks, why it came back, why a signal was opened
again.

They are sealed, but not under the signal's data key, which only full sight opens: under a key that follows
from the root keys and the signal. Retention empties them (`sec.destroy_subject`).
"""

from zicht.foundation.vault import sealing

HANDOVER = "custody_handover|{}|reason"
REPLY = "custody_handoverreply|{}|note"
REOPENING = "custody_reopening|{}|reason"


def sealed(place: str, signal_id, row_id, text: str) -> bytes | None:
    """Return the words sealed for their row; None when there are none."""
    return sealing.seal(_key(signal_id), place.format(row_id), text) if text else None


def opened(place: str, signal_id, row_id, value: bytes | None) -> str:
    """Return the words of a row; nothing when there were none or their term is over."""
    return sealing.open_sealed(_key(signal_id), place.format(row_id), value) if value else ""


def _key(signal_id) -> bytes:
    return sealing.digest("core-words", str(signal_id))
