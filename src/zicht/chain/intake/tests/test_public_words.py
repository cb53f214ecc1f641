"""The public report with words that the browser encrypted: nothing readable on the way, nothing lost (IN1,
IN2, SH7).
"""

from datetime import UTC, datetime, timedelta

import pytest

from zicht.chain.intake import public_draft
from zicht.chain.intake.public_questions import MOST_LETTERS
from zicht.chain.intake.tests.test_public_report import stored_signals, story_of
from zicht.chain.intake.tests.visitor import ANSWERS, Visitor
from zicht.foundation.vault import envelopes, keys

pytestmark = pytest.mark.usefixtures("first_intake_key")
TOLD = {
    "who": {"reporter": "victim"},
    "story": {"what": "Wij slapen in een loods."},
    "place": {"place": "Ede", "spot": "achter het spoor"},
    "when": {"ongoing": "yes", "when": "sinds de zomer"},
    "answer": {"language": "pl", "contact": "06 12 34 56 78", "safe_moment": "op marktdagen"},
}
WRITTEN = [
    "Wij slapen in een loods.",
    "Ede",
    "achter het spoor",
    "sinds de zomer",
    "06 12 34 56 78",
    "op marktdagen",
]


def at_the_story(**options) -> Visitor:
    visitor = Visitor(encrypts=True, **options)
    while visitor.step != "story":
        visitor.go(**ANSWERS[visitor.step])
    return visitor


def test_SH7_no_page_ever_shows_what_was_written_and_the_signal_holds_it_all():
    """SH7, IN1: from the first question to the receipt, also after going back and changing."""
    visitor, pages = Visitor(encrypts=True), []
    while visitor.step != "check":
        visitor.go(**TOLD.get(visitor.step, ANSWERS[visitor.step]))
        pages.append(visitor.html)
    pages += [visitor.go("story").html, visitor.go(what="", keep_what=visitor.field("keep_what")).html]
    pages.append(visitor.go("send").html)
    assert [word for word in WRITTEN if word != "Ede" for page in pages if word in page] == []
    (signal,) = stored_signals()
    assert signal.municipality_id == "GM0228"
    assert story_of(signal) == {
        "what": "Wij slapen in een loods.",
        "where": "Ede\nachter het spoor",
        "when": "Het gebeurt nu nog. sinds de zomer",
        "contact": "06 12 34 56 78",
        "safe_moment": "op marktdagen",
    }


def test_SH7_the_check_page_says_what_happened_to_the_words():
    """SH7: honest in both directions."""
    assert "Uw woorden zijn in uw browser versleuteld." in Visitor(encrypts=True).answer_all().text
    assert "Onze server versleutelt uw woorden bij aankomst." in Visitor().answer_all().text


def test_IN1_a_place_in_an_envelope_with_two_meanings_is_asked():
    """IN1: the place decides who gets the report; its own words are shown to nobody."""
    visitor = Visitor(encrypts=True).answer_all(
        place={"place": "Bergen", "spot": ""}, which={"municipality": "GM0893"}
    )
    visitor.go("send")
    (signal,) = stored_signals()
    assert signal.municipality_id == "GM0893"
    assert story_of(signal)["where"] == "Bergen"


def test_IN1_the_same_place_written_again_keeps_the_choice_that_was_made():
    """IN1: a browser makes a new envelope each time; the answer to "which one" stays."""
    place = {"place": "Bergen", "spot": ""}
    visitor = Visitor(encrypts=True).answer_all(place=place, which={"municipality": "GM0893"})
    assert visitor.go("place").go(**place).step == "check"
    visitor.go("send")
    assert stored_signals()[0].municipality_id == "GM0893"


def test_SH7_a_form_that_was_open_while_the_key_was_renewed_still_arrives():
    """SH7, IN2: envelopes of before and after in one report."""
    visitor = at_the_story().go(what="Van voor de nieuwe sleutel.")
    keys.begin_version(keys.INTAKE)
    visitor.answer_all().go("send")
    assert story_of(stored_signals()[0])["what"] == "Van voor de nieuwe sleutel."


def test_IN2_words_that_cannot_be_opened_are_asked_again_and_the_rest_is_kept():
    """IN2: the key is gone; the reporter hears it at the question itself, and the report can be sent all
    the same.
    """
    visitor = at_the_story().go(what="Van voor de brand.")
    keys.begin_version(keys.INTAKE)
    keys.destroy_version(1, keys.INTAKE)
    visitor.answer_all().go("send")
    assert (visitor.page.status_code, visitor.step) == (422, "story")
    assert "We kunnen niet lezen wat u hier schreef." in visitor.text
    assert 'data-recipient=""' in visitor.html
    assert "keep_what" not in visitor.html
    assert stored_signals() == []
    visitor.go(what="Nog eens geschreven.").go("send")
    (signal,) = stored_signals()
    assert story_of(signal)["what"] == "Nog eens geschreven."
    assert story_of(signal)["where"] == "Ede\neen loods bij het spoor"


def test_IN2_a_free_answer_that_cannot_be_opened_may_be_left_out():
    """IN2: nobody gets stuck on it."""
    visitor = Visitor(encrypts=True)
    while visitor.step != "when":
        visitor.go(**ANSWERS[visitor.step])
    visitor.go(ongoing="yes", envelope_when="bedorven").answer_all().go("send")
    assert (visitor.page.status_code, visitor.step) == (422, "when")
    visitor.go(ongoing="yes", when="").go("send")
    assert story_of(stored_signals()[0])["when"] == "Het gebeurt nu nog."


def test_IN1_after_a_reload_what_was_written_travels_along_and_the_page_says_so():
    """IN1: the browser forgot the words; the tick keeps them, and they may be written again."""
    visitor = at_the_story().go(what="Eerst geschreven.").go("back")
    assert "Wat u hier eerder schreef, gaat mee" in visitor.text
    visitor.go("stay").go(what="", keep_what=visitor.field("keep_what"))
    visitor.answer_all().go("send")
    assert story_of(stored_signals()[0])["what"] == "Eerst geschreven."


def test_IN1_words_that_travel_along_are_replaced_by_new_ones():
    """IN1: with or without JavaScript."""
    for encrypts in (True, False):
        visitor = at_the_story().go(what="Eerst geschreven.").go("back")
        visitor.encrypts = encrypts
        visitor.go(what="Later geschreven.", keep_what=visitor.field("keep_what")).answer_all().go("send")
    assert [story_of(signal)["what"] for signal in stored_signals()] == ["Later geschreven."] * 2


def test_IN1_words_that_travel_along_can_be_taken_out():
    """IN1: a number that is not safe any more."""
    visitor = Visitor(encrypts=True).answer_all(**TOLD).go("answer")
    visitor.go(
        language="pl", contact="", safe_moment="", keep_safe_moment=visitor.field("keep_safe_moment")
    ).go("send")
    story = story_of(stored_signals()[0])
    assert "contact" not in story
    assert story["safe_moment"] == "op marktdagen"


@pytest.mark.parametrize("letters", [4 * MOST_LETTERS + 2_000, MOST_LETTERS + 1])
def test_IN1_an_envelope_with_too_much_in_it_is_refused_kindly(letters):
    """IN1: by its size at once, by its letters when it is opened."""
    visitor = at_the_story().go(what="x" * letters)
    if visitor.page.status_code == 200:
        visitor.answer_all().go("send")
    assert (visitor.page.status_code, visitor.step) == (422, "story")
    assert "Uw verhaal is langer dan we in één keer kunnen bewaren." in visitor.text
    assert stored_signals() == []


def test_IN1_an_envelope_with_nothing_in_it_is_no_story():
    """IN1: the story is the one thing that is needed."""
    visitor = at_the_story().go(envelope_what=envelopes.closed("   ")).answer_all().go("send")
    assert (visitor.page.status_code, visitor.step) == (422, "story")
    assert "Schrijf iets op, al is het één zin." in visitor.text


def test_IN1_a_page_older_than_four_hours_keeps_what_was_just_written(time_machine):
    """IN1: the words of that page; the older answers are gone, as without JavaScript."""
    visitor = at_the_story()
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=public_draft.MINUTES + 1))
    visitor.go(what="Lang over nagedacht.")
    assert "langer dan vier uur" in visitor.text
    visitor.answer_all().go("send")
    assert story_of(stored_signals()[0])["what"] == "Lang over nagedacht."


def test_IN2_an_encrypted_report_sent_twice_is_one_signal():
    """IN2: as every report."""
    visitor = Visitor(encrypts=True).answer_all()
    draft = visitor.field("draft")
    first = visitor.go("send").receipt
    visitor.page = visitor.client.post(visitor.address, {"draft": draft, "step": "check", "go": "send"})
    assert visitor.receipt == first
    assert len(stored_signals()) == 1
