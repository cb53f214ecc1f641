"""The mailbox under attack: somebody who tries codes by the thousand. Intake never comes by here, and no
report waits for it.

A code has 100 random bits; trying them is hopeless, whatever stands here. What an attack can do is keep
the server busy. So look-ups have few places at a time, and when many wrong codes come in (counted per
process, nothing kept of anyone) every further code first costs the visitor half a minute of waiting, or a
sum, which the page works out by itself where it has JavaScript. A wait can be had for many codes at once:
it slows a person down, not a machine park.
"""

import hashlib
import threading
import time
from collections import deque

from zicht.chain.door.state import NotCarried, carried, carry
from zicht.foundation.vault import sealing

LOOKUPS_AT_ONCE = 2
WRONG_PER_MINUTE = 60
BITS = 14
WAIT_SECONDS = 30
MINUTES = 30
PURPOSE = "sum"

places = threading.BoundedSemaphore(LOOKUPS_AT_ONCE)
_wrong: deque[float] = deque(maxlen=WRONG_PER_MINUTE)


def note_wrong() -> None:
    """Count a code that opened nothing: the moment on this process's own clock, nothing else."""
    _wrong.append(time.monotonic())


def under_attack() -> bool:
    """Return whether so many wrong codes came within a minute that no people can have typed them."""
    return len(_wrong) == WRONG_PER_MINUTE and _wrong[0] > time.monotonic() - 60


def sum_for(code: str) -> str:
    """Return the sealed sum that goes along with one code; for another code it is worth nothing."""
    return carry(PURPOSE, [_mark(code), int(time.time())], MINUTES)


def let_through(code: str, given_sum: str, answer: str) -> bool:
    """Return whether the sum for this code was worked out, or the wait is over."""
    try:
        mark, since = carried(PURPOSE, given_sum)
    except NotCarried:
        return False
    return mark == _mark(code) and (time.time() >= since + WAIT_SECONDS or _is_answer(given_sum, answer))


def _is_answer(given_sum: str, answer: str) -> bool:
    """The digest of sum and answer begins with BITS zero bits: two to the power of BITS tries on average."""
    digest = hashlib.sha256(f"{given_sum}|{answer[:20]}".encode()).digest()
    return int.from_bytes(digest) >> (256 - BITS) == 0


def _mark(code: str) -> str:
    return sealing.digest("sum", code).hex()
