"""Two sisters, and one woman under two spellings: recognised while typing, reviewed by CoMensha, merged
and taken back (RG3).
"""

from dataclasses import replace
from datetime import date

import pytest

from tests.journeys.test_register import signed_in
from tests.journeys.walking import next_page, press
from zicht.casework.register.linkage.services import batch, thresholds
from zicht.casework.register.notifying.services import filing
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast
from zicht.foundation.access import as_worker

pytestmark = pytest.mark.browser
WOMAN = identity.Identity(
    given_name="Desislava",
    family_name="Hristova",
    birth_date=date(1996, 4, 21),
    sex="female",
    nationalities=("BG",),
    country_of_origin="BG",
)
SISTER = replace(WOMAN, given_name="Gergana", birth_date=date(1998, 9, 2))


def known(country, *people):
    coordinator = cast.coordinator(country)
    found = [services.register(None, person, actor=coordinator) for person in people]
    for victim in found:
        filing.notify(victim.id, cast.WITH_CONSENT, actor=coordinator)
    return found


@pytest.mark.parametrize("width", [1280, 360])
def test_RG3_while_typing_the_woman_appears_with_reasons_and_her_sister_is_told_apart(
    country, live, browser_client, page_at, check_axe, shot, width
):
    """RG3, acceptance 6: the reasons read as sentences; doubt goes to CoMensha's list."""
    woman, sister = known(country, WOMAN, SISTER)
    page = signed_in(page_at(width), live, browser_client, cast.coordinator(country))
    page.goto("/werk/register/nieuw/")
    page.get_by_label("Voorletters").fill("D.H.")
    page.get_by_label("Geboortejaar").fill("1996")
    page.get_by_role("heading", name=woman.reference).wait_for()
    assert "Zelfde geboortejaar. Dit zegt iets." in page.locator("#lijkt-op").inner_text()
    check_axe(page)
    shot(page, "recognition-initials")
    page.get_by_label("Voorletters").fill("")
    page.get_by_label("Voornaam").fill("Dessislava")
    page.get_by_label("Achternaam").fill("Hristowa")
    page.get_by_label("Geboortejaar").fill("")
    page.get_by_label("Geboortedatum").fill("1996-04-21")
    page.get_by_label("Vrouw").check()
    page.get_by_label("Nationaliteit", exact=False).first.select_option("BG")
    page.get_by_role("heading", name=sister.reference).wait_for()
    told = page.locator("#lijkt-op").inner_text()
    assert "Voornaam klinkt gelijk of is een roepnaam." in told
    assert "Zelfde geboortedatum. Dit zegt veel." in told
    assert "Andere geboortedatum. Dit spreekt er wat tegen." in told
    assert told.index(woman.reference) < told.index(sister.reference)
    check_axe(page)
    shot(page, "recognition-typing")
    press(page, "Registreer")
    check_axe(page)
    shot(page, "recognition-choose")
    page.get_by_role("group", name=f"Is dit dezelfde persoon als {woman.reference}?").get_by_label(
        "Ik weet het niet"
    ).check()
    page.get_by_role("group", name=f"Is dit dezelfde persoon als {sister.reference}?").get_by_label(
        "Iemand anders"
    ).check()
    press(page, "Ga verder met deze keuze")
    check_axe(page)
    press(page, "Kijk of deze persoon al bekend is", "link")
    check_axe(page)
    shot(page, "recognition-known")


def test_RG3_without_javascript_the_page_in_between_does_the_same(country, live, browser_client, page_at):
    (woman,) = known(country, WOMAN)
    page = signed_in(page_at(1280, javascript=False), live, browser_client, cast.coordinator(country))
    page.goto("/werk/register/nieuw/")
    page.get_by_label("Voorletters").fill("D.H.")
    page.get_by_label("Geboortejaar").fill("1996")
    press(page, "Registreer")
    assert "Misschien is deze persoon al bekend" in page.inner_text("main")
    page.get_by_label("Dezelfde persoon", exact=True).check()
    press(page, "Ga verder met deze keuze")
    assert woman.reference in page.inner_text("h1")


@pytest.mark.parametrize("width", [1280, 360])
def test_RG3_the_registrar_reviews_merges_and_takes_back_with_the_keyboard(
    country, live, browser_client, page_at, check_axe, shot, width
):
    woman, spelled, _ = known(
        country, WOMAN, replace(WOMAN, given_name="Dessislava", family_name="Hristowa"), SISTER
    )
    with as_worker():
        batch.run()
    thresholds.choose(0.97, actor=cast.registrar(country, 1))
    page = signed_in(page_at(width), live, browser_client, cast.registrar(country))
    for name in ("drempel/?threshold=0,97", "samengevoegd/"):
        page.goto(f"/werk/register/dubbel/{name}")
        check_axe(page)
        shot(page, f"recognition-{name.split('/')[0]}")
    page.goto("/werk/register/dubbel/")
    check_axe(page)
    shot(page, "recognition-review")
    page.get_by_role("button", name="1 Samenvoegen").focus()
    with next_page(page):
        page.keyboard.press("Enter")
    assert "tellen nu als één persoon" in page.inner_text("body")
    page.goto(f"/werk/register/{spelled.id}/")
    assert woman.reference in page.inner_text("main")
    check_axe(page)
    shot(page, "recognition-merged")
    page.goto("/werk/register/dubbel/samengevoegd/")
    press(page, "Ongedaan maken", "link")
    check_axe(page)
    page.get_by_label("Het blijken verschillende personen").check()
    press(page, "Ongedaan maken")
    assert "Iedereen telt weer zoals daarvoor" in page.inner_text("body")
    check_axe(page)
    for name in (
        "edities/?jaar=2022&op=2023-03-01",
        "uitleveren/",
        "volledigheid/",
        "nog-te-melden/?toon=rekent-op-ander",
    ):
        page.goto(f"/werk/register/{name}")
        check_axe(page)
        shot(page, f"register-{name.split('/')[0]}")


@pytest.mark.parametrize("width", [1280, 360])
def test_RG4_what_comensha_asks_is_answered_in_place(
    country, live, browser_client, page_at, check_axe, shot, width
):
    coordinator = cast.coordinator(country)
    victim = services.register(None, identity.Identity(initials="A.B.", birth_year=1999), actor=coordinator)
    filing.notify(victim.id, replace(cast.WITH_CONSENT, forms=("unknown",)), actor=coordinator)
    page = signed_in(page_at(width), live, browser_client, coordinator)
    page.goto("/werk/register/vragen/")
    check_axe(page)
    shot(page, "register-questions")
    press(page, victim.reference, "link")
    check_axe(page)
    shot(page, "register-answer")
    page.get_by_label("Vrouw").check()
    press(page, "Bewaar")
    assert "Dank u wel" in page.inner_text("body")
