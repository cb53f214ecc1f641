"""The actor of a transaction, and the signed token by which PostgreSQL knows it.

Token: `version|organisation|person|functions|expires|signature`, HMAC-SHA256 under a key that only the
owner of the database and this process know; `sec.context()` checks it, so that an injected statement
cannot pose as another organisation.
"""

import hashlib
import hmac
import time
import uuid
from dataclasses import dataclass, field

from zicht.foundation.access.permissions import may
from zicht.foundation.vault.keys import root_key

LIFETIME_SECONDS = 900
NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class Actor:
    """Who acts: a person for one organisation, the system itself, or the public door."""

    organisation_id: uuid.UUID = NOBODY
    person_id: uuid.UUID = NOBODY
    functions: tuple[str, ...] = ()
    name: str = ""
    organisation_name: str = ""
    channel: str = "work"
    purpose: str = "signal_handling"
    other_organisations: tuple = field(default=(), compare=False)

    @property
    def is_person(self) -> bool:
        return self.person_id != NOBODY

    def may(self, permission) -> bool:
        return may(self.functions, permission)

    def token(self) -> str:
        """Return the signed token for this actor, valid for a quarter of an hour."""
        expires = int(time.time()) + LIFETIME_SECONDS
        body = f"1|{self.organisation_id}|{self.person_id}|{','.join(self.functions)}|{expires}"
        return f"{body}|{_signature(body)}"


SYSTEM = Actor(name="Zicht", channel="job", purpose="keeping")
PUBLIC = Actor(channel="public, anonymous", purpose="reporting")


def _signature(body: str) -> str:
    return hmac.new(root_key("context"), body.encode(), hashlib.sha256).hexdigest()


def key_pads() -> tuple[bytes, bytes]:
    """Return the inner and outer HMAC pads (64 bytes each) that the database needs to check tokens."""
    padded = root_key("context").ljust(64, b"\0")
    return bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)
