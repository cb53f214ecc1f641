"""SH2: a token is in no statement: not in what PostgreSQL shows of running sessions, nor in its log."""

import re
import threading

import pytest
from django.db import DatabaseError, connection, connections

from tests.isolation.test_conflict_of_interest import undone
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting
from zicht.foundation.access.transaction import bind
from zicht.foundation.database import home

SHOWN = "SELECT query FROM pg_stat_activity WHERE query <> '' AND pid <> pg_backend_pid()"
TOKEN = re.compile(r"[0-9a-f]{64}|\|[0-9a-f-]{36}\|")
VISITS, VISITORS = 150, 3
TALKATIVE = """SET log_statement = 'all'; SET log_min_duration_statement = 0; SET log_min_messages = 'error';
    SET log_min_error_statement = 'error'; SET log_error_verbosity = 'verbose'"""


def visit(actor, shown: list[str]) -> None:
    """Act again and again; the role looks at what its other sessions do, as an injected statement could."""
    for number in range(VISITS):
        with acting(actor), connection.cursor() as cursor:
            Signal.objects.count()
            if number % 3 == 0:
                cursor.execute(SHOWN)
                shown += [text for (text,) in cursor.fetchall()]
    connections.close_all()


def test_SH2_no_token_is_seen_in_running_sessions_during_work(country):
    """SH2: looked at by the role that works, and by a superuser, who sees every session."""
    for _ in range(3):
        country.signal()
    actors = [country.actor("contact_officer", slug) for slug in ("gemeente-ede", "gemeente-utrecht")]
    shown: list[str] = []
    workers = [threading.Thread(target=visit, args=(actors[n % 2], shown)) for n in range(VISITORS)]
    for worker in workers:
        worker.start()
    with undone() as cursor:
        cursor.connection.autocommit = True
        while any(worker.is_alive() for worker in workers):
            shown += [text for (text,) in cursor.execute(SHOWN).fetchall()]
    seen = [text for text in shown if TOKEN.search(text)]
    assert seen == []
    assert sum("zicht.token" in text for text in shown) > 10, "the polling never saw anyone begin to act"


def test_SH2_the_polling_would_see_a_token_in_the_text_of_a_statement(country):
    """SH2: the check can fail: this is how it was done before."""
    officer = country.actor("contact_officer", "gemeente-ede")
    with undone() as cursor, undone() as other:
        bind(other.connection, officer)
        other.execute("SELECT set_config('zicht.token', current_setting('zicht.token'), true)")
        (token,) = other.execute("SELECT current_setting('zicht.token')").fetchone()
        other.execute(f"SELECT '{token}'".encode())
        assert [text for (text,) in cursor.execute(SHOWN).fetchall() if TOKEN.search(text)]


def test_SH2_no_token_is_in_the_log_of_the_database_however_talkative(country):
    """SH2: every statement, how long each took, and an error with the statement that caused it."""
    officer = country.actor("contact_officer", "gemeente-ede")
    with undone() as cursor:
        cursor.execute(TALKATIVE.encode())
        bind(cursor.connection, officer)
        with pytest.raises(Exception, match="division"):
            cursor.execute("SELECT 1/0, sec.person()")
    kept = "".join(path.read_text(errors="replace") for path in home.home().rglob("*.log"))
    assert "set_config('zicht.token', $1, true)" in kept
    assert TOKEN.findall(kept) == []


def test_SH2_an_error_about_a_token_does_not_repeat_it(country):
    """SH2: what is refused is told to whoever asked, and tells nothing of the token."""
    officer = country.actor("contact_officer", "gemeente-ede")
    spoilt = "SELECT sec.person() FROM set_config('zicht.token', current_setting('zicht.token') || '0', true)"
    with pytest.raises(DatabaseError) as refused, acting(officer):
        connection.cursor().execute(spoilt)
    assert not TOKEN.search(str(refused.value))
