"""What a reporter writes in the mailbox, encrypted by the browser: read by those at work, by nobody on the
way (IN2, FB3, SH7).
"""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from zicht.chain.door.state import VISIT_MINUTES
from zicht.chain.messages.tests.test_mailbox import Reader, written
from zicht.foundation.vault import envelopes

WORDS = "De auto is wit."


@pytest.fixture
def stored(country):
    return country.signal()


class Encrypting(Reader):
    """A reader whose browser encrypts."""

    def send(self, go: str, **said) -> "Encrypting":
        data = {"visit": self.field("visit"), "key": self.field("key"), "go": go, **said}
        self.page = self.client.post(self.address, data)
        return self

    def write(self, text: str, **more) -> "Encrypting":
        return self.send("write", envelope_text=envelopes.closed(text), **more)


def test_SH7_a_message_in_an_envelope_reaches_those_at_work(stored):
    """SH7, IN2: opened when it is sent."""
    reader = Encrypting().enter(stored.receipt).write(WORDS)
    assert "Uw bericht staat erbij." in reader.text
    assert written(stored.id) == [WORDS]


def test_SH7_how_to_be_reached_comes_in_envelopes_too(stored):
    """SH7, FB3: the number is on no line and in no answer."""
    reader = Encrypting().enter(stored.receipt)
    reader.send(
        "reach",
        channel="call",
        envelope_contact=envelopes.closed("06 98 76 54 32"),
        envelope_moment=envelopes.closed("overdag"),
    )
    assert "Uw keuze is bewaard." in reader.text
    assert "06 98" not in reader.html
    assert written(stored.id) == ["Hoe: bellen\nWaar: 06 98 76 54 32\nWanneer en hoe dat veilig is: overdag"]


def test_FB3_a_form_that_is_not_complete_comes_back_without_the_words(stored):
    """FB3, SH7: the browser fills them in again by the mark of their envelope."""
    envelope = envelopes.closed("06 98 76 54 32")
    reader = Encrypting().enter(stored.receipt).send("reach", envelope_contact=envelope)
    assert reader.page.status_code == 422
    assert "Kies wat voor u veilig is." in reader.text
    assert "06 98" not in reader.html
    assert f'data-words="{envelopes.mark(envelope)}"' in reader.html


@pytest.mark.parametrize("name", ["text", "contact"])
def test_IN2_a_spoilt_envelope_is_asked_again(stored, name):
    """IN2: nothing half is kept, and that form may be sent readable."""
    spoilt = base64.urlsafe_b64encode(b"age-encryption.org/v1\nbedorven").decode().rstrip("=")
    go = {"text": "write", "contact": "reach"}[name]
    reader = Encrypting().enter(stored.receipt).send(go, channel="call", **{f"envelope_{name}": spoilt})
    assert reader.page.status_code == 422
    assert "We kunnen niet lezen wat u hier schreef." in reader.text
    assert 'data-recipient=""' in reader.html
    assert written(stored.id) == []


def test_IN2_after_twenty_minutes_an_envelope_travels_along_until_the_code_is_given(stored, time_machine):
    """IN2: closed all the way; who cannot read it any more may keep, replace or drop it."""
    reader = Encrypting().enter(stored.receipt)
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=VISIT_MINUTES + 1))
    reader.write(WORDS)
    reader.enter(stored.receipt, kept=reader.field("kept"))
    assert "Wat u hier eerder schreef, gaat mee" in reader.text
    assert WORDS not in reader.html
    reader.send("write", text="", kept=reader.field("kept"), keep_text=reader.field("keep_text"))
    assert written(stored.id) == [WORDS]


def test_IN2_after_twenty_minutes_a_number_and_a_moment_travel_along_together(stored, time_machine):
    """IN2: two envelopes become one, closed again; nothing of it is readable in the page."""
    reader = Encrypting().enter(stored.receipt)
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=VISIT_MINUTES + 1))
    reader.send(
        "reach",
        channel="call",
        envelope_contact=envelopes.closed("06 98 76 54 32"),
        envelope_moment=envelopes.closed("op marktdagen"),
    )
    reader.enter(stored.receipt, kept=reader.field("kept"))
    assert "06 98" not in reader.html
    reader.send("write", text="", kept=reader.field("kept"), keep_text=reader.field("keep_text"))
    assert written(stored.id) == ["06 98 76 54 32\nop marktdagen"]
