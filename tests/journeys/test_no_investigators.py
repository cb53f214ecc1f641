"""A labour victim who says no to the police, in a real browser: what the receipt names is what gets it, and
the wish can be changed later (RT6, IN2).
"""

import pytest

from tests.journeys.walking import next_question
from zicht.chain.feedback.words import role_in_words
from zicht.chain.grants.models import Grant
from zicht.chain.signals.models import Signal, Wish
from zicht.foundation.access import as_worker
from zicht.foundation.organisations.vocabulary import INVESTIGATING_FUNCTIONS

pytestmark = pytest.mark.browser
WIDTHS = [1280, 360]


@pytest.fixture
def visitor(page_at):
    def opened(width, scripts):
        page = page_at(width, javascript=scripts)
        page.scripts = scripts
        return page

    return opened


def choose(page, label):
    page.get_by_label(label, exact=False).first.check()


def reports(page, danger: str) -> str:
    """Walk the door as the victim of bad work in Ede who wants no police; return the receipt."""
    page.goto("/melden/")
    choose(page, danger)
    next_question(page)
    if danger == "Ja, nu":
        next_question(page, "Verder met melden")
    choose(page, "Het gaat over mijzelf")
    next_question(page)
    choose(page, "Werk")
    next_question(page)
    next_question(page)
    page.get_by_label("Wat maakt u mee?").fill("Mijn baas houdt mijn paspoort en betaalt niet.")
    next_question(page)
    page.get_by_label("Plaats, postcode of gemeente").fill("Ede")
    next_question(page)
    while not page.get_by_label("Nee, geen politie").is_visible():
        next_question(page)
    if danger == "Ja, nu":
        assert "Dan hoort de politie het toch" in page.locator("main").inner_text()
    choose(page, "Nee, geen politie")
    next_question(page)
    while not page.get_by_role("button", name="Versturen", exact=True).is_visible():
        next_question(page)
    next_question(page, "Versturen")
    return page.locator(".zicht-receipt code").inner_text()


def gets_it(signal) -> set[str]:
    with as_worker():
        return set(Grant.objects.filter(subject_id=signal.id).values_list("function", flat=True))


def named(page) -> set[str]:
    """The functions whose words stand in the lists of the receipt page."""
    told = page.locator("ol li ul li").all_inner_texts()
    return {name for name in ROLES if any(line.startswith(str(role_in_words(name))) for line in told)}


ROLES = (
    *sorted(INVESTIGATING_FUNCTIONS),
    *("contact_officer", "chain_director", "care_coordinator", "safe_home", "duty_officer", "fallback_desk"),
)


def stored() -> Signal:
    with as_worker():
        return Signal.objects.get()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with_javascript", "without_javascript"])
def test_RT6_what_the_receipt_names_is_what_gets_it(country, visitor, shot, check_axe, width, scripts):
    page = visitor(width, scripts)
    reports(page, "Nee")
    shot(page, f"geen-opsporing-ontvangen-{'js' if scripts else 'zonder'}")
    signal = stored()
    assert (signal.form, signal.no_police, signal.municipality_id) == ("labour", True, "GM0228")
    assert named(page) == gets_it(signal)
    assert "care_coordinator" in named(page)
    assert not named(page) & INVESTIGATING_FUNCTIONS
    if scripts:
        check_axe(page)


def test_RT6_with_danger_the_page_said_before_sending_that_the_police_hears_it(country, visitor):
    page = visitor(1280, True)
    reports(page, "Ja, nu")
    assert named(page) == gets_it(stored())
    assert named(page) & INVESTIGATING_FUNCTIONS == {"tmm"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with_javascript", "without_javascript"])
def test_RT6_the_wish_is_changed_with_the_receipt(country, visitor, shot, check_axe, width, scripts):
    stored_signal = country.signal(form="labour", no_police=True)
    page = visitor(width, scripts)
    page.goto("/antwoord/")
    page.get_by_label("Uw code").fill(stored_signal.receipt)
    next_question(page, "Lees het antwoord")
    page.locator("summary", has_text="veranderen over politie en opsporing").click()
    shot(page, f"wens-{'js' if scripts else 'zonder'}")
    choose(page, "Het mag, als dat mij helpt")
    next_question(page, "Bewaar wat ik wil")
    assert "opsporing mag meekijken" in page.locator("main").inner_text()
    shot(page, f"wens-veranderd-{'js' if scripts else 'zonder'}")
    with as_worker():
        assert Wish.objects.get().no_police is False
    assert not gets_it(stored_signal) & INVESTIGATING_FUNCTIONS
    if scripts:
        check_axe(page)
