"""The pages of sharing: the answer in plain Dutch, sharing in one step, stopping, consent, danger and its
review (SH3, SH5, SH6).
"""

import json
import re
import uuid

import pytest
from django.urls import reverse

from zicht.chain.agreements.tests import cast
from zicht.chain.custody.tests import cast as custody
from zicht.chain.sharing.services import break_glass
from zicht.chain.sharing.tests.sight import level_read
from zicht.doors.cli import main
from zicht.foundation.access import acting
from zicht.testing.markup import packed

EDE, CARE_AWAY, POLICE_AWAY = "gemeente-ede", "zorgcoordinatie-utrecht", "politie-midden-nederland"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def officer(country):
    return country.actor("contact_officer", EDE)


@pytest.fixture
def client(browser_client, officer):
    return browser_client.login(officer)


def question(country, organisation, function, purpose="care") -> dict:
    return {"partij": f"{country.organisation(organisation).id}:{function}", "doel": purpose}


def test_SH3_the_answer_tells_the_basis_what_goes_and_what_stays_and_shares_in_one_step(
    country, client, officer
):
    """SH3."""
    signal = country.signal()
    cast.in_force(country, "riec-covenant")
    url, asked = (
        reverse("sharing:signal_ask", args=[signal.id]),
        question(country, POLICE_AWAY, "tmm", "administrative"),
    )
    text = words(client.get(url, asked))
    assert "Ja, maar alleen de kern" in text
    assert "Grondslag Convenant RIEC (veiligheidspartners) (Convenant RIEC; " in text, (
        "the basis is not said twice"
    )
    page = packed(client.get(url, asked).content.decode())
    assert '<details class="zicht-details"><summary>Een andere partij' in page
    assert "Dit blijft hier het verhaal" in text
    done = client.post(f"{url}doen/", asked | {"key": uuid.uuid4()}, follow=True)
    assert "Gedeeld met" in words(done)
    assert "Zij zien dit al" in words(client.get(url, asked))
    assert level_read(country.actor("tmm", POLICE_AWAY), "signal", signal.id) == 2
    grant = re.search(r'name="deling" value="([^"]+)"', done.content.decode()).group(1)
    assert "gestopt" in words(client.post(f"{url}stoppen/", {"deling": grant}, follow=True))
    assert level_read(country.actor("tmm", POLICE_AWAY), "signal", signal.id) == 0


def test_SH3_a_no_offers_the_ways_out_and_consent_makes_it_a_yes(country, client):
    """SH3: SH6."""
    signal = country.signal()
    cast.in_force(country, "consent")
    url, asked = (
        reverse("sharing:signal_ask", args=[signal.id]),
        question(country, CARE_AWAY, "care_coordinator"),
    )
    answer = client.get(url, asked)
    assert "Nee, tenzij" in words(answer)
    assert "Leg toestemming vast" in words(answer)
    consent = f"{reverse('sharing:signal_consent', args=[signal.id])}?partij={asked['partij']}&doel=care"
    assert "Українська" in words(client.get(consent))
    assert client.post(consent, {}).status_code == 422
    form = {"answer": "given", "manner": "word", "language": "uk", "key": uuid.uuid4()}
    assert "Ja, dit mag" in words(client.post(consent, form, follow=True))
    assert client.post(consent, form | {"answer": "refused", "key": uuid.uuid4()}).status_code == 409


def test_SH3_searching_finds_parties_and_keeps_the_choice(country, client):
    """SH3."""
    url = reverse("sharing:signal_ask", args=[country.signal().id])
    text = words(client.get(url, {"zoek": "Utrecht", "zoeken": "1", "doel": "care"}))
    assert "Zorgcoördinatie mensenhandel Utrecht" in text
    assert client.get(url, {"partij": "onzin", "doel": "care"}).status_code == 422
    asked = question(country, CARE_AWAY, "care_coordinator") | {"zoek": "Nijmegen", "zoeken": "1"}
    assert "<summary>Een andere partij" not in client.get(url, asked).content.decode(), (
        "a search asks nothing yet"
    )


def test_SH3_without_full_sight_the_page_does_not_exist(country, browser_client):
    """SH3: SH2."""
    url = reverse("sharing:signal_ask", args=[country.signal().id])
    assert (
        browser_client.login(country.actor("contact_officer", "gemeente-utrecht")).get(url).status_code == 404
    )


def test_SH5_opening_because_of_danger_shows_the_signal_and_asks_holders_for_a_review(
    country, browser_client
):
    """SH5."""
    signal = country.signal()
    neighbour = browser_client.login(country.actor("contact_officer", "gemeente-utrecht"))
    assert neighbour.get("/werk/noodtoegang/").status_code == 200
    form = {
        "reference": signal.reference.lower(),
        "function": "contact_officer",
        "danger": "life",
        "words": "Zij belde.",
        "key": uuid.uuid4(),
    }
    assert neighbour.post("/werk/noodtoegang/", form | {"reference": "Z-0000-0000"}).status_code == 409
    assert signal.reference in words(neighbour.post("/werk/noodtoegang/", form, follow=True))
    holder = browser_client.login(country.actor("contact_officer", EDE))
    assert "Noodtoegang om na te kijken" in words(holder.get("/werk/"))
    assert "Nog na te kijken" in words(holder.get(reverse("custody:signal", args=[signal.id])))
    with acting(country.actor("contact_officer", EDE)):
        (row,) = break_glass.of(signal.id)
    waiting = words(holder.get("/werk/noodtoegang/nakijken/"))
    assert (
        "(Gemeente Utrecht) opende dit voor zichzelf, als aandachtsfunctionaris. Iemands leven is in gevaar."
        in waiting
    )
    review = reverse("sharing:review", args=[row.pk])
    assert "Zij belde." in words(holder.get(review))
    assert holder.post(review, {}).status_code == 422
    assert "Dank u wel" in words(holder.post(review, {"finding": "justified"}, follow=True))
    assert holder.get(review).status_code == 404


def test_SH3_the_pages_stay_within_their_queries(country, client, django_assert_max_num_queries):
    """SH3."""
    signal = country.signal()
    for template in ("zvh-covenant", "consent", "vital-interest", "safe-home"):
        cast.in_force(country, template)
    url = reverse("sharing:signal_ask", args=[signal.id])
    asked = question(country, CARE_AWAY, "care_coordinator")
    client.get(url, asked)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as done:
        client.get(url, asked)
    assert custody.counted(done.captured_queries) <= custody.LIMIT


def test_SH3_the_command_explains_as_json(country, officer, capsys):
    """SH3."""
    signal = country.signal()
    cast.in_force(country, "riec-covenant")
    ask = [
        "share",
        "explain",
        "--signal",
        str(signal.id),
        "--from",
        EDE,
        "--party",
        POLICE_AWAY,
        "--purpose",
        "administrative",
        "--json",
    ]
    assert main.main(ask) == 0
    found = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert (found["verdict"], found["level"]) == ("partly", "core")
    assert found["basis"][0]["agreement"].startswith("Convenant RIEC")
    assert found["withheld"] == ["narrative", "reporter", "contact"]
    assert {"verdict", "level", "basis", "withheld", "way_out"} <= found.keys()
