"""Every PDF that Zicht makes can be read by a screen reader: the machine's part of PDF/UA-1, looked at
independently (TB5).
"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

import zicht
from zicht.foundation.documents import pdf
from zicht.testing import pdf_ua

SOURCE = Path(zicht.__file__).parent
LONG = "Zij vertelt dat de baas haar paspoort heeft. " * 12
VALUES = {
    "casework/tables/templates/tables/minutes.typ": {
        "title": "Verslag Drieluik",
        "subtitle": "Vastgesteld",
        "facts": [["Wanneer", "12 mei 2026"], ["Afspraak", LONG]],
        "sections": [
            {"title": f"{n}. Signaal Z-{n}", "facts": [["Besluit", LONG], ["Stand", "Loopt"]]}
            for n in range(1, 9)
        ],
        "promises": [["Z-1", "Belt de opvang.", "Zorgcoördinatie", "14 mei 2026"]] * 20,
    },
    "casework/oversight/templates/oversight/access_report.typ": {
        "reference": "Z-1",
        "kind": "signaal",
        "organisation": "Gemeente Ede",
        "made": "12 mei 2026",
        "completeness": LONG,
        "lines": (
            [["12 mei 2026", "Gemeente Ede, aandachtsfunctionaris", "Signaal gelezen (2 keer)", "Behandelen"]]
            * 40
        ),
        "shared": [["Gemeente Ede", "Alles", "Bespreken. Afspraak.", "1 mei 2026", "loopt nog"]] * 3,
    },
    "sight/figures/templates/figures/fact_sheet.typ": {
        "title": "Mensenhandel in cijfers: Nederland",
        "year": 2025,
        "headline": LONG,
        "meaning": LONG,
        "published_on": "12-05-2026",
        "address": "https://zicht.example/cijfers/",
        "demo": True,
        "told": [LONG, LONG],
        "tables": (
            [
                {
                    "title": "Naar uitbuitingsvorm",
                    "head": ["Vorm", "Personen"],
                    "rows": [["Seksueel", "120"], ["Arbeid", "90"]],
                }
            ]
            * 3
        ),
        "trend": {
            "title": "Per jaar",
            "head": ["Jaar", "Personen"],
            "rows": [
                {"year": "2024", "number": "200", "share": 95.2},
                {"year": "2025", "number": "210", "share": 100},
            ],
        },
    },
}
"""Invented values for every template; a new template needs values here."""


def made(name: str) -> bytes:
    return pdf.made(SOURCE / name, VALUES[name])


def test_TB5_every_template_of_a_pdf_is_looked_at():
    """TB5: so that a new document is not forgotten."""
    found = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.typ")}
    assert found - {"foundation/documents/layout.typ", "foundation/documents/tests/sample.typ"} == set(VALUES)


@pytest.mark.parametrize("name", VALUES)
def test_TB5_each_pdf_passes_the_machine_part_of_pdf_ua(name):
    """TB5: tagged, titled, in Dutch, headings and tables in order, everything marked, text that can be
    read out.
    """
    content = made(name)
    assert pdf_ua.failures(content) == []
    assert len(PdfReader(io.BytesIO(content)).pages) >= 1


def root(reader):
    return reader.trailer["/Root"]


def first(reader, kind: str):
    return next(
        found.node for found in pdf_ua._elements(root(reader)["/StructTreeRoot"]) if found.kind == kind
    )


def no_language(reader):
    del root(reader)["/Lang"]


def not_marked(reader):
    del root(reader)["/MarkInfo"]


def no_tree(reader):
    del root(reader)["/StructTreeRoot"]


def title_not_shown(reader):
    root(reader)["/ViewerPreferences"][NameObject("/DisplayDocTitle")] = BooleanObject(False)


def another_standard(reader):
    _in_metadata(reader, b"pdfuaid:part>1<", b"pdfuaid:part>7<")


def no_title(reader):
    _in_metadata(reader, b"dc:title", b"dc:rights")


def _in_metadata(reader, old: bytes, new: bytes):
    before = root(reader)["/Metadata"].get_data()
    assert old in before
    changed = DecodedStreamObject()
    changed.set_data(before.replace(old, new))
    root(reader)[NameObject("/Metadata")] = changed


def unmarked_content(reader):
    _in_page(reader, lambda before: before + b"\n0 0 10 10 re f\n")


def lost_mark(reader):
    _in_page(reader, lambda before: before + b"\n/P <</MCID 999>> BDC 0 0 10 10 re f EMC\n")


def _in_page(reader, change: Callable[[bytes], bytes]):
    page = reader.pages[0]
    changed = DecodedStreamObject()
    changed.set_data(change(page.get_contents().get_data()))
    page[NameObject("/Contents")] = changed


def no_parent_tree(reader):
    del root(reader)["/StructTreeRoot"]["/ParentTree"]


def odd_type(reader):
    first(reader, "P")[NameObject("/S")] = NameObject("/Alinea")


def skipped_heading(reader):
    first(reader, "H2")[NameObject("/S")] = NameObject("/H4")


def no_first_heading(reader):
    first(reader, "H1")[NameObject("/S")] = NameObject("/P")


def no_scope(reader):
    del first(reader, "TH")["/A"]


def no_heading_cells(reader):
    for found in list(pdf_ua._elements(root(reader)["/StructTreeRoot"])):
        if found.kind == "TH":
            found.node[NameObject("/S")] = NameObject("/TD")


def short_row(reader):
    row = first(reader, "TR")
    row[NameObject("/K")] = ArrayObject(row["/K"][:1])


def bare_figure(reader):
    first(reader, "P")[NameObject("/S")] = NameObject("/Figure")


def font_elsewhere(reader):
    font = next(iter(reader.pages[0]["/Resources"]["/Font"].values())).get_object()
    del font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def unreadable_font(reader):
    del next(iter(reader.pages[0]["/Resources"]["/Font"].values())).get_object()["/ToUnicode"]


def bare_link(reader):
    link = DecodedStreamObject()
    link.update(
        {NameObject("/Subtype"): NameObject("/Link"), NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4)}
    )
    reader.pages[0][NameObject("/Annots")] = ArrayObject([link])


def link_out_of_order(reader):
    bare_link(reader)
    reader.pages[0]["/Annots"][0][NameObject("/Contents")] = TextStringObject("Naar de cijfers")
    reader.pages[0].pop("/Tabs", None)


@pytest.mark.parametrize(
    ("damage", "checkpoint"),
    [
        (no_language, "11"),
        (not_marked, "06"),
        (no_tree, "01"),
        (title_not_shown, "07"),
        (another_standard, "05"),
        (no_title, "06"),
        (unmarked_content, "01"),
        (lost_mark, "01"),
        (no_parent_tree, "01"),
        (odd_type, "02"),
        (skipped_heading, "14"),
        (no_first_heading, "14"),
        (no_scope, "15"),
        (no_heading_cells, "15"),
        (short_row, "15"),
        (bare_figure, "13"),
        (font_elsewhere, "31"),
        (unreadable_font, "10"),
        (bare_link, "28"),
        (link_out_of_order, "28"),
    ],
)
def test_TB5_a_damaged_pdf_is_noticed(damage, checkpoint):
    """TB5: each point of the check fails on a file in which just that point is broken."""
    reader = PdfReader(io.BytesIO(made("casework/tables/templates/tables/minutes.typ")))
    damage(reader)
    assert checkpoint in {found.checkpoint for found in pdf_ua.failures(reader)}
