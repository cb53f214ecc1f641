"""What people write at the public door is encrypted in their browser: nothing readable travels, and
nothing gets stuck (SH7, IN1, IN2).
"""

from urllib.parse import parse_qs

import pytest

from tests.journeys.test_public_door import choose, look
from tests.journeys.walking import next_question
from zicht.chain.intake.tests.test_public_report import stored_signals, story_of
from zicht.chain.messages.tests.test_mailbox import written
from zicht.foundation.vault import keys

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("first_intake_key")]
STORY = "Elke avond stapt een busje uit.\nAcht mannen slapen in de loods bij Zandzegge."
WORDS = [
    "Zandzegge",
    "Acht mannen",
    "Ede",
    "Kwikstaartpad",
    "sinds de kersenpluk",
    "06 98 76 54 32",
    "op marktdagen",
]
IN_BROWSER = "Uw browser versleutelt uw woorden voordat ze worden verstuurd."
ON_SERVER = "Onze server versleutelt uw woorden bij aankomst."


class Traffic:
    """Everything that went over the line: what was sent, and every page that came back."""

    def __init__(self, page):
        self.sent, self.received = [], []
        page.on("request", lambda request: self.sent.append(f"{request.url} {request.post_data or ''}"))
        page.on("response", lambda response: self.received.append(response))

    def sent_with(self, word: str) -> list[str]:
        """The requests in which a word can be read: raw, or as a form writes it."""
        return [text for text in self.sent if word in text or word in str(parse_qs(text.partition(" ")[2]))]

    def answered_with(self, word: str) -> list[str]:
        """The pages that came back in this document with a word in them."""
        pages = (
            response.text() for response in self.received if response.url.endswith(("/melden/", "/antwoord/"))
        )
        return [text for text in pages if word in text]


@pytest.fixture
def visitor(page_at):
    def opened(width=360, scripts=True):
        page = page_at(width, javascript=scripts)
        page.scripts = scripts
        page.traffic = Traffic(page)
        return page

    return opened


def at_the_story(page):
    page.goto("/melden/")
    next_question(page)
    choose(page, "Het gaat over mijzelf")
    next_question(page)
    choose(page, "Werk")
    next_question(page)


def ready(page):
    """Wait until the page says that this browser encrypts."""
    page.get_by_text(IN_BROWSER).first.wait_for()


def change(page, question):
    """Go from the page where everything is checked to one question."""
    page.locator(f"button[name=go][value={question}]").click()
    page.locator(f"input[name=step][value={question}]").wait_for(state="attached")


def tell(page):
    """From the story to the page where everything is checked."""
    page.get_by_role("textbox").fill(STORY)
    next_question(page)
    page.get_by_label("Plaats, postcode of gemeente").fill("Ede")
    page.get_by_label("Beschrijf de plek").fill("Kwikstaartpad, achteraan")
    next_question(page)
    page.get_by_label("Wanneer was het, of sinds wanneer?").fill("sinds de kersenpluk")
    for _ in range(3):
        next_question(page)
    page.get_by_label("Wilt u dat we u op een andere manier bereiken?").fill("06 98 76 54 32")
    page.get_by_label("Wanneer en hoe is dat veilig?").fill("op marktdagen")
    next_question(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_SH7_with_javascript_no_request_and_no_answer_holds_a_word_that_was_written(
    visitor, check_axe, shot, width
):
    """SH7, IN1: the browser shows the words, the line never has them, and the signal holds them
    afterwards.
    """
    page = visitor(width)
    at_the_story(page)
    ready(page)
    look(page, "versleuteld-verhaal", check_axe, shot)
    tell(page)
    shown = page.locator("main").inner_text()
    assert [word for word in WORDS if word not in shown] == []
    look(page, "versleuteld-controleren", check_axe, shot)
    change(page, "story")
    page.get_by_role("heading", name="Wat maakt u mee?").wait_for()
    assert page.get_by_role("textbox").input_value() == STORY
    next_question(page)
    assert STORY.splitlines()[1] in page.locator("main").inner_text()
    next_question(page, "Versturen")
    page.get_by_role("heading", name="Uw melding is binnen.").wait_for()
    (signal,) = stored_signals()
    assert story_of(signal) == {
        "what": STORY,
        "where": "Ede\nKwikstaartpad, achteraan",
        "when": "sinds de kersenpluk",
        "contact": "06 98 76 54 32",
        "safe_moment": "op marktdagen",
    }
    assert signal.municipality_id == "GM0228"
    assert [
        word
        for word in WORDS
        if word != "Ede" and (page.traffic.sent_with(word) or page.traffic.answered_with(word))
    ] == []
    assert sum("envelope_what" in text for text in page.traffic.sent) == 2
    assert "Ede" not in {
        value
        for text in page.traffic.sent
        for values in parse_qs(text.partition(" ")[2]).values()
        for value in values
    }
    assert page.elsewhere == []
    assert page.problems == []


def test_SH7_without_javascript_the_page_says_that_the_server_encrypts(visitor, shot):
    """SH7: honest; the report arrives all the same, readable inside the encrypted line only."""
    page = visitor(360, scripts=False)
    at_the_story(page)
    assert page.get_by_text(ON_SERVER).is_visible()
    assert not page.get_by_text(IN_BROWSER).is_visible()
    shot(page, "versleuteld-zonder-javascript")
    tell(page)
    assert page.get_by_text(ON_SERVER).is_visible()
    next_question(page, "Versturen")
    assert story_of(stored_signals()[0])["what"].split() == STORY.split()
    assert page.traffic.sent_with("Zandzegge"), "this search would not find a word that is there"


def test_SH7_short_answers_are_all_of_one_size(visitor):
    """SH7: who sees an envelope does not see whether it holds a village or a sentence."""
    page = visitor()
    at_the_story(page)
    ready(page)
    tell(page)
    sent = {
        name: value
        for text in page.traffic.sent
        for name, (value,) in parse_qs(text.partition(" ")[2]).items()
    }
    assert len({len(value) for name, value in sent.items() if name.startswith("envelope_")}) == 1
    assert len([name for name in sent if name.startswith("envelope_")]) == 6


def test_IN1_after_a_reload_the_words_are_locked_and_travel_along(visitor, check_axe, shot):
    """IN1: nothing is kept on a phone that somebody else may hold; the page says what that means."""
    page = visitor()
    at_the_story(page)
    ready(page)
    tell(page)
    page.reload()
    page.get_by_text("Wat u schreef, is vergrendeld").wait_for()
    assert [word for word in WORDS if word in page.locator("main").inner_text()] == []
    look(page, "versleuteld-vergrendeld", check_axe, shot)
    change(page, "answer")
    page.get_by_label("Wat u hier eerder schreef, gaat mee").first.wait_for()
    look(page, "versleuteld-vergrendeld-veld", check_axe, shot)
    page.get_by_label("Wat u hier eerder schreef, gaat mee").first.uncheck()
    page.get_by_label("Wanneer en hoe is dat veilig?").fill("nooit bellen")
    next_question(page)
    assert "nooit bellen" in page.locator("main").inner_text()
    next_question(page, "Versturen")
    story = story_of(stored_signals()[0])
    assert (story["what"], story.get("contact"), story["safe_moment"]) == (STORY, None, "nooit bellen")


def test_IN1_words_that_are_emptied_are_gone(visitor):
    """IN1: what somebody takes out while the page still knows it does not travel along."""
    page = visitor()
    at_the_story(page)
    ready(page)
    tell(page)
    change(page, "answer")
    page.get_by_label("Wilt u dat we u op een andere manier bereiken?").fill("")
    next_question(page)
    next_question(page, "Versturen")
    assert "contact" not in story_of(stored_signals()[0])


def test_IN2_a_browser_that_cannot_encrypt_sends_as_without_javascript(visitor):
    """IN2: the script does not arrive; the page never promised anything, and the report is not blocked."""
    page = visitor()
    page.route("**/zicht/age.js", lambda route: route.abort())
    at_the_story(page)
    assert page.get_by_text(ON_SERVER).is_visible()
    tell(page)
    next_question(page, "Versturen")
    assert story_of(stored_signals()[0])["what"] == STORY


def test_IN2_when_encrypting_fails_after_it_was_promised_nothing_is_sent_before_the_reporter_knows(
    visitor, shot
):
    """IN2, SH7: the page takes its promise back first; the next press sends, and nothing was lost."""
    page = visitor()
    broken = (
        "export async function envelope(to, bytes) { if (bytes.length > 1) throw new Error('broken'); return"
        " bytes; }"
    )
    page.route("**/zicht/age.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    at_the_story(page)
    ready(page)
    page.get_by_role("textbox").fill(STORY)
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_text("Uw browser kan uw woorden nu niet versleutelen.").wait_for()
    shot(page, "versleuteld-lukt-niet")
    assert page.get_by_text(ON_SERVER).is_visible()
    assert page.traffic.sent_with("Zandzegge") == []
    tell(page)
    next_question(page, "Versturen")
    assert story_of(stored_signals()[0])["what"] == STORY


def test_IN2_when_the_key_is_gone_the_page_still_knows_the_words(visitor, check_axe, shot):
    """IN2: what cannot be opened is asked again, and who did not reload only presses the button."""
    page = visitor()
    at_the_story(page)
    ready(page)
    tell(page)
    keys.begin_version(keys.INTAKE)
    keys.destroy_version(1, keys.INTAKE)
    while page.get_by_role("button", name="Versturen").is_visible():
        next_question(page, "Versturen")
        if page.get_by_role("heading", name="Uw melding is binnen.").is_visible():
            break
        look(page, "versleuteld-onleesbaar", check_axe, shot)
        next_question(page)
    story = story_of(stored_signals()[0])
    assert (story["what"], story["contact"]) == (STORY, "06 98 76 54 32")


def test_SH7_how_to_be_reached_and_messages_leave_the_browser_encrypted(country, visitor, check_axe, shot):
    """SH7, FB3, IN2: on the page that thanks, and in the mailbox."""
    page = visitor()
    at_the_story(page)
    ready(page)
    tell(page)
    next_question(page, "Versturen")
    receipt = page.locator(".zicht-receipt code").inner_text()
    page.locator("summary", has_text="op een andere manier bereiken").click()
    ready(page)
    choose(page, "Een bericht op mijn telefoon")
    page.get_by_label("Telefoonnummer of e-mailadres").fill("06 11 22 33 44")
    next_question(page, "Bewaar mijn keuze")
    page.get_by_text("Uw keuze is bewaard.").wait_for()
    page.goto("/antwoord/")
    page.get_by_label("Uw code").fill(receipt)
    next_question(page, "Lees het antwoord")
    page.get_by_label("Wilt u iets vragen of toevoegen?").fill("Het busje is kersenrood.")
    ready(page)
    look(page, "versleuteld-antwoord", check_axe, shot)
    next_question(page, "Versturen")
    assert "Het busje is kersenrood." in page.locator("main").inner_text()
    assert written(stored_signals()[0].id)[-1] == "Het busje is kersenrood."
    assert "06 11 22 33 44" in written(stored_signals()[0].id)[0]
    assert [word for word in ("kersenrood", "06 11", "06+11") if page.traffic.sent_with(word)] == []
