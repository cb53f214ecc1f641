"""The event log: which signal went from which state to which, and when. Nothing about persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from zicht.methods.codes import Refused, Warning


class LogError(Refused):
    """The event log cannot be read."""


@dataclass(frozen=True)
class Event:
    """A signal leaves ``source`` ("" when it comes in) for ``target``. ``attributes`` describe the link it
    leaves.
    """

    signal: str
    source: str
    target: str
    at: datetime
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ends:
    """Which states count as which outcome. A signal can reach more than one: registered first, helped
    later.
    """

    help: frozenset[str] = frozenset({"help"})
    register: frozenset[str] = frozenset({"registered"})
    closed: frozenset[str] = frozenset({"closed"})
    lost: frozenset[str] = frozenset({"lost"})

    @property
    def through(self) -> frozenset[str]:
        """The signal reached help or the register."""
        return self.help | self.register

    @property
    def stopped(self) -> frozenset[str]:
        return self.closed | self.lost

    def outcomes(self) -> dict[str, frozenset[str]]:
        return {
            "through": self.through,
            "help": self.help,
            "register": self.register,
            "closed": self.closed,
            "lost": self.lost,
        }


@dataclass(frozen=True)
class Stay:
    """A signal in a state: ``days`` until it left, or until the log was read when it is still there."""

    state: str
    days: float
    left: bool


@dataclass(frozen=True)
class Log:
    """Events per signal in order, with what waited too long turned into a silent loss."""

    events: tuple[Event, ...]
    stays: tuple[Stay, ...]
    starts: Counter[str]
    days: float
    warnings: tuple[Warning, ...]


def read(
    events: Iterable[Event], ends: Ends, silent_after: timedelta | None = None, as_of: datetime | None = None
) -> Log:
    """Order the log; ``as_of`` defaults to the last event. A signal that waits in one state, short of an
    outcome, for longer than ``silent_after`` is counted as lost there. Refuses an empty log and times with
    and without zone mixed."""
    routes: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        routes[event.signal].append(event)
    if not routes:
        raise LogError("no_events")
    try:
        for route in routes.values():
            route.sort(key=lambda e: e.at)
        first = min(route[0].at for route in routes.values())
        as_of = as_of or max(route[-1].at for route in routes.values())
        if silent_after:
            for route in routes.values():
                route += _silent_loss(route[-1], ends, silent_after, as_of)
        stays = tuple(stay for route in routes.values() for stay in _stays(route, ends, as_of))
    except TypeError:
        raise LogError("mixed_time_zones") from None
    starts = Counter(route[0].source or route[0].target for route in routes.values())
    ordered = tuple(e for route in routes.values() for e in route if e.source)
    return Log(ordered, stays, starts, (as_of - first) / timedelta(days=1), _warnings(routes))


def _silent_loss(last: Event, ends: Ends, silent_after: timedelta, as_of: datetime) -> list[Event]:
    if last.target in ends.through | ends.stopped or as_of - last.at <= silent_after:
        return []
    lost = next(iter(sorted(ends.lost)), "lost")
    return [Event(last.signal, last.target, lost, last.at + silent_after, last.attributes)]


def _stays(route: list[Event], ends: Ends, as_of: datetime) -> Iterable[Stay]:
    for event, following in zip(route, [*route[1:], None], strict=True):
        if following:
            yield Stay(event.target, (following.at - event.at) / timedelta(days=1), left=True)
        elif event.target not in ends.through | ends.stopped:
            yield Stay(event.target, max(0.0, (as_of - event.at) / timedelta(days=1)), left=False)


def _warnings(routes: Mapping[str, list[Event]]) -> tuple[Warning, ...]:
    gaps = sum(a.target != b.source for route in routes.values() for a, b in pairwise(route))
    twice = sum(len(route) - len({(e.source, e.target, e.at) for e in route}) for route in routes.values())
    missing = (Warning("events_missing", count=gaps),) if gaps else ()
    return (*missing, Warning("events_twice", count=twice)) if twice else missing
