"""The law of custody, under a random walk of every allowed and forbidden act by actors at the same time
(CU1).
"""

import contextlib
import os
import random
import threading

import pytest
from django.db import DatabaseError, connections
from django.http import Http404

from zicht.chain.custody import escalation, services
from zicht.chain.custody.invariant import broken
from zicht.chain.custody.models import Handover
from zicht.chain.custody.services import handovers
from zicht.chain.custody.vocabulary import Opinion, OpinionReason, ReturnReason, Task
from zicht.chain.signals.vocabulary import Outcome
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts.refusals import NotPossible

STEPS = int(os.environ.get("ZICHT_CUSTODY_STEPS", "3000"))
WALKERS = 4
REFUSALS = (NotPossible, Http404, DatabaseError)


class Walker(threading.Thread):
    """One actor after another does whatever comes to mind; refusals are fine, lost signals are not."""

    def __init__(self, country, actors, signals, steps, seed):
        super().__init__()
        self.country, self.actors, self.signals, self.steps = country, actors, signals, steps
        self.random = random.Random(seed)
        self.done: dict[str, int] = {}
        self.refused = 0
        self.home = threading.Event()

    def run(self):
        try:
            for _ in range(self.steps):
                if self.home.is_set():
                    return
                self.step()
        finally:
            connections.close_all()

    def step(self):
        act = self.random.choice(ACTS)
        try:
            act(self, self.random.choice(self.actors), self.random.choice(self.signals))
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
        except REFUSALS:
            self.refused += 1

    def handover(self, actor):
        with acting(actor):
            found = list(Handover.objects.values_list("id", flat=True)[:20])
        if not found:
            raise Http404
        return self.random.choice(found)


def take_up(walker, actor, signal):
    services.take_up(signal, actor=actor)


def observe(walker, actor, signal):
    services.observe(signal, "Er stond weer een busje voor de deur.", actor=actor)


def assess(walker, actor, signal):
    opinion, reason = walker.random.choice(Opinion.values), walker.random.choice(OpinionReason.values)
    services.assess(signal, opinion, reason, actor=actor)


def finish(walker, actor, signal):
    services.finish(signal, walker.random.choice(Outcome.values), "indicators", actor=actor)


def reopen(walker, actor, signal):
    services.reopen(signal, "Er is iets veranderd.", actor=actor)


def offer(walker, actor, signal):
    to = walker.random.choice(walker.actors)
    task = walker.random.choice(Task.values)
    handovers.offer(signal, to.organisation_id, to.functions[0], task, "Past beter bij u.", actor=actor)


def accept(walker, actor, signal):
    handovers.accept(walker.handover(actor), actor=actor)


def give_back(walker, actor, signal):
    handovers.return_with_reason(
        walker.handover(actor), walker.random.choice(ReturnReason.values), actor=actor
    )


def withdraw(walker, actor, signal):
    handovers.withdraw(walker.handover(actor), actor=actor)


ACTS = (take_up, observe, assess, finish, reopen, offer, accept, give_back, withdraw)


@contextlib.contextmanager
def all_walking(walkers):
    """The walkers walk; all are home afterwards, also when the law was broken on the way."""
    for walker in walkers:
        walker.start()
    try:
        yield
    except BaseException:
        for walker in walkers:
            walker.home.set()
        raise
    finally:
        for walker in walkers:
            walker.join()


@pytest.mark.slow
def test_CU1_a_random_walk_of_many_actors_never_loses_a_signal(country):
    actors = [
        country.actor("contact_officer", "gemeente-ede"),
        country.actor("contact_officer", "gemeente-utrecht"),
        country.actor("chain_director", "zvh-gelderland-midden"),
        country.actor("care_coordinator", "zorgcoordinatie-gelderland-midden"),
        country.actor("tmm", "politie-oost-nederland"),
        country.actor("nla"),
        country.actor("fallback_desk"),
    ]
    facts = [{}, {"form": "labour"}, {"municipality": None}, {"municipality": "GM0344"}, {"acute": True}]
    signals = [country.signal(**facts[number % len(facts)]).id for number in range(40)]
    walkers = [Walker(country, actors, signals, STEPS // WALKERS, seed) for seed in range(WALKERS)]
    with all_walking(walkers):
        while any(walker.is_alive() for walker in walkers):
            walkers[0].join(timeout=1)
            assert broken() == []
            with as_worker():
                escalation.watch()
    assert broken() == []
    done = {act.__name__: sum(walker.done.get(act.__name__, 0) for walker in walkers) for act in ACTS}
    assert min(done.values()) > 0, f"every act happened: {done}"
    assert sum(done.values()) + sum(walker.refused for walker in walkers) == STEPS // WALKERS * WALKERS
