"""A signal from the front door (IN3): on a phone, without a mouse or network, and without JavaScript."""

import time

import pytest
from django.test import Client

from tests.journeys.walking import press
from zicht.chain.signals.models import Signal
from zicht.foundation.access import as_worker
from zicht.testing.base import SignedInClient

pytestmark = pytest.mark.browser
START = "/werk/signaal-geven/"
STORY = "Vier mensen slapen in de garage naast het restaurant. De eigenaar brengt ze met een busje."


@pytest.fixture
def signed_in(country, live):
    """Return a function that signs an enforcement officer of Ede in to a browser page."""
    signed = SignedInClient()
    signed.client = Client(SERVER_NAME="localhost")
    signed.login(country.actor("reporter", "gemeente-ede"))
    cookie = signed.client.cookies["sessionid"].value

    def sign_in(page):
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live}])
        return page

    return sign_in


def signals() -> list[Signal]:
    with as_worker():
        return list(Signal.objects.all())


def fill(page):
    page.get_by_label("Wat zag of hoorde u?").fill(STORY)
    page.get_by_label("Arbeidsuitbuiting of ernstige benadeling").check()


@pytest.mark.parametrize("width", [360, 1280])
def test_IN3_from_the_front_door_in_under_a_minute(page_at, signed_in, check_axe, shot, width):
    page = signed_in(page_at(width))
    page.goto(START)
    check_axe(page)
    shot(page, "signaal-geven-leeg")
    begun = time.monotonic()
    fill(page)
    page.locator("#kenmerken").get_by_label("Slaapt op de plek waar wordt gewerkt").check()
    page.get_by_label("Iemand is jonger dan 18").check()
    shot(page, "signaal-geven-ingevuld")
    press(page, "Verstuur signaal")
    assert time.monotonic() - begun < 60
    (signal,) = signals()
    assert signal.reference in page.get_by_role("heading", level=1).inner_text()
    assert (signal.municipality_id, signal.minor, signal.indicators) == ("GM0228", True, ["sleeps_at_work"])
    check_axe(page)
    shot(page, "signaal-gegeven")
    press(page, "Mijn signalen", "link")
    check_axe(page)
    shot(page, "mijn-signalen")


@pytest.mark.parametrize("width", [360, 1280])
def test_IN5_what_is_sent_once_more_is_added_and_the_page_says_so(page_at, signed_in, check_axe, shot, width):
    """IN5: with the script on; it follows the redirect itself, and the page that opens must still say so."""
    page = signed_in(page_at(width))
    page.goto(START)
    fill(page)
    press(page, "Verstuur signaal")
    page.goto(START)
    page.get_by_label("Wat zag of hoorde u?").fill(f"{STORY} Ook een bus, kenteken 12-ABC-3.")
    page.get_by_role("button", name="Verstuur signaal").click()
    add = page.get_by_role("button", name="Toevoegen aan uw signaal van net")
    add.wait_for()
    check_axe(page)
    shot(page, "signaal-van-net")
    press(page, "Toevoegen aan uw signaal van net")
    assert page.get_by_text("Wat u erbij schreef, is toegevoegd aan uw signaal.").is_visible()
    assert len(signals()) == 1
    check_axe(page)
    shot(page, "signaal-toegevoegd")


def test_IN3_without_a_network_the_report_waits_on_the_screen_and_is_sent_once(page_at, signed_in, shot):
    page = signed_in(page_at(360))
    page.goto(START)
    page.context.set_offline(True)
    page.get_by_text("U hebt nu geen verbinding").wait_for()
    fill(page)
    page.get_by_role("button", name="Verstuur signaal").click()
    page.get_by_text("Uw signaal is nog niet verstuurd").wait_for()
    shot(page, "signaal-geven-wacht")
    page.get_by_role("button", name="Verstuur signaal").click()
    assert signals() == []
    page.context.set_offline(False)
    page.wait_for_url("**/mijn/**")
    assert len(signals()) == 1


def test_IN3_a_phone_without_a_network_still_opens_the_empty_form_and_keeps_no_words(
    page_at, signed_in, shot
):
    page = signed_in(page_at(360))
    page.goto(START)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function("() => caches.match('/werk/signaal-geven/zonder-netwerk/').then(Boolean)")
    page.context.set_offline(True)
    page.goto(START)
    page.get_by_text("U hebt nu geen verbinding").wait_for()
    fill(page)
    page.get_by_role("button", name="Verstuur signaal").click()
    page.get_by_text("Uw signaal is nog niet verstuurd").wait_for()
    shot(page, "signaal-geven-zonder-netwerk")
    assert kept_on_this_device(page) == ["/werk/signaal-geven/zonder-netwerk/"]
    page.context.set_offline(False)
    page.wait_for_url("**/mijn/**")
    assert len(signals()) == 1


def kept_on_this_device(page) -> list[str]:
    """The addresses in the browser's cache other than looks, after checking that no store holds a word of
    the story.
    """
    found = page.evaluate("""async () => {
            const kept = [];
            for (const name of await caches.keys()) {
                const store = await caches.open(name);
                for (const request of await store.keys()) {
                    const text = await (await store.match(request)).text();
                    kept.push([new URL(request.url).pathname, text]);
                }
            }
            const bases = await indexedDB.databases();
            return {kept, stored: JSON.stringify([{...localStorage}, {...sessionStorage}, bases])};
        }""")
    assert STORY not in found["stored"]
    assert not any(STORY in text for _, text in found["kept"])
    return [address for address, _ in found["kept"] if not address.startswith("/static/")]


def test_IN3_a_draft_is_kept_while_typing_and_is_there_later(page_at, signed_in, check_axe, shot):
    page = signed_in(page_at(360))
    page.goto(START)
    fill(page)
    page.get_by_text("Bewaard als concept om").wait_for(timeout=15_000)
    page.goto(f"{START}concepten/")
    check_axe(page)
    shot(page, "concepten")
    press(page, "Ga verder", "link")
    assert page.get_by_label("Wat zag of hoorde u?").input_value() == STORY
    press(page, "Verstuur signaal")
    page.goto(f"{START}concepten/")
    page.get_by_text("U hebt geen concepten").wait_for()


def test_IN3_a_mistake_keeps_everything_that_was_typed(page_at, signed_in, check_axe, shot):
    page = signed_in(page_at(360))
    page.goto(START)
    fill(page)
    page.get_by_label("In welke gemeente?").fill("Nergenshuizen")
    page.get_by_role("button", name="Verstuur signaal").click()
    page.get_by_text("Deze plaats kennen we niet").first.wait_for()
    assert page.get_by_label("Wat zag of hoorde u?").input_value() == STORY
    shot(page, "signaal-geven-fout")
    page.problems.clear()  # the browser itself notes the answer 422
    check_axe(page)
    page.get_by_label("In welke gemeente?").fill("Ede")
    press(page, "Verstuur signaal")
    assert len(signals()) == 1


def test_IN3_everything_works_without_javascript(page_at, signed_in, shot):
    page = signed_in(page_at(360, javascript=False))
    page.goto(START)
    fill(page)
    page.get_by_text("Andere kenmerken").click()
    page.get_by_label("Heeft meer telefoons").check()
    press(page, "Bewaar als concept")
    press(page, "Ga verder", "link")
    assert page.get_by_label("Heeft meer telefoons").is_checked()
    page.locator("[name=photos]").set_input_files(
        {"name": "deur.png", "mimeType": "image/png", "buffer": picture()}
    )
    press(page, "Verstuur signaal")
    (signal,) = signals()
    assert (signal.form, signal.indicators) == ("labour", ["several_phones"])


def picture() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 20), "navy").save(out, "PNG")
    return out.getvalue()
