"""Searching files for words that must not be in them: what would a thief of this folder find?

A word is found as it stands (in any case), in UTF-16, as hexadecimal text, in base64 at each of its three
alignments, and in any of these inside gzip, zlib, zip and the custom dumps of PostgreSQL, three layers
deep. A file in a form that is not opened here is named, so that silence never means "not looked at".
"""

import base64
import contextlib
import io
import mmap
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

CHUNK = 4 * 1024 * 1024
PIECE = 4096
DUMP, LENGTH_BYTES = b"PGDMP", 5
DEEPEST = 3
SHORTEST = 8
LONGEST_UNPACKED = 256 * 1024 * 1024
START = 3
COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
NOT_OPENED = {
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7-zip",
}
URL_SAFE = bytes.maketrans(b"-_", b"+/")
# Compressed text inside a text form, as Django's sessions keep it: base64 that begins like a zlib stream.
PACKED_TEXT = re.compile(rb"eJ[A-Za-z0-9+/_-]{20,}")


class WordTooShort(ValueError):
    """A word of fewer than eight bytes would be found everywhere by chance."""


@dataclass
class Found:
    """What a search found: `hits` as (file, form, number of the word in the list), and files that were not
    opened.
    """

    files: int = 0
    bytes: int = 0
    words: int = 0
    hits: list[tuple[str, str, int]] = field(default_factory=list)
    unopened: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.hits and not self.unopened


class Words:
    """The words to look for, in every form, indexed by how each form begins."""

    def __init__(self, words: list[str]):
        if any(len(word.encode()) < SHORTEST for word in words):
            raise WordTooShort(f"Een woord om te zoeken heeft ten minste {SHORTEST} tekens.")
        self.count = len(words)
        self.folded: dict[bytes, list[tuple[bytes, str, int]]] = {}
        self.exact: dict[bytes, list[tuple[bytes, str, int]]] = {}
        for number, word in enumerate(words):
            for form, pattern in _folded_forms(word):
                self.folded.setdefault(pattern[:START], []).append((pattern, form, number))
            for form, pattern in _base64_forms(word):
                self.exact.setdefault(pattern[:START], []).append((pattern, form, number))
        patterns = [row[0] for index in (self.folded, self.exact) for rows in index.values() for row in rows]
        self.longest = max(map(len, patterns), default=0)
        self._marks = {id(index): _marks(index) for index in (self.folded, self.exact)}

    def within(self, content: bytes) -> Iterator[tuple[str, int]]:
        """Yield (form, number of the word) for every word in `content`."""
        yield from self._search(content.lower(), self.folded)
        yield from self._search(content.translate(URL_SAFE), self.exact)

    def _search(self, content: bytes, index: dict) -> Iterator[tuple[str, int]]:
        for place in _candidates(content, self._marks[id(index)]):
            for pattern, form, number in index.get(content[place : place + START], ()):
                if content.startswith(pattern, place):
                    yield form, number


def scan(path: Path, words: list[str]) -> Found:
    """Search a file, or every file below a folder. Raises WordTooShort, FileNotFoundError."""
    wanted, found = Words(words), Found(words=len(words))
    if not path.exists():
        raise FileNotFoundError(path)
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    for file in files:
        name = file.name if path.is_file() else str(file.relative_to(path))
        with contextlib.suppress(FileNotFoundError):  # in a folder that lives, what is gone can hold nothing
            found.bytes += file.stat().st_size
            found.files += 1
            _scan_file(file, name, wanted, found)
    found.hits = sorted(set(found.hits))
    return found


def _scan_file(file: Path, name: str, words: Words, found: Found) -> None:
    if not file.stat().st_size:
        return
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        kind = _not_opened(content[:8])
        if kind:
            found.unopened.append((name, kind))
        _scan_content(content, name, words, found, 0)


def _scan_content(content: bytes | mmap.mmap, name: str, words: Words, found: Found, depth: int) -> None:
    for start in range(0, len(content), CHUNK):
        piece = content[max(0, start - words.longest) : start + CHUNK]
        found.hits += [(name, form, number) for form, number in words.within(piece)]
    if depth < DEEPEST:
        for inner in _inside(content):
            _scan_content(inner, name, words, found, depth + 1)


def _inside(content: bytes | mmap.mmap) -> Iterator[bytes]:
    yield from _members(content)
    for start in COMPRESSED.finditer(content):
        pieces = _dump_pieces if content[:5] == DUMP else _pieces
        inner = _unpacked(pieces(content, start.start()))
        if inner:
            yield inner
    for packed in PACKED_TEXT.finditer(content):
        text = packed.group().translate(URL_SAFE)
        inner = _unpacked([base64.b64decode(text[: len(text) // 4 * 4])])
        if inner:
            yield inner


def _members(content: bytes | mmap.mmap) -> Iterator[bytes]:
    """The files of a zip. A tar needs no opening: its files stand in it as they are."""
    if content[:4] != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content[:])) as archive:
            yield from [archive.read(member) for member in archive.namelist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return


def _unpacked(pieces: Iterable[bytes]) -> bytes:
    """What a gzip or zlib stream holds, as far as it goes; nothing when it is no stream."""
    out = zlib.decompressobj(wbits=47)
    found: list[bytes] = []
    try:
        # Piece by piece, so that what came before a break is kept, and a false start costs little.
        for piece in pieces:
            found.append(out.decompress(piece))
            if out.eof:
                break
    except zlib.error:
        pass
    return b"".join(found)


def _pieces(content: bytes | mmap.mmap, start: int) -> Iterator[bytes]:
    for place in range(start, min(len(content), start + LONGEST_UNPACKED), PIECE):
        yield content[place : place + PIECE]


def _dump_pieces(content: bytes | mmap.mmap, start: int) -> Iterator[bytes]:
    """A stream in a custom-format dump of PostgreSQL: cut up, each piece after a sign byte and its length
    in four bytes."""
    while start >= LENGTH_BYTES:
        length = int.from_bytes(content[start - LENGTH_BYTES + 1 : start], "little")
        if not 0 < length <= len(content) - start:
            return
        yield content[start : start + length]
        start += length + LENGTH_BYTES


def _not_opened(start: bytes) -> str:
    return next((kind for magic, kind in NOT_OPENED.items() if start.startswith(magic)), "")


def _folded_forms(word: str) -> Iterator[tuple[str, bytes]]:
    """In both cases: the content is made lower case before it is searched."""
    plain = word.lower()
    yield "raw", plain.encode()
    yield "utf-16", plain.encode("utf-16-le")
    yield "utf-16", plain.encode("utf-16-be")
    yield "hex", word.encode().hex().encode()
    if not plain.isascii():
        yield "escaped", plain.encode("unicode_escape")


def _base64_forms(word: str) -> Iterator[tuple[str, bytes]]:
    """For each alignment the middle part that does not depend on the bytes around it."""
    for form, content in (("base64", word.encode()), ("base64 of utf-16", word.encode("utf-16-le"))):
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + content)
            yield form, encoded[(0, 2, 3)[shift] : (shift + len(content)) // 3 * 4]


def _marks(index: dict) -> np.ndarray:
    """A table over every three bytes: does some pattern begin with them?"""
    marks = np.zeros(1 << 24, dtype=bool)
    for start in index:
        marks[int.from_bytes(start, "little")] = True
    return marks


def _candidates(content: bytes, marks: np.ndarray) -> list[int]:
    if len(content) < START:
        return []
    data = np.frombuffer(content, dtype=np.uint8).astype(np.uint32)
    starts = data[:-2] | (data[1:-1] << 8) | (data[2:] << 16)
    return np.flatnonzero(marks[starts]).tolist()
