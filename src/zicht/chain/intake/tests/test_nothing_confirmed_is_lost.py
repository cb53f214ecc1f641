"""Whatever someone does with send, back, change, second tab and retry, and wherever a connection is killed:
every word that a page confirmed opens for a holder (IN5, CU1).

Sequences are drawn from a seed, so that a failing one can be played again. `ZICHT_SEQUENCES`: how many.
"""

import os
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field

import psycopg
import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from zicht.chain.custody import storyline
from zicht.chain.custody.page import open_page
from zicht.chain.door import receipts
from zicht.chain.intake.public_draft import Draft
from zicht.chain.intake.services import submission_digest
from zicht.chain.signals.models import Signal
from zicht.foundation.access import acting, as_worker

SEQUENCES = int(os.environ.get("ZICHT_SEQUENCES", "150"))
ACTS = (
    "change",
    "change",
    "change",
    "change",
    "choose",
    "tab",
    "back",
    "send",
    "send",
    "retry",
    "kill",
    "kill",
)
SEEN = ["danger", "reporter", "form", "what", "place", "when", "minor", "police", "answer", "who", "story"]
RECEIPT = re.compile(r"<code[^>]*>([0-9A-Z-]{24})</code>")


@dataclass
class Killer:
    """Kills the connection of the public door a moment after a report was sent on its way."""

    parameters: dict
    killed: int = 0

    def strike(self, after: float) -> threading.Thread:
        connections["intake"].ensure_connection()
        thread = threading.Thread(target=self._strike, args=[connections["intake"].connection, after])
        thread.start()
        return thread

    def _strike(self, victim, after: float) -> None:
        with psycopg.connect(**self.parameters, autocommit=True) as other:
            time.sleep(after)
            pid = victim.info.backend_pid
            self.killed += other.execute("SELECT pg_terminate_backend(%s)", [pid]).fetchone()[0]


@dataclass
class Sender:
    """A reporter with one submission in some tabs, each as it was filled in there."""

    seed: int
    killer: Killer
    client: Client = field(default_factory=Client)
    confirmed: set = field(default_factory=set)
    receipts: set = field(default_factory=set)
    number: int = 0

    def __post_init__(self):
        self.random = random.Random(self.seed)
        self.key = receipts.new_submission_key()
        first = {"danger": "no", "reporter": "citizen", "form": "sexual", "place": "Ede"}
        first |= {"places": ["GM0228"], "sure": True, "spot": "", "when": "", "minor": "no", "ongoing": "yes"}
        self.tabs = [first | {"what": self.word()}]
        self.sent = []

    def word(self) -> str:
        self.number += 1
        return f"woord{self.seed}x{self.number}"

    def play(self) -> None:
        for act in self.random.choices(ACTS, k=self.random.randint(4, 12)):
            getattr(self, act)()
        self.send()

    def change(self):
        name = self.random.choice(("what", "spot", "when"))
        more = self.random.random() < 0.5
        before = self.tabs[-1][name]
        self.tabs[-1] |= {name: f"{before} {self.word()}" if more and before else self.word()}

    def choose(self):
        name, values = self.random.choice([("minor", ("yes", "no")), ("danger", ("yes", "no"))])
        self.tabs[-1] |= {name: self.random.choice(values)}

    def tab(self):
        self.tabs.append(dict(self.random.choice(self.tabs)))

    def back(self):
        self.random.shuffle(self.tabs)

    def send(self):
        self.post(self.tabs[-1])

    def retry(self):
        self.post(self.random.choice(self.sent or self.tabs))

    def kill(self):
        strike = self.killer.strike(self.random.uniform(0, 0.03))
        self.post(self.tabs[-1], heard=self.random.random() < 0.8)
        strike.join()
        connections["intake"].close()

    def post(self, answers: dict, heard: bool = True) -> None:
        """Send the page; what it confirms, and the sender hears, counts."""
        draft = Draft(key=self.key, answers=dict(answers), seen=SEEN, checked=True)
        form = {"draft": draft.sealed(), "step": "check", "go": "send"}
        page = self.client.post(reverse("report:report"), form)
        self.sent.append(dict(answers))
        if heard and page.status_code == 200 and (found := RECEIPT.search(page.content.decode())):
            self.receipts.add(found[1])
            self.confirmed |= set(" ".join(answers[name] for name in ("what", "spot", "when")).split())


def read_by(actor, signal_id) -> str:
    """Return every word of a signal that its page shows this person."""
    with acting(actor):
        page = open_page(signal_id, actor)
        told = [str(entry.text) for entry in storyline.timeline(page)]
        return " ".join([*(text for _, text in page.story), *told])


def lost(sender: Sender, holder) -> set:
    """Return the confirmed words that the holder cannot read; that there is one signal and receipt is
    checked on the way.
    """
    with as_worker():
        found = list(Signal.objects.filter(submission_digest=submission_digest(sender.key)))
    assert len(found) == 1, sender.seed
    assert len(sender.receipts) == 1, sender.seed
    return sender.confirmed - set(re.findall(r"\w+", read_by(holder, found[0].id)))


@pytest.fixture
def killer(country):
    return Killer(_parameters())


def _parameters() -> dict:
    found = connections["intake"].get_connection_params()
    return {name: found[name] for name in ("dbname", "user", "password", "host", "port") if found.get(name)}


def test_IN5_CU1_every_word_that_a_page_confirmed_opens_for_a_holder(country, killer):
    holder = country.actor("contact_officer", "gemeente-ede")
    unreadable, confirmed = {}, 0
    for seed in range(SEQUENCES):
        sender = Sender(seed, killer)
        sender.play()
        confirmed += len(sender.confirmed)
        if missing := lost(sender, holder):
            unreadable[seed] = missing
    told = f"{SEQUENCES} sequences, {confirmed} confirmed words, {killer.killed} kills\n"
    sys.stderr.write(told)
    assert unreadable == {}
    assert killer.killed
