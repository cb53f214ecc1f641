"""Shows DI3."""

import re
from random import Random

import pytest

from zicht.demo.texts import PLACE_LABELS, clue, compose, draw_sentence, sentences
from zicht.reference.signal_cards import indicators

LANGUAGES = {"nl", "en", "pl", "ro", "bg", "es", "ar", "uk"}
# people by where they come from, what they believe or whom they love; and words that judge or shock
NEVER = re.compile(
    r"pool(se|s)?\b|roemeen|bulgaar|afrikaan|aziat|marokkaan|turk|nationaliteit|etnisch|afkomst|buitenland|moslim"
    r"|christen|joods|hoofddoek|homo|lesbisch|illegaal|slaaf|slaven|hoer\b|pooier|prostituee|loverboy|zigeuner",
    re.IGNORECASE,
)


def test_there_are_more_than_120_different_dutch_sentences():
    dutch = {s.text for s in sentences() if s.language == "nl"}
    assert len(dutch) >= 120
    assert len({s.text for s in sentences()}) == len(sentences())


def test_sentences_are_there_in_eight_languages():
    assert {s.language for s in sentences()} == LANGUAGES


def test_every_form_of_exploitation_has_sentences_from_outside_and_from_the_person_itself():
    for form in ("sexual", "labour", "criminal", "organ_removal", "unknown"):
        voices = {s.voice for s in sentences() if s.language == "nl" and s.form == form}
        assert voices == {"seen", "self"}


def test_DI3_no_sentence_names_where_someone_comes_from_believes_or_loves_and_none_judges():
    for sentence in sentences():
        assert not NEVER.search(sentence.text), sentence.text


def test_every_sentence_has_known_indicators_and_a_known_place():
    for sentence in sentences():
        assert 1 <= len(sentence.indicators) <= 3
        assert set(sentence.indicators) <= set(indicators())
        assert sentence.place_kind in PLACE_LABELS


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_wish_for_no_police_is_said_in_the_language_of_a_person_who_writes_about_themselves(language):
    own = next(s for s in sentences() if s.language == language and s.voice == "self")
    facts = {"acute": False, "says_minor": False}
    with_wish = compose(own, "victim", no_police=True, random=Random(2), **facts)
    without = compose(own, "victim", no_police=False, random=Random(2), **facts)
    assert len(with_wish) > len(without)


def test_a_given_form_and_language_are_kept():
    drawn = [draw_sentence(Random(n), "nl", "criminal") for n in range(20)]
    assert {(s.language, s.form) for s in drawn} == {("nl", "criminal")}


def test_the_plate_and_telephone_number_of_a_thread_cannot_exist():
    for number in range(1, 13):
        assert re.search(r"\b00-ZC-\d\d\b|\b06 0000 \d{4}\b", clue(number, Random(number)))
