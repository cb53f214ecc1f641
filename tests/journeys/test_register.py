"""The register on screen: a person from a signal, looked over and notified, on a desk and on a phone (RG1,
RG2).
"""

import pytest

from tests.journeys.walking import press
from zicht.casework.register.persons import identity, services
from zicht.casework.register.tests import cast

pytestmark = pytest.mark.browser


def signed_in(page, live, browser_client, actor):
    """Give the page the session of an actor."""
    client = browser_client.login(actor)
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live}])
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_RG1_RG2_from_a_signal_to_a_notification(
    country, live, browser_client, page_at, check_axe, shot, width
):
    officer, signal = cast.officer(country), country.signal()
    services.register(
        None,
        identity.Identity(initials="Z.V.", birth_year=2001, nationalities=("NL",)),
        actor=cast.police(country),
    )
    page = signed_in(page_at(width), live, browser_client, officer)
    page.goto(f"/werk/register/nieuw/?signaal={signal.id}")
    check_axe(page)
    shot(page, "register-new")
    page.get_by_label("Voornaam").fill("Zoë")
    page.get_by_label("Achternaam").fill("Voorbeeld met een lange achternaam die over de regel gaat")
    page.get_by_label("Geboortejaar").fill("2001")
    page.get_by_label("Nationaliteit", exact=False).first.select_option("NL")
    press(page, "Registreer")
    check_axe(page)
    shot(page, "register-same")
    press(page, "Registreer")
    check_axe(page)
    shot(page, "register-victim")
    press(page, "Melden bij CoMensha", "link")
    check_axe(page)
    page.get_by_label("Seksuele uitbuiting").check()
    page.get_by_label("Toestemming van de betrokkene").check()
    shot(page, "register-notify")
    press(page, "Kijk de melding na")
    shot(page, "register-refused")
    page.problems.clear()  # the refusal itself (409) is what the browser noted
    page.get_by_label("De betrokkene heeft toestemming gegeven").check()
    press(page, "Kijk de melding na")
    check_axe(page)
    shot(page, "register-confirm")
    press(page, "Meld bij CoMensha")
    check_axe(page)
    shot(page, "register-notified")
    for name, address in {
        "list": "/werk/register/",
        "duties": "/werk/register/nog-te-melden/",
        "criteria": "/werk/register/criteria/",
        "decide": f"/werk/register/besluit/{signal.id}/",
        "signal": f"/werk/signalen/{signal.id}/",
    }.items():
        page.goto(address)
        check_axe(page)
        shot(page, f"register-{name}")
