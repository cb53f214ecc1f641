"""A document can be read by people and by screen readers, and what someone typed never becomes markup."""

import io
from pathlib import Path

from pypdf import PdfReader

from zicht.foundation.documents import pdf

SAMPLE = Path(__file__).parent / "sample.typ"


def read(**values) -> PdfReader:
    given = {"title": "Inzage", "words": "", "facts": [["Naam", "Zoë"]], **values}
    return PdfReader(io.BytesIO(pdf.made(SAMPLE, given)))


def test_a_document_has_a_title_a_language_and_tags():
    found = read()
    assert found.metadata.title == "Inzage"
    assert found.trailer["/Root"]["/Lang"] == "nl"
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_what_someone_typed_stays_text():
    typed = '#panic("x") *vet* $1+1$ #read("/etc/passwd") "aanhaling" \\'
    assert "#panic" in read(words=typed).pages[0].extract_text()


def test_a_document_holds_its_facts_and_its_page_number():
    text = read(facts=[["Plaats", "Ede"]]).pages[0].extract_text()
    assert "Plaats" in text
    assert "Ede" in text
    assert "Bladzijde 1 van 1" in text
