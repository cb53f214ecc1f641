"""A hundred threads of two organisations over one pooled connection, failing at random: nobody sees a
foreign row (SH2).
"""

import random
import threading
from collections import Counter

import pytest
from django.db import DatabaseError, connection, connections

from zicht.chain.custody.models import Holding
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting

THREADS, ROUNDS = 100, 12


@pytest.fixture
def one_connection(database):
    """`default` over a pool of exactly one connection, as each thread gets it."""
    entry = connections.databases["default"]
    pool = {"min_size": 1, "max_size": 1, "timeout": 120}
    connections.databases["pooled"] = {**entry, "OPTIONS": {**entry["OPTIONS"], "pool": pool}}
    yield
    connections["pooled"].close_pool()
    connections["pooled"].close()
    del connections.databases["pooled"]


class Stumble(Exception):
    """Something goes wrong halfway."""


class Visitor(threading.Thread):
    """One organisation's person, again and again over the shared connection."""

    def __init__(self, actor, own: set, seed: int):
        super().__init__()
        self.actor, self.own, self.random = actor, own, random.Random(seed)
        self.foreign: set = set()
        self.outcomes: Counter = Counter()

    def run(self):
        connections["default"] = connections["pooled"]  # of this thread alone
        for _ in range(ROUNDS):
            try:
                self.outcomes[self.visit()] += 1
            except (Stumble, DatabaseError, ZeroDivisionError) as error:
                self.outcomes[type(error).__name__] += 1
            finally:
                connection.close()  # back to the pool, in whatever state it is

    def visit(self) -> str:
        kind = self.random.choice(
            ("reads", "stumbles", "breaks the transaction", "forgets who it is", "lies")
        )
        if kind == "forgets who it is":
            return "saw nothing" if not list(Signal.objects.all()) else "saw without an actor"
        with acting(self.actor):
            self.look()
            if kind == "stumbles":
                raise Stumble
            if kind == "breaks the transaction":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1/0")
            if kind == "lies":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('zicht.token', 'somebody else', false)")
                self.look()
        return "saw its own"

    def look(self):
        seen = set(Signal.objects.values_list("id", flat=True)) | set(
            Holding.objects.values_list("signal_id", flat=True)
        )
        self.foreign |= seen - self.own
        self.outcomes["rows"] += len(seen)


def test_SH2_a_shared_connection_shows_no_foreign_rows_whatever_goes_wrong(country, one_connection):
    """SH2: 100 threads, 2 organisations, 1 pooled connection, random exceptions, forgotten and forged
    actors.
    """
    for _ in range(4):
        country.signal()
        country.signal(municipality="GM0344")
    actors = [country.actor("contact_officer", slug) for slug in ("gemeente-ede", "gemeente-utrecht")]
    own = [country.visible_signals(actor) for actor in actors]
    assert all(own)
    assert own[0] - own[1]
    assert own[1] - own[0]
    visitors = [Visitor(actors[number % 2], own[number % 2], number) for number in range(THREADS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    outcomes = sum((visitor.outcomes for visitor in visitors), Counter())
    assert set().union(*(visitor.foreign for visitor in visitors)) == set()
    assert outcomes["saw without an actor"] == 0
    assert outcomes["Stumble"] > 0, outcomes
    assert outcomes["DataError"] > 0, outcomes
    assert outcomes["saw its own"] > 0, outcomes
    assert outcomes["rows"] > 0
