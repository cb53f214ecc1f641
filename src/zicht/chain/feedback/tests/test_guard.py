"""The guard of what goes out to a reporter (FB3), on texts that were kept apart: `texts/guard.csv`, halves
`tune` and `held`.

The rules of the guard were made with the first half only; the second has other sentences, names, numbers
and streets.
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.chain.feedback import guard
from zicht.chain.feedback.guard import Kind

TEXTS = list(csv.DictReader((Path(__file__).parent / "texts" / "guard.csv").open(encoding="utf-8")))
CLEAN = "clean"
EXPECTED = {
    "name": Kind.NAME,
    "phone": Kind.PHONE,
    "plate": Kind.PLATE,
    "address": Kind.ADDRESS,
    "mail": Kind.ACCOUNT,
    "police": Kind.POLICE,
}


def texts(half: str, planted: bool) -> list[dict]:
    return [row for row in TEXTS if row["half"] == half and (row["kind"] != CLEAN) == planted]


def missed(rows) -> list[str]:
    return [row["text"] for row in rows if not guard.check(row["text"])]


def test_FB3_the_set_holds_five_hundred_planted_texts_none_twice_in_both_halves():
    """FB3: 500 planted texts and 150 without anything to stop."""
    assert len(texts("tune", True)) + len(texts("held", True)) == 500
    assert {row["text"] for row in texts("tune", True)}.isdisjoint(row["text"] for row in texts("held", True))


@pytest.mark.parametrize("half", ["tune", "held"])
def test_FB3_names_phones_plates_addresses_and_police_information_are_stopped(half):
    """FB3: at least 99 % of planted texts is caught, also in the half nobody looked at while making the
    rules.
    """
    rows = texts(half, True)
    assert len(missed(rows)) <= len(rows) // 100, missed(rows)


@pytest.mark.parametrize("half", ["tune", "held"])
def test_FB3_ordinary_words_may_go(half):
    """FB3: at most 2 % false alarms."""
    rows = texts(half, False)
    stopped = [(row["text"], guard.check(row["text"])) for row in rows if guard.check(row["text"])]
    assert len(stopped) <= len(rows) * 2 // 100, stopped


def test_FB3_the_guard_names_the_right_kind():
    """FB3: "says why": in nine of ten texts the kind that was planted is among what is named."""
    rows = [row for row in TEXTS if row["kind"] != CLEAN]
    named = [
        row for row in rows if EXPECTED[row["kind"]] in {finding.kind for finding in guard.check(row["text"])}
    ]
    assert len(named) >= len(rows) * 9 // 10


def test_FB3_the_guard_says_which_piece_and_why():
    """FB3: the piece and one sentence."""
    (finding,) = guard.check("Bel 06-12345678 als u weer iets ziet.")
    assert (finding.kind, finding.piece) == (Kind.PHONE, "06-12345678")
    assert "openbare hulpnummers" in finding.why


@pytest.mark.parametrize(
    "public",
    [
        "Bel 112 bij gevaar.",
        "Veilig Thuis: 0800-2000.",
        "CoMensha, 033 448 11 86, weet meer.",
        "De gemeente Ede kijkt mee.",
    ],
)
def test_FB3_what_is_meant_for_everyone_passes(public):
    """FB3: help numbers, institutions and places may be named."""
    assert guard.check(public) == []


@given(st.text(max_size=200))
def test_FB3_any_text_gets_an_answer(text):
    """FB3: whatever is typed, the guard answers and its pieces stand in the text."""
    for finding in guard.check(text):
        assert finding.piece in text or finding.kind in (Kind.PHONE, Kind.ADDRESS, Kind.NAME)
