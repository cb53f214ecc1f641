"""Words for "unknown" are no name; names that people have are."""

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.methods.linkage.names import pet_forms
from zicht.methods.nameless import UNKNOWN, is_unknown

NAMES = resources.files("zicht.reference").joinpath("names.csv")


@given(st.sampled_from(sorted(UNKNOWN)), st.sampled_from(["{}", "{}.", " {} ", "({})", "{} {}", "'{}'"]))
def test_RG3_a_word_for_unknown_is_no_name_however_it_is_written(word, form):
    for said in (word, word.upper(), word.title(), word.replace(" ", "-")):
        assert is_unknown(form.replace("{}", said)), said


@pytest.mark.parametrize(
    "said", ["", "-", "?", "N.N.", "n.v.t.", "FNU", "Onbekend.", "Nieznána", "không rõ", "Không Rõ"]
)
def test_RG3_what_people_type_for_nobody_is_no_name(said):
    assert is_unknown(said)


def test_RG3_no_name_that_people_have_is_taken_for_unknown():
    with NAMES.open(encoding="utf-8") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert len(names) > 1500
    assert [
        name for name in [*names, *pet_forms(), "Nguyen", "An", "Na", "Nona", "N."] if is_unknown(name)
    ] == []
