"""State that travels with the visitor in a hidden field, sealed: the server keeps nothing and the browser
gets no cookie.

Sealed means encrypted and tamper-evident (AES-256-GCM) under a key of its own, bound to its purpose and to
a time limit.
"""

import base64
import binascii
import time
from typing import Any

from zicht.foundation.vault import sealing
from zicht.foundation.vault.keys import root_key

VISIT, VISIT_MINUTES = "visit", 20
"""What is carried while someone reads the mailbox: the receipt."""


class NotCarried(Exception):
    """There is no state, it is not ours, or its time is over."""


def carry(purpose: str, value: Any, minutes: int) -> str:
    """Return `value` (anything JSON can hold) as the text of a hidden field, good for so many minutes."""
    sealed = sealing.seal(root_key("draft"), purpose, [int(time.time()) + minutes * 60, value])
    return base64.urlsafe_b64encode(sealed).decode()


def carried(purpose: str, text: str) -> Any:
    """Return what was carried for this purpose. Raises NotCarried."""
    try:
        until, value = sealing.open_sealed(root_key("draft"), purpose, base64.urlsafe_b64decode(text))
    except (sealing.CannotOpen, binascii.Error, ValueError) as error:
        raise NotCarried from error
    if time.time() > until:
        raise NotCarried
    return value
