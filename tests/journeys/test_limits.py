"""Who has to wait, or asked enough for today, reads it calmly; so does the officer."""

import pytest
from django.urls import reverse

from tests.journeys.test_register import signed_in
from tests.journeys.walking import press
from zicht.casework.deconfliction import services as deconfliction
from zicht.chain.signals.keys import About
from zicht.foundation.accounts import limits
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.asking.words import A_DAY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 360])
def test_OP2_who_guessed_too_often_reads_how_long_to_wait(country, page_at, check_axe, shot, width):
    account = Account.objects.get(pk=country.actor("contact_officer", "gemeente-ede").person_id)
    page = page_at(width)
    page.goto("/inloggen/")
    for _ in range(limits.FREE + 1):
        page.locator("[name=login]").fill(account.email)
        page.locator("[name=password]").fill("zomaar een gok")
        press(page, "Inloggen", exact=True)
    assert "Wacht nog 1 minuut" in page.inner_text("main")
    assert page.locator("[name=login]").input_value() == account.email
    check_axe(page)
    shot(page, "limits-sign-in")
    page.goto("/wachtwoord-vergeten/")
    page.locator("[name=email]").fill("niemand@zicht.example")
    press(page, "Bericht sturen")
    assert "Kijk in uw e-mail" in page.inner_text("h1")


@pytest.mark.parametrize("width", [1280, 360])
def test_SH4_who_asked_enough_for_today_reads_why_and_the_officer_may_allow_more(
    country, live, browser_client, page_at, check_axe, shot, width
):
    asker = country.actor("contact_officer", "gemeente-utrecht")
    today = clock.today()
    for number in range(A_DAY):
        deconfliction.ask(About(phone=f"06 2000 {number:04d}"), today, today, actor=asker)
    page = signed_in(page_at(width), live, browser_client, asker)
    page.goto("/werk/afstemmen/")
    assert "Toch kan hier iemand werken" in page.inner_text("main")
    page.goto(reverse("deconfliction:plan"))
    page.get_by_label("Huisbezoek").check()
    page.get_by_label("Telefoonnummer").fill("06 2000 9999")
    press(page, "Zet het erin en kijk")
    assert "Uw plan is niet bewaard" in page.inner_text("main")
    assert page.get_by_label("Telefoonnummer").input_value() == "06 2000 9999"
    check_axe(page)
    shot(page, "limits-plan")
    officer = country.actor("data_protection_officer", "gemeente-utrecht")
    page = signed_in(page_at(width), live, browser_client, officer)
    page.goto("/werk/navraag/toezicht/")
    check_axe(page)
    shot(page, "limits-officer")
    press(page, "Vandaag 20 vragen meer")
    assert "Uw collega kan vandaag weer vragen" in page.inner_text("body")
    page.goto("/werk/logboek/controlesignalen/")
    page.get_by_label("Telefoonnummer", exact=True).check()
    page.get_by_label("Nummer, kenteken of adres").fill("06 5550 0001")
    press(page, "Plaats het lokgegeven")
    assert "Het lokgegeven staat klaar" in page.inner_text("body")
    check_axe(page)
    shot(page, "limits-decoy")
