"""Accents are dropped in one place."""

import pytest

from zicht.methods.folding import plain_words, without_accents


@pytest.mark.parametrize(
    ("typed", "folded"), [("Zoë", "Zoe"), ("ÅNGSTRÖM", "ANGSTROM"), ("ﬁn", "fin"), ("łódź", "łodz")]
)
def test_accents_are_dropped_and_nothing_else(typed, folded):
    assert without_accents(typed) == folded


def test_a_place_is_the_same_with_and_without_signs():
    assert plain_words("'s-Gravenhage") == plain_words("s gravenhage") == "s gravenhage"
