"""From typed words to municipalities (IN1): forgiving, asking where a name is not clear, never blocking."""

import pytest

from zicht.chain.intake import public_places
from zicht.chain.intake.public_places import Found, find

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    "text", ["Ede", "ede ", "EDE", "6711", "6711 AB", "6711ab", "Stationsweg 1, 6711 AB Ede", "Lunteren"]
)
def test_IN1_a_place_or_postcode_leads_to_its_municipality(text):
    assert find(text) == Found(("GM0228",), sure=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("Súdwest-Fryslân", "GM1900"),
    ],
)
def test_IN1_other_names_and_accents_are_understood(text, code):
    assert find(text) == Found((code,), sure=True)


def test_IN1_a_name_of_two_municipalities_is_asked():
    found = find("Bergen")
    assert set(found.codes) == {"GM0373", "GM0893"}
    assert not found.sure
    assert public_places.labelled(found.codes) == [
        ("GM0373", "Bergen (NH.), Noord-Holland"),
        ("GM0893", "Bergen (L.), Limburg"),
    ]


def test_IN1_a_village_with_the_name_of_a_town_is_asked():
    assert set(find("Hengelo").codes) == {"GM0164", "GM1876"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("bij het station van Ede", "GM0228"), ("Utrcht", "GM0344"), ("camping in Bergen op Zoom", "GM0748")],
)
def test_IN1_a_place_in_a_sentence_or_with_a_slip_is_offered_not_assumed(text, code):
    found = find(text)
    assert found.codes[0] == code
    assert not found.sure


def test_IN1_a_name_inside_a_longer_name_is_not_offered():
    assert "GM0373" not in find("camping in Bergen op Zoom").codes


@pytest.mark.parametrize("text", ["", "weet ik niet", "in het bos", "0999 ZZ", "in 2023 ergens"])
def test_IN1_an_unknown_place_is_simply_not_known(text):
    assert find(text) == Found()
