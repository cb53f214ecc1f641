"""From an event log to a report: what reaches help and the register, where signals stop, where most is to
be won.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from zicht.methods.codes import Warning

from .chain import Chain, Estimate, tally, visits, weights
from .durations import Duration, duration
from .events import Ends, Event, Log, LogError, read
from .links import FEWEST, Link, compare, weakest

DRAWS = 2000


@dataclass(frozen=True)
class Step:
    """One step. ``to``: next state → signals; ``chance``: outcome → chance to reach it from here;
    ``present``: average number of signals in this step over the time of the log."""

    name: str
    to: dict[str, int]
    chance: dict[str, Estimate]
    days: Duration
    present: float


@dataclass(frozen=True)
class Report:
    """``chance``: for a signal that comes in. ``weakest``: None when the log cannot tell."""

    signals: int
    chance: dict[str, Estimate]
    steps: list[Step]
    links: list[Link]
    weakest: Link | None
    warnings: list[Warning]
    seconds: float


def analyse(
    events: Iterable[Event],
    *,
    ends: Ends | None = None,
    by: str | None = None,
    silent_after: timedelta | None = None,
    as_of: datetime | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Report:
    """Report over a log of events. ``by``: attribute that splits steps into comparable links (organisation
    kind, region); ``silent_after``: waiting this long short of an outcome counts as lost. Refuses an empty
    or contradictory log."""
    started = time.perf_counter()
    ends = ends or Ends()
    log = read(events, ends, silent_after, as_of)
    if not log.events:
        raise LogError("nothing_moved")
    random = np.random.default_rng(seed)
    chain = Chain.of(tally((e.source, e.target) for e in log.events), draws, random)
    signals, start = log.starts.total(), weights(log.starts, chain.states)
    chances = {name: chain.chance(chain.at(states)) for name, states in ends.outcomes().items()}
    links = compare(chain, log.events, start, signals, ends, by, random)
    overall = {name: Estimate.of(chance @ start, signals) for name, chance in chances.items()}
    worst = weakest(links)
    took = time.perf_counter() - started
    return Report(
        signals,
        overall,
        _steps(chain, chances, log),
        links,
        worst,
        [*log.warnings, *_small(links)],
        took,
    )


@dataclass(frozen=True)
class Expected:
    """Simulated outcome of a route. ``chance``: outcome → chance; ``stopped_at``: step → chance to stop
    there.
    """

    chance: dict[str, Estimate]
    stopped_at: dict[str, Estimate]


def expected_loss(
    transition_counts: Mapping[tuple[str, str], float],
    start: str,
    *,
    ends: Ends | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Expected:
    """What may be expected of a (draft) route from counts per step: (from, to) → times seen, 0 for a step
    never tried.

    Steps without experience get wide intervals instead of a guess. Refuses a start that is not in the
    counts."""
    ends = ends or Ends()
    chain = Chain.of(transition_counts, draws, np.random.default_rng(seed))
    if start not in chain.states:
        raise LogError("state_unknown", state=start)
    here, n = chain.states.index(start), int(chain.counts[chain.states.index(start)].sum())
    chance = {k: Estimate.of(chain.chance(chain.at(v))[:, here], n) for k, v in ends.outcomes().items()}
    return Expected(chance, _stopped_at(chain, here, ends))


def _stopped_at(chain: Chain, here: int, ends: Ends) -> dict[str, Estimate]:
    goal, stopped = chain.at(ends.through | ends.stopped), chain.at(ends.stopped)
    inner = chain.towards(goal)
    if not inner[here]:
        return {}
    position = np.flatnonzero(inner)
    passing = visits(chain.draws, inner)[:, np.flatnonzero(position == here)[0]]
    stopping = passing * chain.draws[:, inner][:, :, stopped].sum(axis=2)
    return {
        chain.states[p]: Estimate.of(stopping[:, i], int(chain.counts[p].sum()))
        for i, p in enumerate(position)
    }


def _steps(chain: Chain, chances: Mapping[str, np.ndarray], log: Log) -> list[Step]:
    steps = []
    for i, name in enumerate(chain.states):
        stays = [s for s in log.stays if s.state == name]
        n = int(chain.counts[i].sum())
        if not n and not stays:
            continue
        to = {chain.states[j]: int(chain.counts[i, j]) for j in np.flatnonzero(chain.counts[i])}
        chance = {outcome: Estimate.of(draws[:, i], n) for outcome, draws in chances.items()}
        present = sum(s.days for s in stays) / log.days if log.days else 0.0
        steps.append(Step(name, to, chance, duration(stays), present))
    return steps


def _small(links: Iterable[Link]) -> list[Warning]:
    small = sum(link.loss.n < FEWEST for link in links)
    return [Warning("small_links", count=small, fewest=FEWEST)] if small else []
