"""Envelopes that browsers make: they open here and nowhere else, whole or not at all (SH7)."""

import base64

import pyrage
import pytest

from zicht.foundation.vault import envelopes
from zicht.foundation.vault.sealing import CannotOpen

WORDS = "Élke nacht een busje 🚐\nen niemand mag weg."


@pytest.mark.parametrize("text", [WORDS, "x", "ማንም ሰው", "€" * 20_000])
def test_SH7_what_was_closed_is_opened_the_same(text):
    """SH7: whatever the script and the length."""
    assert envelopes.opened(envelopes.closed(text)) == text


def test_SH7_an_envelope_for_another_installation_is_not_opened():
    """SH7: a wrong key is said, not guessed."""
    other = pyrage.x25519.Identity.generate().to_public()
    envelope = base64.urlsafe_b64encode(pyrage.encrypt(WORDS.encode(), [other])).decode().rstrip("=")
    with pytest.raises(CannotOpen):
        envelopes.opened(envelope)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: "",
        lambda made: made[:-8],
        lambda made: made[:400] + "AAAA" + made[404:],
        lambda made: "geen envelop",
        lambda made: "AAAA",
    ],
)
def test_SH7_a_spoilt_envelope_is_refused(spoil):
    """SH7: age seals what it encrypts; cut, changed or made up, it does not open."""
    with pytest.raises(CannotOpen):
        envelopes.opened(spoil(envelopes.closed(WORDS)))


def test_SH7_no_two_envelopes_have_the_same_mark():
    """SH7: the same words twice are two envelopes."""
    assert len({envelopes.mark(envelopes.closed(WORDS)) for _ in range(20)}) == 20


def test_the_size_of_a_text_is_bounded_by_the_size_of_its_envelope():
    assert envelopes.fits(envelopes.closed("€" * 200), 200)
    assert not envelopes.fits(envelopes.closed("€" * 2_000), 200)
