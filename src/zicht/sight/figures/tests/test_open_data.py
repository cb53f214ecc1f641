"""Open data can be found by data portals and read as it is: DCAT-AP-NL, formats, permanent addresses, fact
sheets (IS2).
"""

import html
import io
import json
import re
from pathlib import Path

import pyshacl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from rdflib import Graph

from zicht.sight.figures.vocabulary import Division
from zicht.sight.figures.words import municipality_names, region_names
from zicht.testing.markup import packed

SHAPES = Path(__file__).parent / "dcat_ap_nl.ttl"


@pytest.fixture
def described(published):
    response = Client().get("/cijfers/catalogus.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    return response.json()


def findings(described: dict) -> str:
    """What the shapes of DCAT-AP and DCAT-AP-NL have against a catalogue; empty when nothing."""
    catalogue = Graph().parse(data=json.dumps(described), format="json-ld")
    fine, _, told = pyshacl.validate(catalogue, shacl_graph=Graph().parse(SHAPES), inference="none")
    return "" if fine else told


def test_IS2_the_catalogue_satisfies_the_shapes_of_DCAT_AP_NL(described):
    """IS2: mandatory and recommended properties, how often each may be given, kinds of values and classes
    (dcat_ap_nl.ttl).
    """
    assert findings(described) == ""


@pytest.mark.parametrize(
    "where",
    [
        ("dct:publisher",),
        ("dcat:contactPoint",),
        ("dcat:dataset", 0, "dcat:theme"),
        ("dcat:dataset", 0, "dct:identifier"),
        ("dcat:dataset", 0, "dct:accessRights"),
        ("dcat:dataset", 0, "dcat:distribution", 3, "dct:license"),
    ],
)
def test_IS2_a_catalogue_that_lacks_something_is_found_out(described, where):
    """IS2: guards the check itself."""
    *way, name = where
    node = described
    for step in way:
        node = node[step]
    del node[name]
    assert name.split(":")[1] in findings(described)


def test_IS2_every_file_of_the_catalogue_is_there_in_the_form_it_says(described):
    """IS2: addresses are permanent; each answers with the media type the catalogue names."""
    files = described["dcat:dataset"][0]["dcat:distribution"]
    assert len(files) == 8
    for file in files:
        response = Client().get(file["dcat:downloadURL"]["@id"].removeprefix("http://testserver"))
        assert response.status_code == 200
        assert file["dcat:mediaType"]["@id"].endswith(response["Content-Type"].split(";")[0])


def test_IS1_sheets_hold_the_figures_and_how_they_were_counted(published):
    """IS1: XLSX and ODS beside CSV, with the same lines."""
    sheets = {}
    for kind in ("xlsx", "ods"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(Client().get(f"/cijfers/2022.{kind}").content))
        sheets[kind] = [
            [str(cell).removesuffix(".0") for cell in row]
            for row in book.get_sheet_by_name("Cijfers").to_python()
        ]
        assert any("niet getoond" in row[0] for row in book.get_sheet_by_name("Zo is er geteld").to_python())
    lines = Client().get("/cijfers/2022.csv").content.decode("utf-8-sig").split()
    assert sheets["xlsx"] == sheets["ods"]
    assert len(sheets["ods"]) > 200
    assert lines[0] == ",".join(sheets["ods"][0])


def test_IS1_a_figure_has_an_address_that_stays(published):
    """IS1: the address on the page leads to the same figure, and leaves out what was not chosen."""
    page = Client().get(
        "/cijfers/", {"jaar": 2018, "indeling": "continent", "vorm": "labour", "tel": "", "regio": ""}
    )
    here = page.context["here"]
    assert here == "http://testserver/cijfers/?jaar=2018&indeling=continent&vorm=labour"
    again = Client().get(here.removeprefix("http://testserver"))
    assert again.context["answer"].cells == page.context["answer"].cells


@pytest.mark.parametrize("area", ["nederland", "VR07"])
def test_IS1_the_fact_sheet_is_a_tagged_pdf_that_says_what_it_does_not_say(published, area):
    """IS1, OP4: PDF/UA-1, in Dutch, with a title and the figures as tables."""
    response = Client().get(f"/cijfers/factsheet/{area}.pdf")
    reader = PdfReader(io.BytesIO(response.content))
    assert response["Content-Type"] == "application/pdf"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("nl")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "814 personen" in text
    assert "Ze zeggen niet of er meer of minder mensenhandel is" in text
    assert "Gemeente" in text if area == "VR07" else "Personen naar uitbuitingsvorm" in text
    assert len(reader.pages) <= 4


def test_IS1_there_is_no_fact_sheet_of_what_does_not_exist(published):
    for address in ("VR99", "GM0228", "VR07/../x"):
        assert Client().get(f"/cijfers/factsheet/{address}.pdf").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/cijfers/",
        "/cijfers/?indeling=municipality",
        "/cijfers/kaart/",
        "/cijfers/2022.json",
        "/cijfers/2022.csv",
    ],
)
def test_IS1_public_pages_ask_the_database_little(published, address):
    """IS1: at most ten questions, also with 342 municipalities on the page."""
    Client().get(address)
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    assert len(asked) <= 10


def said(page) -> str:
    """What a page says, without addresses, the names of places and the link to the other language."""
    text = html.unescape(
        re.sub(
            r"<title>.*?</title>|<[^>]+>|https?://\S+|Nederlands|Taal / Language", " ", page.content.decode()
        )
    )
    for name in sorted({*region_names().values(), *municipality_names().values()}, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


@pytest.mark.parametrize(
    "address",
    [
        *(f"?jaar=2022&indeling={by}" for by in Division.values),
        "?jaar=2022&indeling=form&vorm=labour",
        "?jaar=1999",
        "kaart/?indeling=region",
        "kaart/?indeling=municipality",
        "factsheet/",
    ],
)
def test_IS2_the_open_figures_speak_the_language_of_the_address(published, address):
    """IS2: every open page in English too, without a cookie and with the same question on the other side;
    files stay one and Dutch.
    """
    page = Client().get(f"/en/cijfers/{address}")
    assert (
        re.findall(r"\b(de|het|een|niet|uw|wij|en|naar|meldingen|personen|jaar|getoond)\b", said(page)) == []
    )
    assert '<html lang="en" dir="ltr">' in page.content.decode()
    assert f'href="/cijfers/{html.escape(address)}" lang="nl"' in page.content.decode()
    assert not re.search(r'href="/en/cijfers/[^"]*\.(csv|json|xlsx|ods|pdf|jsonld)', page.content.decode())
    assert not page.cookies


def test_IS1_a_number_and_a_day_are_written_as_the_language_does(published):
    """IS1: 1,234 in English is 1.234 in Dutch."""
    numbers = [
        re.search(
            r"<strong>Tota[a]?l: ([\d.,]+)",
            packed(Client().get(f"{before}/cijfers/?jaar=2018&indeling=sex").content.decode()),
        )[1]
        for before in ("", "/en")
    ]
    assert numbers[0].replace(".", ",") == numbers[1]
    assert re.search(
        r"Fixed on \d+"
        r" (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}",
        said(Client().get("/en/cijfers/?jaar=2018")),
    )


def test_IS2_a_file_has_one_address_and_one_language(published):
    """IS2: after an English page the downloads still have the same Dutch words."""
    dutch = Client().get("/cijfers/2022.json").json()
    Client().get("/en/cijfers/?jaar=2022&indeling=sex")
    assert Client().get("/cijfers/2022.json").json() == dutch
    assert Client().get("/en/cijfers/2022.json").status_code == 404
