"""Acceptance 2: the whole life of a signal in a real browser, from a citizen's first word to the figures.

Every page is looked at on a desk and on a phone, checked for accessibility, and kept as a picture in
`artefacts/journeys/`.
"""

import pytest

from tests.journeys.walking import next_page, next_question, press
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting, as_worker
from zicht.sight.figures import building as figures
from zicht.sight.figures.queries import trend
from zicht.sight.funnel import building as funnels
from zicht.sight.funnel.queries import funnel

pytestmark = pytest.mark.browser

STORY = "Elke nacht brengt een man een jonge vrouw naar het hotel. Ze mag niet alleen naar buiten en is bang."
WORK_STORY = "Acht mannen slapen in een loods naast de kas. Hun paspoorten liggen bij de baas."
ADDED = "De receptie kent de man. Hij betaalt steeds contant en vraagt altijd om de achterste kamer."
WORD = "Dank u wel. Door uw bericht is zij nu op een veilige plek."


@pytest.fixture
def look(check_axe, shot):
    """Look at a page on a desk and on a phone: a picture of both, nothing in the way of anyone."""
    step = iter(range(1, 100))

    def looked(page, name: str):
        number = next(step)
        for width, height in ((360, 740), (1280, 900)):
            page.set_viewport_size({"width": width, "height": height})
            shot(page, f"leven-{number:02}-{name}")
            if page.scripts:
                check_axe(page)

    return looked


@pytest.fixture
def citizen(page_at, look):
    """Return a function that reports as a citizen, question by question, and returns the page with the
    receipt on it.
    """

    def reported(about: str, story: str, javascript: bool):
        page = page_at(1280, javascript=javascript)
        page.scripts = javascript
        name = "melden" if javascript else "melden-zonder-javascript"
        page.goto("/")
        press(page, "Melden", "link", exact=True)
        answers = {
            "gevaar": ("Nee, niet op dit moment", None),
            "wie": ("Ik heb iets gezien of gehoord", None),
            "waarover": (about, None),
            "verhaal": ("Wat hebt u gezien of gehoord?", story),
            "waar": ("Plaats, postcode of gemeente", "Ede"),
            "wanneer": ("Wanneer zag of hoorde u het?", "Gisteren nacht, rond twee uur."),
            "leeftijd": ("Nee", None),
        }
        for step, (label, words) in answers.items():
            field = page.get_by_label(label).first
            field.check() if words is None else field.fill(words)
            look(page, f"{name}-{step}")
            next_question(page)
        look(page, f"{name}-nakijken")
        next_question(page, "Versturen")
        look(page, f"{name}-ontvangen")
        return page

    return reported


def _open(page, reference: str) -> None:
    with next_page(page):
        page.locator("article", has_text=reference).get_by_role("link").first.click()


def _main(page) -> str:
    return page.locator("main").inner_text()


def _signal_about(form: str) -> Signal:
    with as_worker():
        return Signal.objects.get(form=form)


def _measured(country) -> tuple[dict, dict]:
    """Count again, as the nightly jobs do, and return the funnel and the number of persons by year."""
    funnels.rebuild()
    figures.rebuild()
    with acting(country.actor("chain_director", "zvh-gelderland-midden")):
        steps = {key: number for key, _, number in funnel().steps}
    with acting(country.actor("registrar", "comensha")):
        return steps, trend()


@pytest.mark.slow
def test_the_whole_life_of_a_signal(country, citizen, colleague, look):
    """A citizen reports; it is seen at once, taken up, enriched, handed over, registered, notified, ended
    and answered.
    """
    before, persons_before = _measured(country)
    citizen("Werk", WORK_STORY, javascript=False)
    reporter = citizen("Seks of prostitutie", STORY, javascript=True)
    receipt = reporter.locator(".zicht-receipt code").inner_text()
    reference = _signal_about("sexual").reference

    officer = colleague("contact_officer", "gemeente-ede")
    look(officer, "mijn-werk-aandachtsfunctionaris")
    assert reference in _main(officer)
    coordinator = colleague("care_coordinator", "zorgcoordinatie-gelderland-midden")
    director = colleague("chain_director", "zvh-gelderland-midden")
    for core, name in ((coordinator, "zorgcoordinator"), (director, "ketenregisseur")):
        look(core, f"mijn-werk-{name}")
        assert reference in _main(core)

    _officer_takes_up_and_hands_over(officer, reference, look)
    _coordinator_accepts_and_notifies(coordinator, reference, look)
    _registrar_sees(colleague("registrar", "comensha"), look)
    _coordinator_ends(coordinator, reference, look)
    _citizen_reads(reporter, receipt, look)

    after, persons_after = _measured(country)
    assert {
        step: after[step] - before[step]
        for step in ("received", "taken_up", "assessed", "registered", "closed")
    } == {
        "received": 2,
        "taken_up": 1,
        "assessed": 1,
        "registered": 1,
        "closed": 1,
    }
    assert sum(persons_after.values()) == sum(persons_before.values()) + 1
    _everyone_sees_the_figures(director, look)


def _officer_takes_up_and_hands_over(page, reference, look):
    _open(page, reference)
    page.get_by_text("Waarom ligt dit hier?").click()
    look(page, "signaal")
    assert STORY in _main(page)
    assert "Gemeente Ede" in _main(page)
    press(page, "Ik pak dit op", exact=True)
    look(page, "opgepakt")
    press(page, "Waarneming toevoegen", "link")
    page.get_by_label("Wat weet u erbij?").fill(ADDED)
    look(page, "waarneming")
    press(page, "Toevoegen", exact=True)
    press(page, "Oordeel geven", "link")
    page.get_by_label("Waarschijnlijk mensenhandel").check()
    page.get_by_label("De kenmerken wijzen hierop").check()
    look(page, "oordeel")
    press(page, "Oordeel opslaan", exact=True)
    press(page, "Overdragen", "link")
    page.get_by_label("Zorgcoördinator: Zorgcoördinatie mensenhandel Gelderland-Midden").check()
    page.get_by_label("Wat vraagt u?").select_option(label="Hulp regelen")
    page.get_by_label("Waarom draagt u het over?").fill("Er is nu vooral hulp en een veilige plek nodig.")
    look(page, "overdragen")
    press(page, "Overdracht aanbieden", exact=True)
    look(page, "overdracht-aangeboden")
    assert "tot de ander het aanneemt" in _main(page)


def _coordinator_accepts_and_notifies(page, reference, look):
    page.goto("/werk/")
    look(page, "mijn-werk-met-vraag")
    with next_page(page):
        page.locator("section", has_text="Iemand vraagt u").get_by_role("link").first.click()
    look(page, "overdracht-beantwoorden")
    press(page, "Ik neem dit over", exact=True)
    look(page, "overgenomen")
    assert ADDED in _main(page)
    press(page, "Vermoedelijk slachtoffer registreren", "link")
    page.get_by_label("Voornaam").fill("Maria")
    page.get_by_label("Achternaam").fill("Voorbeeld")
    page.get_by_label("Geboortejaar").fill("2001")
    page.get_by_label("Vrouw").check()
    page.locator("[name=nationality]").select_option(label="Roemenië")
    look(page, "registreren")
    press(page, "Registreer", exact=True)
    look(page, "persoon")
    press(page, "Melden bij CoMensha", "link")
    page.get_by_label("Seksuele uitbuiting").check()
    page.locator("[name=criterion]").first.check()
    page.get_by_label("Toestemming van de betrokkene").check()
    page.get_by_label("De betrokkene heeft toestemming gegeven").check()
    look(page, "melden-bij-comensha")
    press(page, "Kijk de melding na", exact=True)
    look(page, "melding-nakijken")
    press(page, "Meld bij CoMensha", exact=True)
    look(page, "gemeld")
    assert "Zorgcoördinatie mensenhandel Gelderland-Midden" in _main(page)


def _registrar_sees(page, look):
    page.goto("/werk/register/")
    look(page, "register-van-comensha")
    press(page, "V-", "link")
    look(page, "persoon-bij-comensha")
    assert "Maria" in _main(page)


def _coordinator_ends(page, reference, look):
    page.goto("/werk/")
    _open(page, reference)
    press(page, "Afronden", "link")
    page.get_by_label("Gemeld bij CoMensha").check()
    page.get_by_label("Gesprek met de betrokkene").check()
    page.get_by_label("Persoonlijk woord aan de melder").fill(WORD)
    look(page, "afronden")
    press(page, "Verder", exact=True)
    look(page, "afronden-bevestigen")
    assert WORD in _main(page)
    press(page, "Ja, rond af", exact=True)
    look(page, "afgesloten")
    assert "Afgesloten" in _main(page)


def _citizen_reads(page, receipt, look):
    page.goto("/antwoord/")
    page.get_by_label("Uw code").fill(receipt)
    look(page, "code-invullen")
    next_question(page, "Lees het antwoord")
    look(page, "antwoord-lezen")
    assert WORD in _main(page)


def _everyone_sees_the_figures(page, look):
    for path, name in (
        ("/werk/regio/", "regio"),
        ("/werk/trechter/", "trechter"),
        ("/werk/cijfers/", "cijfers"),
        ("/cijfers/", "cijfers-openbaar"),
    ):
        page.goto(path)
        look(page, name)
