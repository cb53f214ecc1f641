"""The public door as people meet it: with and without JavaScript, on a desk and on a phone, in Dutch and
in English (FB1, IN1, IN2, OP4).
"""

import re

import pytest

from tests.journeys.walking import next_question, press
from zicht.chain.custody import services
from zicht.chain.messages import public_guard
from zicht.chain.signals.models import Signal
from zicht.foundation.access import as_worker

pytestmark = pytest.mark.browser
WIDTHS = [1280, 360]
STORY = "Elke avond stapt een busje uit met acht mannen. Ze slapen in een loods en mogen niet weg."


def choose(page, label):
    page.get_by_label(label, exact=False).first.check()


def look(page, name, check_axe, shot):
    """Keep a picture of the page and check that everyone can use it."""
    shot(page, name)
    if page.scripts:
        check_axe(page)


@pytest.fixture
def visitor(page_at):
    def opened(width, scripts=True):
        page = page_at(width, javascript=scripts)
        page.scripts = scripts
        return page

    return opened


@pytest.fixture
def attack():
    """So many wrong codes within a minute that no people can have typed them."""
    for _ in range(public_guard.WRONG_PER_MINUTE):
        public_guard.note_wrong()
    yield
    public_guard._wrong.clear()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/hulp/",
        "/privacy/",
        "/toegankelijkheid/",
        "/antwoord/",
        "/en/",
        "/en/waar-melden/",
        "/en/cijfers/",
    ],
)
def test_OP4_public_pages_are_accessible_and_fit(visitor, check_axe, shot, path, width):
    page = visitor(width)
    page.goto(path)
    look(page, f"openbaar{path.replace('/', '-')}".rstrip("-"), check_axe, shot)
    assert page.elsewhere == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with_javascript", "without_javascript"])
def test_IN1_IN2_FB1_from_report_to_answer(country, visitor, check_axe, shot, width, scripts):
    """IN1: IN2: FB1: someone in danger reports, chooses how to be reached, and reads and adds in the
    mailbox; nothing is left behind.
    """
    page = visitor(width, scripts)
    seen = pictures_of(page, "melden" if scripts else "melden-zonder-javascript", check_axe, shot)
    is_told_to_call_first(page, seen)
    tells_what_is_happening(page, seen)
    tells_where_and_when(page, seen)
    receipt = sends_it(page, seen)
    chooses_how_to_be_reached(page, seen)
    someone_takes_it_up(country)
    mistypes_the_code(page, seen)
    reads_the_answer_and_adds_something(page, seen, receipt)
    assert page.context.cookies() == []
    assert page.elsewhere == []


def pictures_of(page, name, check_axe, shot):
    """Return a function that looks at a step of this journey."""
    return lambda step: look(page, f"{name}-{step}", check_axe, shot)


def is_told_to_call_first(page, seen):
    page.goto("/")
    press(page, "Melden", "link", exact=True)
    seen("01-gevaar")
    choose(page, "Ja, nu")
    next_question(page)
    seen("02-112")
    next_question(page, "Verder met melden")


def tells_what_is_happening(page, seen):
    seen("03-wie")
    choose(page, "Het gaat over mijzelf")
    next_question(page)
    seen("04-waarover")
    choose(page, "Werk")
    next_question(page)
    next_question(page)
    seen("05-verhaal-leeg")
    page.get_by_label("Wat maakt u mee?").fill(STORY)
    seen("06-verhaal")
    next_question(page)


def tells_where_and_when(page, seen):
    seen("07-waar")
    page.get_by_label("Plaats, postcode of gemeente").fill("Bergen")
    next_question(page)
    seen("08-welke")
    choose(page, "Bergen (L.)")
    next_question(page)
    for step in ("09-wanneer", "10-leeftijd"):
        seen(step)
        next_question(page)
    seen("11-politie")
    choose(page, "Nee, geen politie")
    next_question(page)
    seen("12-antwoord")
    next_question(page)


def sends_it(page, seen) -> str:
    """Check and send; return the receipt, which can be hidden from who looks along."""
    seen("13-controleren")
    assert STORY in page.locator("main").inner_text()
    next_question(page, "Versturen")
    seen("14-ontvangen")
    receipt = page.locator(".zicht-receipt code").inner_text()
    page.get_by_text("Code verbergen of laten zien").click()
    assert not page.locator(".zicht-receipt code").is_visible()
    return receipt


def chooses_how_to_be_reached(page, seen):
    page.locator("summary", has_text="op een andere manier bereiken").click()
    seen("14-bereiken")
    choose(page, "Een bericht op mijn telefoon")
    page.get_by_label("Telefoonnummer of e-mailadres").fill("06 12 34 56 78")
    next_question(page, "Bewaar mijn keuze")
    seen("14-bereiken-bewaard")
    assert "06 12 34 56 78" not in page.locator("main").inner_text()


def someone_takes_it_up(country):
    """What was chosen is stored as it was meant, and the care coordinator begins."""
    with as_worker():
        signal = Signal.objects.get()
    assert (signal.municipality_id, signal.no_police, signal.acute) == ("GM0893", True, True)
    services.take_up(signal.id, actor=country.actor("care_coordinator", holder_of(country, signal)))


def mistypes_the_code(page, seen):
    page.goto("/antwoord/")
    page.get_by_label("Uw code").fill("verkeerd")
    next_question(page, "Lees het antwoord")
    seen("15-code-onbekend")


def reads_the_answer_and_adds_something(page, seen, receipt):
    page.get_by_label("Uw code").fill(receipt.lower().replace("-", " "))
    next_question(page, "Lees het antwoord")
    seen("16-antwoord")
    assert "is met uw melding bezig" in page.locator("main").inner_text()
    page.get_by_label("Wilt u iets vragen of toevoegen?").fill("Het busje is grijs.")
    next_question(page, "Versturen")
    seen("17-toegevoegd")
    assert "Het busje is grijs." in page.locator("main").inner_text()


def holder_of(country, signal) -> str:
    return next(slug for slug, function in country.responsible(signal.id) if function == "care_coordinator")


def test_IN1_the_browsers_own_back_button_goes_to_the_previous_question_and_nothing_is_lost(visitor):
    page = visitor(360)
    page.goto("/")
    press(page, "Melden", "link", exact=True)
    next_question(page)
    choose(page, "Ik heb iets gezien")
    next_question(page)
    choose(page, "Werk")
    next_question(page)
    page.get_by_label("Wat hebt u gezien of gehoord?").fill(STORY)
    page.go_back()
    page.get_by_role("heading", name="Waar gaat het over?").wait_for()
    assert page.get_by_label("Werk").is_checked()
    page.go_back()
    page.get_by_role("heading", name="Wie bent u?").wait_for()
    assert page.get_by_label("Ik heb iets gezien").is_checked()
    next_question(page)
    next_question(page)
    page.get_by_role("heading", name="Wat hebt u gezien of gehoord?").wait_for()
    assert page.get_by_role("textbox").input_value() == STORY


def test_IN1_a_page_that_is_pulled_to_refresh_comes_back_where_it_was(visitor):
    page = visitor(360)
    page.goto("/melden/")
    next_question(page)
    choose(page, "Ik heb iets gezien")
    next_question(page)
    page.get_by_role("heading", name="Waar gaat het over?").wait_for()
    page.reload()
    page.get_by_role("heading", name="Waar gaat het over?").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Wie bent u?").wait_for()
    assert page.get_by_label("Ik heb iets gezien").is_checked()


def test_IN1_after_a_quick_exit_the_back_button_shows_nothing_of_the_report(visitor):
    page = visitor(360)
    page.goto("/melden/")
    next_question(page)
    choose(page, "Het gaat over mijzelf")
    next_question(page)
    next_question(page)
    page.get_by_label("Wat maakt u mee?").fill(STORY)
    next_question(page)
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url(re.compile("knmi"))
    page.go_back()
    page.get_by_role("heading", name="Is er nu iemand in gevaar?").wait_for()
    page.reload()
    page.get_by_role("heading", name="Is er nu iemand in gevaar?").wait_for()
    assert STORY not in page.content()


def test_IN1_a_lost_connection_loses_nothing(visitor):
    page = visitor(360)
    page.goto("/melden/")
    next_question(page)
    next_question(page)
    next_question(page)
    page.get_by_role("textbox").fill(STORY)
    page.context.set_offline(True)
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_text("Misschien is er geen verbinding").wait_for()
    assert page.get_by_role("textbox").input_value() == STORY
    page.context.set_offline(False)
    next_question(page)
    page.get_by_role("heading", name="Waar is het?").wait_for()


def test_IN1_on_a_slow_line_the_page_says_that_it_is_at_work(visitor):
    page = visitor(360)
    page.goto("/melden/")
    held = []
    page.route(
        "**/melden/",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_text("Even geduld").wait_for()
    assert len(held) == 1
    held[0].continue_()
    page.get_by_role("heading", name="Wie bent u?").wait_for()
    assert not page.get_by_text("Even geduld").is_visible()


def test_IN2_the_receipt_is_gone_when_one_goes_back(visitor):
    page = visitor(360)
    page.goto("/melden/")
    for _ in range(3):
        next_question(page)
    page.get_by_role("textbox").fill(STORY)
    next_question(page)
    while not page.get_by_role("button", name="Versturen").is_visible():
        next_question(page)
    next_question(page, "Versturen")
    receipt = page.locator(".zicht-receipt code").inner_text()
    page.go_back()
    page.get_by_role("heading", name="Is er nu iemand in gevaar?").wait_for()
    assert receipt not in page.content()


@pytest.mark.parametrize("scripts", [True, False], ids=["with_javascript", "without_javascript"])
def test_IN1_another_language_halfway_keeps_the_words(visitor, shot, scripts):
    page = visitor(360, scripts)
    page.goto("/melden/")
    for _ in range(3):
        next_question(page)
    page.get_by_role("textbox").fill(STORY)
    next_question(page, "English")
    page.get_by_role("heading", name="What did you see or hear?").wait_for()
    assert page.get_by_role("textbox").input_value() == STORY
    assert page.locator("html").get_attribute("lang") == "en"
    shot(page, f"report-english-{'js' if scripts else 'plain'}")
    next_question(page, "Continue")
    page.get_by_role("heading", name="Where is it?").wait_for()


def test_IN1_the_enter_key_goes_on(visitor):
    page = visitor(1280)
    page.goto("/melden/")
    for _ in range(3):
        next_question(page)
    page.get_by_role("textbox").fill(STORY)
    next_question(page)
    page.get_by_label("Plaats, postcode of gemeente").fill("Ede")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wanneer gebeurt het?").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with_javascript", "without_javascript"])
def test_IN2_under_attack_the_page_works_out_the_sum_by_itself_or_says_how_to_wait(
    country, visitor, attack, scripts
):
    """IN2: with JavaScript one press of the button is enough; without it the page asks to wait and keeps
    the code.
    """
    stored = country.signal()
    page = visitor(1280, scripts)
    page.goto("/antwoord/")
    page.get_by_label("Uw code").fill(stored.receipt)
    next_question(page, "Lees het antwoord")
    if scripts:
        page.get_by_role("heading", name="Uw melding", exact=True).wait_for(timeout=120_000)
        return
    assert page.get_by_text("Wacht een halve minuut").is_visible()
    assert page.get_by_label("Uw code").input_value() == stored.receipt
