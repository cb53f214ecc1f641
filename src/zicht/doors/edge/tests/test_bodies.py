"""A body is read in whole before it takes a slot: not too long, not too slow, not too much at once (OP3)."""

import asyncio
from dataclasses import replace

import pytest

from zicht.doors import closed
from zicht.doors.edge import bodies
from zicht.doors.edge.limits import FILES, KB, MOST_WAITING, REPORT, SMALL
from zicht.doors.edge.tests.running import ran

QUICK = replace(REPORT, most_bytes=100, seconds=0.2)


async def arriving(*parts: bytes, pause: float = 0):
    for part in parts:
        await asyncio.sleep(pause)
        yield part


def taken_in(*parts: bytes, kind=QUICK, pause: float = 0, **headers) -> bytes:
    headers = {name.replace("_", "-"): text for name, text in headers.items()}

    async def read():
        with bodies.counted(kind) as body:
            return await bodies.read(headers, arriving(*parts, pause=pause), kind, body)

    return ran(read())


def refused(*parts: bytes, **more) -> int:
    with pytest.raises(bodies.Refused) as refusal:
        taken_in(*parts, **more)
    return refusal.value.status


def test_OP3_a_body_comes_in_whole():
    assert taken_in(b"een ", b"melding", content_length="11") == b"een melding"
    assert taken_in(b"stukken", transfer_encoding="chunked") == b"stukken"


def test_OP3_a_request_that_announces_no_body_is_not_waited_for():
    assert taken_in(b"x", pause=5) == b""


@pytest.mark.parametrize("length", ["101", "-1", "tien", "1e1"])
def test_OP3_what_is_announced_too_long_or_not_as_a_number_is_sent_away_unread(length):
    assert refused(b"x", pause=5, content_length=length) == 413


def test_OP3_a_body_that_goes_on_longer_than_it_may_is_cut_off():
    assert refused(b"x" * 60, b"x" * 60, transfer_encoding="chunked") == 413


def test_OP3_a_body_that_trickles_in_is_let_go_after_its_time():
    assert refused(*[b"x"] * 50, pause=0.02, content_length="50") == 408


def test_OP3_large_bodies_wait_for_each_other_and_small_ones_always_get_in(monkeypatch):
    monkeypatch.setattr(bodies.Body, "waiting", MOST_WAITING)
    large = SMALL + KB
    assert refused(b"x" * large, kind=FILES, content_length=str(large)) == 503
    assert len(taken_in(b"x" * SMALL, kind=REPORT, content_length=str(SMALL))) == SMALL


def test_OP3_what_was_counted_is_given_back_whatever_happened():
    before = bodies.Body.waiting
    taken_in(b"x" * 80, content_length="80")
    refused(b"x" * 120, transfer_encoding="chunked")
    assert bodies.Body.waiting == before


@pytest.mark.parametrize(
    ("status", "path", "sentence"),
    [
        (408, "/melden/", "kwam te langzaam bij ons binnen"),
        (413, "/melden/", "groter dan we kunnen aannemen"),
        (503, "/melden/", "We zijn even niet bereikbaar"),
        (408, "/en/melden/", "came in too slowly"),
        (413, "/en/melden/", "larger than we can accept"),
    ],
)
def test_IN1_who_is_sent_away_reads_why_in_the_language_of_the_address(status, path, sentence):
    given, headers, page = closed.refused(status, path)
    assert (given, dict(headers)["Cache-Control"]) == (status, "no-store")
    assert sentence in page.decode()
