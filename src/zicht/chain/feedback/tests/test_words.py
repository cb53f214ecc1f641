"""The default words of feedback: always there, in both languages, and never more than the reader may know
(FB1, FB3).
"""

import itertools

import pytest
from django.utils import translation

from zicht.chain.custody.services import GOOD_OUTCOMES
from zicht.chain.feedback import words
from zicht.chain.feedback.audiences import Audience
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.organisations.vocabulary import Function

ENDS = [(Stage.DONE if outcome in GOOD_OUTCOMES else Stage.NOT_DONE, outcome) for outcome in Outcome]
MOMENTS = [(stage, "") for stage in Stage] + ENDS
TELLS_TOO_MUCH = (
    "CoMensha",
    "onderzo",
    "investigat",
    "slachtoffer",
    "victim",
    "opgevangen",
    "shelter",
    "hulp geg",
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("audience", Audience)
def test_FB1_every_stage_outcome_and_role_has_words(language, audience):
    with translation.override(language):
        for (stage, outcome), role in itertools.product(MOMENTS, ["", *Function]):
            told = words.text_for(stage, role, outcome, audience)
            assert told[0].isupper()
            assert "%(" not in told


@pytest.mark.parametrize("language", ["nl", "en"])
def test_FB3_a_reporter_cannot_tell_from_the_words_whether_people_were_found_or_are_under_investigation(
    language,
):
    with translation.override(language):
        secret = {
            words.text_for(Stage.DONE, "tmm", outcome)
            for outcome in ("helped", "registered", "investigation", "inspection")
        }
        assert len(secret) == 1
        for stage, outcome in MOMENTS:
            told = words.text_for(stage, "tmm", outcome)
            assert not [hint for hint in TELLS_TOO_MUCH if hint in told]


def test_FB1_a_colleague_hears_the_outcome_and_is_thanked():
    ends = {words.text_for(stage, "contact_officer", outcome, Audience.LINK) for stage, outcome in ENDS}
    assert len(ends) == len(ENDS)
    assert words.text_for(Stage.DONE, "tmm", "registered", Audience.LINK).count("CoMensha") == 1


def test_FB1_the_end_of_a_report_says_thanks():
    for stage, outcome in ENDS:
        assert "Dank u wel" in words.text_for(stage, "contact_officer", outcome)


def test_FB1_the_words_name_the_role_and_english_is_really_english():
    with translation.override("en"):
        told = words.text_for(Stage.TAKEN_UP, "contact_officer")
    assert told.startswith("The municipality's contact person for human trafficking")
