"""An independent look at a PDF: what a machine can check of PDF/UA-1 (ISO 14289-1), by the numbers of the
Matterhorn Protocol 1.1.

It reads the finished file with a library that had no part in making it. What only a person can judge
(whether an order or a text alternative makes sense) is not in it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, ContentStream, DictionaryObject, IndirectObject

PAINTING = {
    b"Tj",
    b"TJ",
    b"'",
    b'"',
    b"f",
    b"F",
    b"f*",
    b"B",
    b"B*",
    b"b",
    b"b*",
    b"S",
    b"s",
    b"Do",
    b"sh",
    b"INLINE IMAGE",
}
STANDARD = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
}
HEADING = re.compile(r"^H([1-6])$")
XMP = {"ua": "{http://www.aiim.org/pdfua/ns/id/}part", "title": "{http://purl.org/dc/elements/1.1/}title"}


@dataclass(frozen=True, order=True)
class Failure:
    """A checkpoint of the Matterhorn Protocol that fails, and where."""

    checkpoint: str
    what: str


@dataclass(frozen=True)
class Element:
    """An element of the structure tree with its standard type."""

    kind: str
    node: DictionaryObject


def failures(content: bytes | PdfReader) -> list[Failure]:
    """Return what fails, sorted; empty for a file in which nothing does."""
    reader = content if isinstance(content, PdfReader) else PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return [Failure("01", "there is no structure tree")]
    elements = list(_elements(root["/StructTreeRoot"]))
    found = [
        *_document(reader, root),
        *_metadata(root),
        *_structure(elements),
        *_headings(elements),
        *_tables(elements),
    ]
    for number, page in enumerate(reader.pages, start=1):
        found += [
            Failure(failure.checkpoint, f"page {number}: {failure.what}")
            for failure in _page(reader, root, page)
        ]
    return sorted(set(found))


def _document(reader: PdfReader, root) -> Iterator[Failure]:
    marks = root.get("/MarkInfo", {})
    if not _yes(marks.get("/Marked")) or _yes(marks.get("/Suspects")):
        yield Failure("06", "the file does not say that it is tagged")
    if not root.get("/Lang"):
        yield Failure("11", "there is no language")
    if not _yes(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")):
        yield Failure("07", "the window does not show the title")
    if reader.is_encrypted:
        yield Failure("26", "the file is encrypted")


def _yes(value) -> bool:
    return isinstance(value, BooleanObject) and value.value


def _metadata(root) -> Iterator[Failure]:
    if "/Metadata" not in root:
        yield Failure("06", "there are no metadata")
        return
    found = {}
    for node in ElementTree.fromstring(root["/Metadata"].get_data()).iter():
        found |= {node.tag: "".join(node.itertext()).strip(), **node.attrib}
    if found.get(XMP["ua"]) != "1":
        yield Failure("05", "the metadata do not say PDF/UA-1")
    if not found.get(XMP["title"]):
        yield Failure("06", "the metadata hold no title")


def _structure(elements: list[Element]) -> Iterator[Failure]:
    for element in elements:
        if element.kind not in STANDARD:
            yield Failure("02", f"{element.kind} is no standard type")
        if element.kind in ("Figure", "Formula") and not (
            element.node.get("/Alt") or element.node.get("/ActualText")
        ):
            yield Failure("13", "a figure has no text alternative")


def _headings(elements: list[Element]) -> Iterator[Failure]:
    levels = [int(found[1]) for element in elements if (found := HEADING.match(element.kind))]
    if levels and levels[0] != 1:
        yield Failure("14", "the first heading is not of level 1")
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield Failure("14", "a level of headings is skipped")


def _tables(elements: list[Element]) -> Iterator[Failure]:
    for element in elements:
        if element.kind == "TH" and not _scope(element.node):
            yield Failure("15", "a heading cell has no scope")
        if element.kind == "Table":
            rows = [row for row in _below(element) if row.kind == "TR"]
            if len({len([cell for cell in _below(row) if cell.kind in ("TH", "TD")]) for row in rows}) > 1:
                yield Failure("15", "rows of a table have different numbers of cells")
            if not any(cell.kind == "TH" for row in rows for cell in _below(row)):
                yield Failure("15", "a table has no heading cells")


def _scope(node) -> bool:
    given = node.get("/A", [])
    attributes = [part.get_object() for part in given] if isinstance(given, ArrayObject) else [given]
    return any(
        part.get("/O") == "/Table" and part.get("/Scope")
        for part in attributes
        if isinstance(part, DictionaryObject)
    )


def _page(reader: PdfReader, root, page) -> Iterator[Failure]:
    marked, loose = _marked_content(reader, page)
    if loose:
        yield Failure("01", f"content that is neither tagged nor an artifact ({loose} times)")
    owners = _parents(root["/StructTreeRoot"]).get(page.get("/StructParents"), [])
    lost = [number for number in marked if number >= len(owners) or not _owns(owners[number], number)]
    if lost:
        yield Failure("01", f"marked content without its element: {lost[:5]}")
    yield from _fonts(page)
    links = [note.get_object() for note in page.get("/Annots", [])]
    if links and page.get("/Tabs") != "/S":
        yield Failure("28", "the tab order is not that of the structure")
    if any(link.get("/Subtype") == "/Link" and not link.get("/Contents") for link in links):
        yield Failure("28", "a link has no description")


def _marked_content(reader: PdfReader, page) -> tuple[list[int], int]:
    """Return the numbers of marked content in a page, and how often something is painted outside any mark."""
    numbers: list[int] = []
    open_marks, loose = 0, 0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            open_marks += 1
            if operator == b"BDC" and isinstance(operands[1], DictionaryObject) and "/MCID" in operands[1]:
                numbers.append(operands[1]["/MCID"])
        elif operator == b"EMC":
            open_marks -= 1
        elif operator in PAINTING and not open_marks:
            loose += 1
    return numbers, loose


def _fonts(page) -> Iterator[Failure]:
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        font = font.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        if not any(
            name in inner.get("/FontDescriptor", {}) for name in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield Failure("31", f"{font.get('/BaseFont')} is not in the file")
        if "/ToUnicode" not in font:
            yield Failure("10", f"{font.get('/BaseFont')} cannot be read as text")


def _elements(root) -> Iterator[Element]:
    roles = root.get("/RoleMap", {})
    for node in _kids(root):
        kind = str(node["/S"])
        yield Element(str(roles.get(kind, kind)).removeprefix("/"), node)
        yield from (
            Element(str(roles.get(f"/{below.kind}", below.kind)).removeprefix("/"), below.node)
            for below in _elements(node)
        )


def _below(element: Element) -> Iterator[Element]:
    """The element's descendants, without those of a table inside it."""
    for node in _kids(element.node):
        found = Element(str(node["/S"]).removeprefix("/"), node)
        yield found
        if found.kind != "Table":
            yield from _below(found)


def _kids(node) -> list[DictionaryObject]:
    given = node.get("/K", [])
    parts = given if isinstance(given, ArrayObject) else [given]
    found = [part.get_object() for part in parts]
    return [part for part in found if isinstance(part, DictionaryObject) and "/S" in part]


def _parents(root) -> dict[int, list]:
    """Return the elements that own the marked content of a page, by its number in the parent tree."""
    found: dict[int, list] = {}
    waiting = [root["/ParentTree"].get_object()] if "/ParentTree" in root else []
    while waiting:
        node = waiting.pop()
        waiting += [kid.get_object() for kid in node.get("/Kids", [])]
        numbers = node.get("/Nums", [])
        for key, owners in zip(numbers[::2], numbers[1::2], strict=True):
            owners = owners.get_object() if isinstance(owners, IndirectObject) else owners
            found[key] = list(owners) if isinstance(owners, ArrayObject) else []
    return found


def _owns(owner, number: int) -> bool:
    node = owner.get_object() if owner is not None else None
    if not isinstance(node, DictionaryObject) or "/K" not in node:
        return False
    given = node["/K"]
    for part in given if isinstance(given, ArrayObject) else [given]:
        part = part.get_object() if isinstance(part, IndirectObject) else part
        if part == number or (isinstance(part, DictionaryObject) and part.get("/MCID") == number):
            return True
    return False
