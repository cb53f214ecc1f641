import pytest

from zicht.reference.codes import countries, forced_labour_indicators, legal_texts, nationality_group, sectors
from zicht.reference.figures import NATIONALITY_GROUPS


def test_every_country_counts_under_a_published_group():
    assert len(countries()) == 250
    assert {country.group for country in countries()} == set(NATIONALITY_GROUPS) - {"unknown"}


@pytest.mark.parametrize(
    ("iso2", "group"),
    [
        ("NL", "netherlands"),
        ("PL", "europe"),
        ("RU", "europe"),
        ("CY", "europe"),
        ("XK", "europe"),
        ("TR", "asia"),
        ("GE", "asia"),
        ("NG", "africa"),
        ("SR", "latin_america"),
        ("CW", "latin_america"),
        ("MX", "latin_america"),
        ("US", "other"),
        ("AU", "other"),
        ("GL", "other"),
        ("AQ", "other"),
        ("XX", "other"),
        (None, "unknown"),
        ("", "unknown"),
    ],
)
def test_the_borders_of_the_groups(iso2, group):
    assert nationality_group(iso2) == group


def test_a_code_that_is_no_country_is_not_silently_unknown():
    with pytest.raises(KeyError):
        nationality_group("ZZ")


def test_the_other_code_lists_can_be_read():
    assert len([s for s in sectors() if s.level == 1]) == 21
    assert len(forced_labour_indicators()) == 11
    assert "palermo_art3" in legal_texts()
