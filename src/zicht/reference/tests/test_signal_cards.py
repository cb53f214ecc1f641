"""Shows DI3, EX2."""

import re

import pytest

from zicht.reference.signal_cards import card_for, cards, indicators

ROLES = {"enforcement_officer", "counter_clerk", "youth_worker", "health_worker", "housing", "general"}
NEVER = re.compile(
    r"nationalit|etni|afkomst|herkomst|land|ras\b|huidskleur|religie|geloof|moskee|kerk|hoofddoek|geaard|homo|lesbi"
    r"|accent|taal\b|nederlands|asiel|vluchteling|migrant|kenteken",
    re.IGNORECASE,
)


def test_EX2_there_is_a_card_for_each_role_and_the_three_common_forms():
    assert {(c.role, c.form) for c in cards()} >= {
        (r, f) for r in ROLES for f in ("sexual", "labour", "criminal")
    }


def test_EX2_each_card_has_six_to_ten_different_chips():
    for card in cards():
        assert 6 <= len(card.indicators) <= 10
        assert len(set(card.indicators)) == len(card.indicators)


def test_DI3_no_indicator_is_about_nationality_ethnicity_religion_or_orientation():
    for indicator in indicators().values():
        assert not NEVER.search(indicator.label), indicator
        assert not re.search(r"national|ethnic|relig|orientation|foreign|language|migrant", indicator.slug), (
            indicator
        )


def test_every_indicator_stands_on_a_card():
    assert {i for card in cards() for i in card.indicators} == set(indicators().values())


@pytest.mark.parametrize(
    ("role", "form", "found"),
    [
        ("health_worker", "labour", ("health_worker", "labour")),
        ("housing", "organ_removal", ("general", "organ_removal")),
        ("teacher", "sexual", ("general", "sexual")),
        ("health_worker", "unknown", ("general", "unknown")),
    ],
)
def test_a_role_without_a_card_gets_the_general_one(role, form, found):
    card = card_for(role, form)
    assert (card.role, card.form) == found
