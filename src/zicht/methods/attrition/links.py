"""Where most is to be won: what if one link forwarded like the median of comparable links?

A link is a step, or a step at one kind of organisation, region or channel. Its loss is the share of
signals that leave it for closure or nothing. Links with few signals get an interval but are not compared:
chance would name them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .chain import Chain, Estimate, dirichlet, visits
from .events import Ends, Event

FEWEST = 30
FEWEST_COMPARABLE = 2
DOUBT = 0.05
TINY = 1e-12

Place = tuple[str, str | None]
"""A step and its group."""


@dataclass(frozen=True)
class Link:
    """One link. ``gain``: signals of this log that would come through in addition; None when it is not
    compared.

    ``clear``: the gain is above zero even when we allow for having looked at all links (Bonferroni, 5 %
    together).
    """

    step: str
    group: str | None
    loss: Estimate
    median_loss: float | None = None
    gain: Estimate | None = None
    chance_best: float | None = None
    clear: bool = False


def compare(
    chain: Chain,
    events: Sequence[Event],
    start: np.ndarray,
    signals: int,
    ends: Ends,
    by: str | None,
    random: np.random.Generator,
) -> list[Link]:
    """All links, largest expected gain first, links that are not compared last.

    start: (states,) share of signals coming in. ``by``: attribute that splits a step into links that are
    comparable with each other; without it the steps are compared. A link needs 30 signals and two
    comparable links of that size."""
    rows = _rows(chain, events, ends, by)
    stopped = chain.at(ends.stopped)
    drawn = {link: _draw(chain, link[0], row, by, random) for link, row in rows.items()}
    onward = {link: 1 - draws[:, stopped].sum(axis=1) for link, draws in drawn.items()}
    effect = _Effect.of(chain, start, ends)
    gains, medians = {}, {}
    for link, row in rows.items():
        if row.sum() >= FEWEST and len(others := _comparable(link, rows, by)) >= FEWEST_COMPARABLE:
            median = np.median([onward[o] for o in others], axis=0)
            share = row.sum() / chain.counts[chain.states.index(link[0])].sum()
            gains[link] = signals * effect.of_forwarding(link[0], drawn[link], stopped, median, share)
            medians[link] = float(1 - median.mean())
    best = _best(gains)
    links = [
        Link(
            *link,
            Estimate.of(1 - onward[link], int(row.sum())),
            medians.get(link),
            Estimate.of(gains[link], int(row.sum())) if link in gains else None,
            best.get(link),
            link in gains and bool(np.quantile(gains[link], DOUBT / len(gains)) > 0),
        )
        for link, row in rows.items()
    ]
    return sorted(
        links, key=lambda k: (k.gain is None, -(k.gain.mean if k.gain else 0), k.step, k.group or "")
    )


def weakest(links: Sequence[Link]) -> Link | None:
    """The link with the largest gain, when that gain is clear; else the log cannot tell."""
    first = next(iter(links), None)
    return first if first and first.clear else None


@dataclass(frozen=True)
class _Effect:
    """Change of the chance to come through when one row of the chain changes (Sherman–Morrison, exact)."""

    chain: Chain
    start: np.ndarray
    chance: np.ndarray
    inner: np.ndarray
    visits: np.ndarray

    @classmethod
    def of(cls, chain: Chain, start: np.ndarray, ends: Ends) -> _Effect:
        goal = chain.at(ends.through)
        inner = chain.towards(goal)
        return cls(chain, start, chain.chance(goal), inner, visits(chain.draws, inner))

    def of_forwarding(
        self, step: str, rows: np.ndarray, stopped: np.ndarray, onward: np.ndarray, share: float
    ) -> np.ndarray:
        """(draws,): added chance per incoming signal when this share of the step forwards at rate ``onward``.

        What goes on keeps its destinations; what stops keeps its reasons."""
        here = self.chain.states.index(step)
        if not self.inner[here]:
            return np.zeros(len(rows))
        now = rows[:, ~stopped].sum(axis=1)
        stopping, going = (1 - onward) / np.maximum(1 - now, TINY), onward / np.maximum(now, TINY)
        factor = np.where(stopped, stopping[:, None], going[:, None])
        change = share * rows * (factor - 1)
        column = self.visits[:, :, np.flatnonzero(self.inner).tolist().index(here)]
        arriving = (column * self.start[self.inner]).sum(axis=1)
        again = (change[:, self.inner] * column).sum(axis=1)
        found: np.ndarray = arriving * (change * self.chance).sum(axis=1) / (1 - again)
        return found


def _rows(chain: Chain, events: Sequence[Event], ends: Ends, by: str | None) -> dict[Place, np.ndarray]:
    """(step, group) → (states,) times each destination was taken; only steps before an outcome."""
    at = {state: i for i, state in enumerate(chain.states)}
    rows: dict[Place, np.ndarray] = {}
    for event in events:
        if event.source not in ends.through | ends.stopped:
            link = (event.source, event.attributes.get(by, "") if by else None)
            rows.setdefault(link, np.zeros(len(at)))[at[event.target]] += 1
    return rows


def _draw(
    chain: Chain, step: str, row: np.ndarray, by: str | None, random: np.random.Generator
) -> np.ndarray:
    here = chain.states.index(step)
    if by is None:
        return chain.draws[:, here]
    return dirichlet(row, chain.counts[here] > 0, len(chain.draws), random)


def _comparable(link: Place, rows: Mapping[Place, np.ndarray], by: str | None) -> list[Place]:
    same = [o for o in rows if o != link and (by is None or o[0] == link[0])]
    return [o for o in same if rows[o].sum() >= FEWEST]


def _best(gains: Mapping[Place, np.ndarray]) -> dict[Place, float]:
    if not gains:
        return {}
    winner = np.argmax(np.array(list(gains.values())), axis=0)
    return {link: float((winner == i).mean()) for i, link in enumerate(gains)}
