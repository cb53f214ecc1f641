"""The acts of custody. Each is one use case: one transaction, one audit event, a word to whom it concerns.

Refusals: a signal the actor may not see (404), an act that does not fit the state or is not the actor's
(NotPossible). An act that adds a row takes the row's `key` from its form: the same form sent twice adds it
once.
"""

from zicht.chain.custody.services.adding import assess, called, link, observe, write_to_reporter
from zicht.chain.custody.services.holding import GOOD_OUTCOMES, finish, reopen, take_up

__all__ = [
    "GOOD_OUTCOMES",
    "assess",
    "called",
    "finish",
    "link",
    "observe",
    "reopen",
    "take_up",
    "write_to_reporter",
]
