"""A copy of the database opens nothing: every text of a dump is tried at every door (SH7)."""

import re
import subprocess

import pytest

from tests.isolation.cast import UTRECHT
from tests.stolen.entrances import Entrances
from zicht.chain.door import receipts
from zicht.chain.messages import mailbox
from zicht.foundation.accounts import services
from zicht.foundation.accounts.entrances import ResetTokens
from zicht.foundation.accounts.session_store import SessionStore
from zicht.foundation.database import binaries
from zicht.foundation.database.home import home, recorded_address
from zicht.testing.base import DATABASE

TEXT = re.compile(r"[\w+/=@.:-]{16,}")
"""What one shows at a door has twenty characters and more."""


class Lived:
    """A country in which someone signed in, was invited, asked for a new password and gave a signal."""

    def __init__(self, country):
        self.country, self.planted = country, {}
        self.neighbour = country.actor("contact_officer", UTRECHT)
        self.signals = [country.signal() for _ in range(3)]
        self.entrances = Entrances(self)
        self.entrances.use()

    def doors(self):
        """Each door, as a function from what one shows there to whether it opens."""
        account = self.entrances.account
        return {
            "session": lambda text: bool(SessionStore(text).load()),
            "invitation": lambda text: services.open_invitation(text) is not None,
            "link for a new password": lambda text: ResetTokens().check_token(account, text),
            "mailbox": _mailbox,
        }


@pytest.fixture
def lived(country):
    found = Lived(country)
    yield found
    found.entrances.take_away()


def _mailbox(text: str) -> bool:
    receipt = receipts.normalised(text)
    return bool(receipt) and mailbox.open_mailbox(receipt) is not None


def _dump() -> str:
    dump = [binaries.find().folder / "pg_dump", "-d", recorded_address(home()).dsn(DATABASE, "zicht_backup")]
    return subprocess.run(dump, check=True, capture_output=True, text=True).stdout


def test_SH7_no_text_of_a_dump_opens_a_door(lived):
    dump = _dump()
    texts = set(TEXT.findall(dump)) | set(re.findall(r"\\x([0-9a-f]+)", dump))
    opened = [(door, text) for door, opens in lived.doors().items() for text in texts if opens(text)]
    assert opened == []
    assert len(texts) > 500


def test_SH7_what_people_hold_themselves_opens_each_door(lived):
    """SH7: so that the doors of the test above are those of the product."""
    held = {label: secret for secret, label in lived.planted.items()} | {"mailbox": lived.signals[0].receipt}
    opened = {door for door, opens in lived.doors().items() if any(map(opens, held.values()))}
    assert opened == lived.doors().keys()
