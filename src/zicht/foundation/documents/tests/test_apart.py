"""Files of others are read in a child that may not take much; what is wrong is said precisely (IN3, IN4)."""

import subprocess
import sys
import time

import pytest

from zicht.foundation.documents.apart import asking, limits, words
from zicht.foundation.documents.apart.refusal import Unreadable
from zicht.foundation.documents.tests import bombs

BOMBS = {
    "one word in the last cell": ("sheet", bombs.corner, "In cel XFD1048576 staat iets, ver buiten de lijst"),
    "a word far to the right": ("sheet", lambda: bombs.a_sheet((3, 300, "x")), "In cel KO4 staat iets"),
    "unpacks to 101 MB": ("sheet", bombs.unpacking, "uitgepakt te groot"),
    "lies about its size": ("sheet", bombs.lying, "niet openen"),
    "entities in entities": ("sheet", bombs.entities, "niet openen"),
    "a package of nothing": ("sheet", lambda: b"PK\x03\x04 geen pakket", "niet openen"),
    "a word of 90 MB": ("sheet", bombs.one_long_word, "vraagt te veel"),
    "ten million lines": ("separated", lambda: b"\n" * (10 << 20), "meer dan 20000 rijen"),
    "ten million columns": ("separated", lambda: b";" * (10 << 20), "Regel 1 heeft meer dan 256 kolommen"),
    "a quote without end": (
        "separated",
        lambda: b'a;b\n1;"2\n' + b"x\n" * 10,
        "Regel 2: een aanhalingsteken",
    ),
    "letters of nowhere": ("separated", lambda: b"a;b\n\x81\x8d;1\n", "letters"),
    "too many pixels": ("picture", lambda: bombs.png(7200, 7200), "te veel beeldpunten"),
    "half a picture": ("picture", lambda: bombs.png(300, 300)[:-200], "niet als foto lezen"),
}


def asked(kind: str, content: bytes):
    return asking.separated(content, ";") if kind == "separated" else getattr(asking, kind)(content)


@pytest.mark.parametrize("name", BOMBS)
def test_IN4_a_file_that_asks_too_much_is_refused_in_words_and_soon(name):
    kind, make, sentence = BOMBS[name]
    content, began = make(), time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        asked(kind, content)
    assert sentence in words.said(refusal.value)
    assert time.monotonic() - began < limits.SECONDS


def test_IN4_what_a_sheet_says_of_its_size_is_not_believed():
    assert asking.sheet(bombs.wide_claim()) == [["datum", "plaats"]]


@pytest.mark.parametrize("channels", [3, 4])
def test_IN3_a_picture_of_49_million_pixels_is_read_within_the_memory_of_a_reader(channels):
    assert asking.picture(bombs.png(7000, 7000, channels)).startswith(b"\xff\xd8")


MEASURING = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@pytest.mark.parametrize("name", BOMBS)
def test_IN4_a_reader_takes_no_more_memory_than_was_said(name):
    kind, make, _ = BOMBS[name]
    child = [sys.executable, "-m", "zicht.foundation.documents.apart.child", kind]
    more = [";", "utf-8"] if kind == "separated" else []
    measured = subprocess.run(
        [sys.executable, "-c", MEASURING, *child, *more], input=make(), capture_output=True, check=True
    )
    assert int(measured.stdout) * 1024 < limits.MEMORY


def test_IN4_a_reader_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(asking, "GRACE", 0.01 - limits.SECONDS)
    with pytest.raises(Unreadable, match="too_much"):
        asking.picture(bombs.png(300, 300))


def test_SH2_a_reader_gets_no_key_and_no_address(monkeypatch):
    """SH2: nothing of our environment reaches it but where code stands."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://iemand:geheim@ergens/zicht")
    assert set(asking._environment()) <= {"PYTHONPATH", "PYTHONUTF8", *asking.KEPT}


def test_IN4_a_second_file_waits_for_the_first_and_is_told_so(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    with asking._one_at_a_time, pytest.raises(Unreadable, match="busy"):
        asking.sheet(b"PK")
