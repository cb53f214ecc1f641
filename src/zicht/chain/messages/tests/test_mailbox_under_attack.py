"""Somebody tries codes by the thousand (IN2): nothing opens, nothing tells, people still get in, and
intake never waits.
"""

import hashlib
import html
import itertools
import re
import threading

import psycopg
import pytest
from django.db import DatabaseError, connections
from django.test import Client

from zicht.chain.door import receipts
from zicht.chain.messages import mailbox, public_guard
from zicht.foundation.audit.models import AuditEvent
from zicht.foundation.database import launcher
from zicht.foundation.database.connections import database_name
from zicht.foundation.database.home import home, log_file
from zicht.testing import days

ADDRESS = "/antwoord/"


@pytest.fixture(autouse=True)
def quiet_before_and_after():
    public_guard._wrong.clear()
    yield
    public_guard._wrong.clear()


@pytest.fixture
def attack():
    for _ in range(public_guard.WRONG_PER_MINUTE):
        public_guard.note_wrong()


def unknown() -> str:
    return receipts.receipt_for(receipts.new_submission_key())


def enter(code: str, **more):
    return Client(enforce_csrf_checks=True).post(ADDRESS, {"code": code, "go": "next", **more})


def destroy_words(signal_id) -> None:
    """What retention does: the key of the words is gone."""
    with psycopg.connect(launcher.ensure_running().dsn(database_name()), autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("DELETE FROM vault_subjectkey WHERE subject_id = %s", [signal_id])


def answer_of(given_sum: str) -> str:
    for number in itertools.count():
        digest = hashlib.sha256(f"{given_sum}|{number}".encode()).digest()
        if int.from_bytes(digest) >> (256 - public_guard.BITS) == 0:
            return str(number)
    raise AssertionError


def sum_on(page) -> str:
    return html.unescape(re.search(r'name="sum" value="([^"]+)"', page.content.decode())[1])


def test_IN2_wrong_codes_open_nothing(country):
    """IN2: also right before and right after a real one, where the look-up lands on the real row."""
    stored = [country.signal() for _ in range(5)]
    assert not any(mailbox.open_mailbox(unknown()) for _ in range(300))
    for real in stored:
        near = real.receipt[:-1] + receipts.ALPHABET[(receipts.ALPHABET.index(real.receipt[-1]) + 1) % 32]
        assert mailbox.open_mailbox(near) is None
        assert mailbox.open_mailbox(real.receipt) is not None


def test_IN2_a_code_whose_time_is_over_answers_exactly_like_one_that_never_was(country):
    """IN2: the same page to the letter, no event in the log, and nothing can be written."""
    over = country.signal()
    destroy_words(over.id)
    before = AuditEvent.objects.using("audit").count()
    pages = [enter(code) for code in (receipts.grouped(over.receipt), receipts.grouped(unknown()))]
    typed = [
        page.content.decode().replace(code, "")
        for page, code in zip(pages, [p.context["form"].data["code"] for p in pages], strict=True)
    ]
    assert [page.status_code for page in pages] == [422, 422]
    assert typed[0] == typed[1]
    assert not mailbox.write(over.receipt, "Nog iets.", "sleutel")
    assert AuditEvent.objects.using("audit").count() == before


def test_IN2_without_an_attack_nobody_has_to_do_a_sum(country):
    """IN2: people mistype a code now and then."""
    for _ in range(public_guard.WRONG_PER_MINUTE - 1):
        assert b'name="sum"' not in enter(unknown()).content
    assert enter(country.signal().receipt).status_code == 200


def test_IN2_under_attack_who_works_out_the_sum_gets_in(country, attack):
    """IN2: the sum is worth something for this code only."""
    code = country.signal().receipt
    page = enter(code)
    assert "Dank u wel" not in page.content.decode()
    assert code in page.content.decode()
    given = sum_on(page)
    answer = answer_of(given)
    assert "Dank u wel" not in enter(code, sum=given, answer="0").content.decode()
    assert "Dank u wel" not in enter(unknown(), sum=given, answer=answer).content.decode()
    assert "Dank u wel" in enter(code, sum=given, answer=answer).content.decode()


def test_IN2_under_attack_half_a_minute_of_waiting_is_enough(country, attack, time_machine):
    """IN2: the mailbox works without JavaScript, always."""
    time_machine.move_to(days.working_morning(), tick=False)
    code = country.signal().receipt
    given = sum_on(enter(code))
    time_machine.shift(public_guard.WAIT_SECONDS - 1)
    assert "Dank u wel" not in enter(code, sum=given).content.decode()
    time_machine.shift(2)
    assert "Dank u wel" in enter(code, sum=given).content.decode()


def test_IN1_reports_do_not_wait_for_an_attack_on_the_mailbox(country, attack):
    """IN1: with every place for look-ups taken, a report still comes in, without a sum and without a
    quota.
    """
    code = country.signal().receipt
    opened = []

    def look():
        opened.append(mailbox.open_mailbox(code))
        connections.close_all()

    for _ in range(public_guard.LOOKUPS_AT_ONCE):
        public_guard.places.acquire()
    try:
        waiting = threading.Thread(target=look)
        waiting.start()
        assert country.signal().receipt
        waiting.join(0.3)
        assert waiting.is_alive(), "there are no more look-ups at a time than there are places"
    finally:
        for _ in range(public_guard.LOOKUPS_AT_ONCE):
            public_guard.places.release()
    waiting.join(10)
    assert opened[0] is not None


def test_SH7_what_a_visitor_typed_is_in_no_log(country, caplog, capfd):
    """SH7: neither the application nor the database writes it down, also not when a statement fails."""
    code = country.signal().receipt
    enter(code)
    enter("geheimgeheimgeheim00")
    with pytest.raises(DatabaseError), connections["intake"].cursor() as cursor:
        cursor.execute("SELECT sec.open_mailbox(%s::bytea, %s::jsonb)", [b"x", "geheimgeheimgeheim00"])
    connections["intake"].close()
    out, err = capfd.readouterr()
    everything = log_file(home()).read_text() + caplog.text + out + err
    for trace in (
        code,
        receipts.grouped(code),
        receipts.lookup_of(code).hex(),
        "geheimgeheimgeheim",
        ADDRESS,
    ):
        assert trace not in everything
