"""The process map: what the published route asks of every signal, and beside it how many signals really went
on (IS3).

Plain SVG geometry on the numbers of the page it stands on, so that it never says more than they do: all of
them in the own region, tens elsewhere. Lengths are in per cent and text keeps its size, so that it can be
read at every width.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zicht.chain.routes.country import remembered
from zicht.chain.routes.route import ReportingRoute, RouteStep
from zicht.chain.routes.vocabulary import FUNCTIONS, Role, Task
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND
from zicht.sight.funnel.publishing import BASE, FEWEST
from zicht.sight.funnel.queries import WAY, Stop

ROW = 116
"""Pixels from one step to the next."""
BOX, BAR_TOP, BAR = 74, 26, 26
WITHHELD_WIDTH = 6.0
FEWEST_TO_MARK = 15
EVERY_SIGNAL = ({}, {"place": "known"})
TASK_OF = {"assessed": Task.ASSESS, "decided": Task.DECIDE_REGISTRATION}
FIXED = {
    "received": ("Komt meteen bij wie aan zet is", "De regio kijkt mee"),
    "taken_up": ("Wie aan zet is, laat weten: ik heb het", "Daarmee hoort de melder iets"),
    "registered": ("CoMensha legt de melding vast", ""),
}


@dataclass(frozen=True)
class Step:
    """One step; `y` in pixels, `width` and `on` (who went on) in per cent. `number` None: withheld.

    `left`: who did not go on, at least that many where `at_least`, None where it cannot be said;
    `waiting`: still open, of these.
    """

    label: str
    route: tuple[str, str]
    number: int | None
    y: int
    width: float
    on: float
    left: int | None
    at_least: bool
    waiting: int | None
    most: bool

    @property
    def lost_width(self) -> float:
        return round(self.width - self.on, 2)

    @property
    def share(self) -> int:
        """Signals at this step per hundred that came in."""
        return round(self.width)


@dataclass(frozen=True)
class ProcessMap:
    steps: tuple[Step, ...]
    height: int

    @property
    def most(self) -> Step | None:
        """The step after which most signals do not go on; None where it cannot be said."""
        return next((step for step in self.steps if step.most), None)


def process_map(
    labels: Mapping[str, str],
    reached: Mapping[str, int | None],
    stops: Sequence[Stop] | None,
    route: Mapping[str, tuple[str, str]],
) -> ProcessMap | None:
    """Draw the way from `reached` by step. `stops`: who did not go on after each step; None: the difference
    of two steps.

    Returns None when not even the first number may be said."""
    first = reached["received"]
    if not first:
        return None
    left = (
        [(stop.ended + stop.waiting, False) for stop in stops] if stops is not None else _differences(reached)
    )
    worst = max((number for number, _ in left if number), default=0)
    marked = [number for number, _ in left].index(worst) if worst >= FEWEST_TO_MARK else None
    steps = []
    for at, key in enumerate(WAY):
        number, (gone, at_least) = reached[key], left[at] if at < len(left) else (None, False)
        width = WITHHELD_WIDTH if number is None else round(100 * number / first, 2)
        on = (
            0.0
            if at == len(left)
            else width
            if gone is None
            else max(0.0, round(width - 100 * gone / first, 2))
        )
        waiting = stops[at].waiting if stops is not None and at < len(stops) else None
        label, there = labels[key], route.get(key, ("", ""))
        steps.append(Step(label, there, number, at * ROW, width, on, gone, at_least, waiting, at == marked))
    return ProcessMap(tuple(steps), len(WAY) * ROW - ROW + BOX)


def _differences(reached: Mapping[str, int | None]) -> list[tuple[int | None, bool]]:
    return [_difference(reached[one], reached[other]) for one, other in pairwise(WAY)]


def _difference(here: int | None, then: int | None) -> tuple[int | None, bool]:
    """Of two figures in tens; a step with fewer than is said still tells how many at least did not reach
    it."""
    if here is None:
        return None, False
    if then is not None:
        return max(0, here - then), False
    fewest = (here - BASE // 2 - (FEWEST - 1)) // BASE * BASE
    return (fewest, True) if fewest > 0 else (None, False)


def by_the_route(region: str = "") -> dict[str, tuple[str, str]]:
    """Return who the published routes of the nation and a region put at each step of every signal, and within
    what time.

    Read from memory: a route that was published since may show a day later."""
    routes = remembered().published.values()
    mine = [route for route in routes if route.area in ("NL", f"{WORKING_REGION_KIND}:{region}")]
    asked = {
        step.task: step for route in sorted(mine, key=_nation_first) for step in _for_every_signal(route)
    }
    found = {key: asked.get(task) for key, task in TASK_OF.items()}
    return FIXED | {key: (_name(step.function), str(step.due)) for key, step in found.items() if step}


def _nation_first(route: ReportingRoute) -> bool:
    return route.area != "NL"


def _for_every_signal(route: ReportingRoute) -> list[RouteStep]:
    """The steps of rules without conditions; what a lower level says later is stricter."""
    return [
        step
        for rule in route.rules
        if dict(rule.when) in EVERY_SIGNAL
        for step in rule.steps
        if step.role is Role.RESPONSIBLE
    ]


def _name(function: str) -> str:
    name = FUNCTIONS[function].removeprefix("de ").removeprefix("het ")
    return name[:1].upper() + name[1:]
