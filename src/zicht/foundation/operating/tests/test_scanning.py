"""The search for words in a stolen folder finds them in every form it says it knows: else its silence
would mean nothing.
"""

import base64
import gzip
import io
import json
import zipfile
import zlib

import pytest

from zicht.foundation.operating import scanning

WORD = "Kanarie-7f3k9q2m"
NOISE = bytes(range(256)) * 40


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("brief.txt", content)
    return out.getvalue()


def session(content: bytes) -> bytes:
    """As Django packs a session: JSON, zlib, URL-safe base64 after a dot."""
    packed = zlib.compress(json.dumps({"text": content.decode(), "more": "x" * 200}).encode())
    return b".eJ" + base64.urlsafe_b64encode(packed)[2:] if packed[:1] == b"\x78" else b""


FORMS = {
    "as it stands": lambda word: word,
    "in capitals": lambda word: word.upper(),
    "as UTF-16": lambda word: word.decode().encode("utf-16-le"),
    "as UTF-16 of the other order": lambda word: word.decode().encode("utf-16-be"),
    "as hexadecimal text": lambda word: word.hex().encode(),
    "in base64": base64.b64encode,
    "in base64, one byte on": lambda word: base64.b64encode(b"x" + word),
    "in base64, two bytes on": lambda word: base64.b64encode(b"xy" + word),
    "in URL-safe base64": lambda word: base64.urlsafe_b64encode(b"\xff\xfe" + word),
    "in gzip": gzip.compress,
    "in zlib": zlib.compress,
    "in gzip in gzip": lambda word: gzip.compress(gzip.compress(word)),
    "as UTF-16 in gzip": lambda word: gzip.compress(word.decode().encode("utf-16-le")),
    "in a zip": zipped,
    "in a packed session": session,
}


@pytest.mark.parametrize("form", FORMS)
def test_SH7_a_word_is_found(tmp_path, form):
    """SH7: and its place in the list of words is told, not the word itself."""
    content = FORMS[form](WORD.encode())
    whole = content if form == "in a zip" else NOISE + content + NOISE
    (tmp_path / "file").write_bytes(whole)
    found = scanning.scan(tmp_path, ["een-ander-woord", WORD])
    assert {(file, number) for file, _, number in found.hits} == {("file", 1)}
    assert not found.clean


def test_a_word_on_the_border_of_two_pieces_is_found(tmp_path):
    (tmp_path / "file").write_bytes(b"." * (scanning.CHUNK - 5) + WORD.encode() + b"." * 100)
    assert scanning.scan(tmp_path, [WORD]).hits


def test_a_gzip_longer_than_a_piece_is_read_to_its_end(tmp_path):
    import random

    noise = random.Random(1).randbytes(scanning.CHUNK + 1000)
    (tmp_path / "file.gz").write_bytes(gzip.compress(noise + WORD.encode()))
    assert scanning.scan(tmp_path, [WORD]).hits


def test_noise_without_the_word_is_clean(tmp_path):
    (tmp_path / "file").write_bytes(NOISE * 50)
    (tmp_path / "empty").write_bytes(b"")
    found = scanning.scan(tmp_path, [WORD])
    assert found.clean
    assert found.files == 2


def test_a_file_that_cannot_be_opened_here_is_named(tmp_path):
    (tmp_path / "backup.zst").write_bytes(b"\x28\xb5\x2f\xfd" + b"x" * 100)
    found = scanning.scan(tmp_path, [WORD])
    assert found.unopened == [("backup.zst", "zstd")]
    assert not found.clean


def test_a_short_word_is_refused(tmp_path):
    with pytest.raises(scanning.WordTooShort):
        scanning.scan(tmp_path, ["kort"])
