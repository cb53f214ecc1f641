"""The actor of a transaction, and the signed token by which PostgreSQL knows it.

Token: `version|organisation|person|functions|channel|purpose|place|seconds|signature`, HMAC-SHA256 under a
key that only the owner of the database and this process know; `sec.context()` checks it, so that an injected
statement cannot pose as another organisation. The place is one transaction of one connection: nowhere else,
and at no other time, is the token worth anything (docs/decisions/0111-the-token-and-the-log.md).
"""

import hashlib
import hmac
import uuid
from dataclasses import dataclass, field

from zicht.foundation.access.permissions import may
from zicht.foundation.vault.keys import root_key

VERSION = 2
SECONDS = {"work": 120}
"""How long a transaction may go on for a person at a page: no page waits that long."""
LONGEST_SECONDS = 900
"""And for what is done without a page: a file read in, a figure, a destruction."""
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

    def token(self, place: str) -> str:
        """Return the signed token of this actor for one transaction, the `place` that the database named."""
        who = f"{self.organisation_id}|{self.person_id}|{','.join(self.functions)}"
        seconds = SECONDS.get(self.channel, LONGEST_SECONDS)
        body = f"{VERSION}|{who}|{self.channel}|{self.purpose}|{place}|{seconds}"
        return f"{body}|{_signature(body)}"


SYSTEM = Actor(name="Zicht", channel="job", purpose="keeping")
PUBLIC = Actor(channel="public, anonymous", purpose="reporting")


def _signature(body: str) -> str:
    return hmac.new(root_key("context"), body.encode(), hashlib.sha256).hexdigest()


def key_pads() -> tuple[bytes, bytes]:
    """Return the inner and outer HMAC pads (64 bytes each) that the database needs to check tokens."""
    padded = root_key("context").ljust(64, b"\0")
    return bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)
