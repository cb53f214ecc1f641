"""The pages of the table: for whom, within how many queries, and without a lost word (TB1, TB2, TB5)."""

import io

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx.oxml.ns import qn

from zicht.casework.register.persons import services as register
from zicht.casework.register.persons.identity import Identity
from zicht.casework.tables import queries
from zicht.casework.tables.models import AgendaItem, Meeting, Table
from zicht.casework.tables.services import placing, writing
from zicht.casework.tables.tests import cast
from zicht.chain.agreements.tests import cast as agreement_cast
from zicht.foundation.access import acting
from zicht.testing import days, pdf_ua

SCRIPT = {"HTTP_X_REQUESTED_WITH": "zicht"}


@pytest.fixture
def director(country):
    return cast.director(country)


@pytest.fixture
def client(director, browser_client):
    return browser_client.login(director)


def test_TB1_from_table_to_agenda_to_item_on_screen(country, client, director):
    """TB1: make a table, plan, place what is proposed, run."""
    agreement_cast.in_force(country)
    page = client.get(reverse("tables:new"))
    seats = [f"{country.actor(*post).organisation_id}|{post[0]}" for post in (cast.CARE, cast.POLICE)]
    data = {
        "name": "Drieluik",
        "kind": "drieluik",
        "agreement": page.context["possible"][0].pk,
        "weeks": 2,
        "seats": seats,
    }
    assert client.post(reverse("tables:new"), data).status_code == 302
    with acting(director):
        table = Table.objects.get()
    url = reverse("tables:table", args=[table.pk])
    assert client.post(url, {"starts_at": ""}).status_code == 422
    assert (
        client.post(
            url, {"starts_at": f"{days.working_morning():%Y-%m-%dT10:00}", "place": "Ede"}
        ).status_code
        == 302
    )
    with acting(director):
        meeting = Meeting.objects.get()
    stored = country.signal()
    text = client.get(reverse("tables:agenda", args=[meeting.pk])).content.decode()
    assert "Hier omdat: nieuw sinds de vorige keer" in text
    client.post(reverse("tables:place", args=[meeting.pk]), {"signaal": [stored.id]})
    client.post(reverse("tables:start", args=[meeting.pk]))
    page = client.get(reverse("tables:meeting", args=[meeting.pk])).content.decode()
    assert "nieuw sinds de vorige keer" in page
    assert "jonge vrouw werkt elke nacht" in page


def test_TB1_without_an_agreement_the_page_says_what_is_needed(client):
    """TB1: no dead end."""
    assert "geldende afspraak" in client.get(reverse("tables:new")).content.decode()


def test_TB1_a_text_saves_itself_and_a_stale_one_gets_an_offer(country, client, director):
    """TB1: 200 with the number, 409 with both texts; nothing overwritten."""
    _, item, _ = cast.placed(country)
    url = reverse("tables:write", args=[item.pk])
    done = client.post(url, {"part": "decision", "text": "Zorg eerst.", "seen": 0}, **SCRIPT)
    assert (done.status_code, done.json()["number"]) == (200, 1)
    writing.write(item.pk, "decision", "Politie eerst.", 1, actor=country.actor(*cast.POLICE))
    stale = client.post(url, {"part": "decision", "text": "Zorg eerst, morgen.", "seen": 1}, **SCRIPT)
    assert stale.status_code == 409
    assert {"Politie eerst.", "Zorg eerst, morgen."} <= set(stale.json()["offer"].split("\n"))


def test_TB1_without_a_script_the_page_offers_both_texts(country, client):
    """TB1: also in a browser without JavaScript."""
    _, item, _ = cast.placed(country)
    writing.write(item.pk, "decision", "Politie eerst.", 0, actor=country.actor(*cast.POLICE))
    page = client.post(
        reverse("tables:write", args=[item.pk]), {"part": "decision", "text": "Zorg eerst.", "seen": 0}
    )
    assert page.status_code == 409
    for words in ("Politie eerst.", "Zorg eerst."):
        assert words in page.content.decode()


def test_TB2_the_close_button_does_not_close_a_presumed_victim(country, client, director):
    """TB2: interface: told calmly, still open."""
    stored, item, _ = cast.placed(country)
    register.register(stored.id, Identity(given_name="Zoë"), actor=country.actor(*cast.CARE))
    for said in ("yes", "no", ""):
        client.post(reverse("tables:close", args=[item.pk]), {"victim_presumed": said, "seen": 1})
        with acting(director):
            assert AgendaItem.objects.get(pk=item.pk).state == "open"


def test_TB5_minutes_come_as_accessible_pdf_and_docx(country, client, director):
    """TB5: tagged PDF/UA with a title and language; DOCX with headings and a heading row; both hold the
    decision.
    """
    import pypdf

    _, item, meeting = cast.placed(country)
    writing.write(item.pk, "decision", "Zorg gaat bellen.", 0, actor=director)
    writing.promise(
        item.pk,
        "Belt de opvang.",
        country.organisation(cast.CARE[1]),
        meeting.starts_at.date(),
        actor=director,
    )
    content = client.get(reverse("tables:minutes_pdf", args=[meeting.pk])).content
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert pdf_ua.failures(content) == []
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Zorg gaat bellen." in text
    found = docx.Document(io.BytesIO(client.get(reverse("tables:minutes_docx", args=[meeting.pk])).content))
    assert any("Zorg gaat bellen." in paragraph.text for paragraph in found.paragraphs)
    assert found.tables[0].rows[1].cells[1].text == "Belt de opvang."
    assert found.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert round(found.sections[0].page_width.cm, 1) == 21
    assert {language.get(qn("w:val")) for language in found.styles.element.iter(qn("w:lang"))} == {"nl-NL"}


@pytest.mark.parametrize(
    "name", ["tables:meeting", "tables:agenda", "tables:projector", "tables:minutes_pdf"]
)
def test_TB1_strangers_find_no_meeting(country, browser_client, name):
    """TB1: not signed in: to the door; no permission: 403; no seat: 404."""
    _, _, meeting = cast.placed(country)
    url = reverse(name, args=[meeting.pk])
    assert Client().get(url).status_code == 302
    assert browser_client.login(country.actor("researcher")).get(url).status_code == 403
    assert browser_client.login(country.actor(*cast.UTRECHT)).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["tables:list", "tables:table", "tables:agenda", "tables:meeting", "tables:projector"]
)
def test_TB1_pages_read_the_same_however_many_items_there_are(country, client, name):
    """TB1: five items cost as many queries as one."""
    meeting = cast.meeting(country)
    parts = {"tables:list": [], "tables:table": [meeting.table_id]}.get(name, [meeting.pk])
    placing.join(meeting.pk, actor=cast.director(country))
    cast.placed(country, meeting)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name, args=parts))
        counts.append(len(asked))
        for _ in range(4):
            cast.placed(country, meeting)
    assert counts[1] <= counts[0]


def test_TB1_the_chair_moves_and_parks_on_screen(country, client, director):
    """TB1: reorder and park."""
    meeting = cast.meeting(country)
    first, second = cast.placed(country, meeting)[1], cast.placed(country, meeting)[1]
    client.post(reverse("tables:move", args=[meeting.pk]), {"punt": second.pk, "naar": "omhoog"})
    with acting(director):
        assert [row.item_id for row in queries.agenda(meeting)] == [second.pk, first.pk]
    client.post(reverse("tables:park", args=[first.pk]))
    assert "Geparkeerd" in client.get(reverse("tables:agenda", args=[meeting.pk])).content.decode()


def test_TB5_confirming_on_screen_shows_first_what_leaves(country, client, director):
    """TB5: look over, confirm once."""
    _, item, meeting = cast.placed(country)
    client.post(reverse("tables:draft", args=[item.pk, meeting.pk]), {"phrase": "table"})
    url = reverse("tables:confirm", args=[meeting.pk])
    assert "bericht aan de melder" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    with acting(director):
        assert Meeting.objects.get().state == "confirmed"
