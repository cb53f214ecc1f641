"""Files that ask for more than they are worth, made here; none is kept in the repository."""

import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from xlsxwriter import Workbook

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def a_sheet(*cells: tuple[int, int, str]) -> bytes:
    """An XLSX file with these cells (row, column, text), counted from 0."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for cell in cells:
            page.write_string(*cell)
    return out.getvalue()


def corner() -> bytes:
    """5 kB that ask for half a terabyte."""
    return a_sheet((0, 0, "datum"), (LAST_ROW, LAST_COLUMN, "x"))


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A small sheet of which one part of the package is made anew."""
    out = io.BytesIO()
    whole = a_sheet((0, 0, "datum"), (0, 1, "plaats"))
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if part in name else old.read(name))
    return out.getvalue()


def wide_claim() -> bytes:
    """A sheet that says it is as large as can be, with two cells in it."""
    return changed("sheet1", lambda xml: re.sub(rb'ref="[^"]*"', b'ref="A1:XFD1048576"', xml, count=1))


def unpacking() -> bytes:
    return changed("sheet1", lambda xml: xml + b" " * (101 << 20))


def lying() -> bytes:
    """Unpacks to 101 MB and declares one byte, in the directory and before the part."""
    whole, size = unpacking(), struct.pack("<I", (101 << 20) + len(_sheet_xml()))
    return whole.replace(size, struct.pack("<I", 1))


def _sheet_xml() -> bytes:
    with zipfile.ZipFile(io.BytesIO(changed("nothing", bytes))) as package:
        return package.read("xl/worksheets/sheet1.xml")


def entities() -> bytes:
    """Ten entities, each ten times the one before it."""
    names = "abcdefghij"
    lines = [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names)]
    declared = f'<!DOCTYPE s [<!ENTITY a "haha">{"".join(lines)}]>'.encode()
    return changed(
        "sharedStrings", lambda xml: xml.replace(b"?>", b"?>" + declared).replace(b"datum", b"&j;")
    )


def one_long_word() -> bytes:
    return changed("sharedStrings", lambda xml: xml.replace(b"datum", b"a" * (90 << 20)))


def png(width: int, height: int, channels: int = 3) -> bytes:
    """One colour: hardly any bytes, as many pixels as you like."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packing, line = zlib.compressobj(), b"\0" * (width * channels + 1)
    packed = b"".join(packing.compress(line) for _ in range(height)) + packing.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
