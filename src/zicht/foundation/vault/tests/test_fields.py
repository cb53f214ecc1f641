"""A sealed field knows its place and its key, and what was sealed before it did still opens (SH7)."""

import pytest
from django.db import models

from zicht.casework.register.models import PresumedVictim, VictimVersion
from zicht.chain.custody.models import Handover
from zicht.chain.signals.models import Attachment, Observation
from zicht.foundation.vault import sealing

KEY = bytes(range(32))
ROW = "0f9c1c5e-3c54-4b4e-9a35-5b0f1f7f8d11"
WORDS = "Een vrouw huilde op straat."
OF_BEFORE = bytes.fromhex(
    "015bfe01acd4a7f13bb4daa64cb3190d4c41f9d71d04761bbc839acf6ba9794d265b38fc31e56338e2fb021a1305f8d4ef82062"
    "1f8e564ac1019"
)
FILE_OF_BEFORE = bytes.fromhex("013085c243850ace12823ff22a76e32b7e57787a0fe45b4b45bd8925d7c7d723db")
"""Sealed for "signals_observation|<row>|body" and "signals_attachment|<row>|content" when those places were
still spelled out at each writer and reader.
"""


def test_SH7_what_was_sealed_before_fields_knew_their_place_opens():
    """SH7: words and content of files."""
    assert Observation.body.open(KEY, ROW, OF_BEFORE) == WORDS
    assert Attachment.content.open(KEY, ROW, FILE_OF_BEFORE) == b"\x89PNG"


def test_SH7_what_a_field_seals_opens_at_its_place_and_nowhere_else():
    """SH7: not in another row, not in another field."""
    sealed = Observation.body.seal(KEY, ROW, WORDS)
    assert sealing.open_sealed(KEY, f"signals_observation|{ROW}|body", sealed) == WORDS
    with pytest.raises(sealing.CannotOpen):
        Observation.body.open(KEY, "another", sealed)
    with pytest.raises(sealing.CannotOpen):
        Handover.reason.open(KEY, ROW, sealed)


def test_SH7_a_row_is_written_and_read_under_the_key_of_its_field():
    """SH7: here one that follows from the signal; the row itself holds sealed bytes only."""
    row = Handover(signal_id=ROW)
    Handover.reason.write(row, WORDS)
    assert WORDS.encode() not in row.reason
    assert Handover.reason.read(row) == WORDS
    other = Handover(id=row.id, signal_id="another", reason=row.reason)
    with pytest.raises(sealing.CannotOpen):
        Handover.reason.read(other)


def test_SH7_a_field_without_words_stays_empty():
    """SH7: nothing is sealed where nothing was said."""
    row = Handover(signal_id=ROW)
    Handover.reason.write(row, "")
    assert (row.reason, Handover.reason.read(row)) == (None, "")


def test_SH7_a_version_that_the_database_kept_opens_as_the_row_it_was():
    """SH7: it is bound to the place it came from."""
    sealed = PresumedVictim.identity.seal(KEY, ROW, {"given_name": "Zoë"})
    assert VictimVersion.identity.open(KEY, ROW, sealed) == {"given_name": "Zoë"}


def test_for_the_history_of_tables_a_sealed_field_is_plain_bytes():
    """No migration knows of sealing."""
    field = Observation._meta.get_field("body")
    assert field.deconstruct()[1:] == ("django.db.models.BinaryField", [], {})
    assert type(field.clone()) is models.BinaryField
    assert Handover._meta.get_field("reason").deconstruct()[3] == {"null": True}
