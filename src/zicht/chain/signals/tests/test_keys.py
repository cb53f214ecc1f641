"""The same thing written differently is the same thing (TB3); different things are not."""

import pytest

from zicht.chain.signals.keys import About, mentioned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (About(address="Dorpsstraat 12, 6711 AB Ede"), About(address="6711ab 12")),
        (About(address="Dorpsstraat 12, 6711 AB Ede"), About(address="dorpsstraat 12 Ede")),
        (About(address="Dorpsstraat 12-a, Ede"), About(address="Dorpsstraat 12A Ede")),
        (About(phone="06-12345678"), About(phone="+31 6 1234 5678")),
        (About(phone="0031612345678"), About(phone="+31 (0)6 12345678")),
        (About(plate="ab-123-c"), About(plate="AB123C")),
        (About(company="Uitzendbureau De Brug B.V."), About(company="uitzendbureau de brug bv")),
        (About(company="KvK 12345678"), About(company="1234 5678")),
        (About(person="Zoë Voorbeeld", birth_year=2001), About(person="zoe voorbeeld", birth_year=2001)),
    ],
)
def test_TB3_written_differently_is_the_same(one, other):
    """TB3: address, phone, plate, company and person."""
    assert one.keys() & other.keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (About(address="Dorpsstraat 12, Ede"), About(address="Dorpsstraat 21, Ede")),
        (About(address="Dorpsstraat 12, Ede"), About(address="Dorpsstraat 12, Arnhem")),
        (About(address="Dorpsstraat 12, Ede"), About(address="Dorpsstraat 12a, Ede")),
        (About(phone="0612345678"), About(phone="0612345679")),
        (About(person="Zoë Voorbeeld", birth_year=2001), About(person="Zoë Voorbeeld", birth_year=2002)),
    ],
)
def test_TB3_different_things_do_not_meet(one, other):
    """TB3: no warning on a near miss."""
    assert not one.keys() & other.keys()


@pytest.mark.parametrize("vague", [About(), About(address="Dorpsstraat, Ede"), About(person="Jan")])
def test_TB3_what_is_too_vague_compares_with_nothing(vague):
    """TB3: a street without a number or a name without a year of birth warns nobody."""
    assert vague.keys() == set()


def test_TB3_a_story_is_compared_on_what_stands_in_it():
    """TB3: numbers, plates and addresses in a text."""
    found = mentioned("De man (06-12345678) rijdt in AB-123-C en woont op Dorpsstraat 12.", "Ede")
    assert found == About(address="Dorpsstraat 12, Ede", phone="0612345678", plate="AB-123-C").keys()
