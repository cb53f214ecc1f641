"""How long the route of one signal takes. Run: `python -m benchmarks.routes` (no database needed); prints
JSON.

Goal: under 1 ms. Times are processor time of this thread, so that neighbours on the machine do not count.
Baseline: the rule-engine package (5.x), which only decides which of the same rules match; `matching`
compares exactly that, `evaluation` is all of our work: matching, staffing, fallbacks, merging and reasons
in Dutch.
"""

import json
import platform
import random
import statistics
import time
from collections.abc import Callable

from benchmarks import ground
from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.document import parse
from zicht.chain.routes.evaluation import evaluate
from zicht.chain.routes.outcome import Recipient
from zicht.chain.routes.route import Facts, ReportingRoute
from zicht.chain.routes.vocabulary import FORMS, FUNCTIONS

COUNT = ground.size(2_000, 100)
GOAL_MS = 1.0


def measure() -> dict:
    """Milliseconds per signal over `COUNT` random signals in nation, region and municipality; medians of 5
    rounds.
    """
    routes = three_levels()
    signals = random_signals()
    people = staffing()
    ours = _round_times(lambda facts: evaluate(facts, routes, people), signals)
    matching = _round_times(
        lambda facts: [rule for route in routes for rule in route.rules if rule.applies_to(facts)], signals
    )
    baseline = _baseline(routes, signals)
    return {
        "what": "route of one signal",
        "rules": sum(len(route.rules) for route in routes),
        "evaluation_ms": ours[0],
        "evaluation_p99_ms": ours[1],
        "matching_ms": matching[0],
        "baseline": "rule-engine, matching only",
        "baseline_ms": baseline,
        "matching_times_faster": baseline and round(baseline / matching[0], 1),
        "goal_ms": GOAL_MS,
        "reached": ours[1] < GOAL_MS,
        "python": platform.python_version(),
    }


def three_levels() -> list[ReportingRoute]:
    """The national route with a region and a municipality on top."""
    routes: list[ReportingRoute] = []
    for level, name in (
        ("nation", "nation"),
        ("region", "region_short_lines"),
        ("municipality", "municipality_ambassadors"),
    ):
        routes.append(
            parse(default_document(name), level=level, area=level, area_name=level, number=1, higher=routes)
        )
    return routes


def random_signals() -> list[Facts]:
    draw = random.Random(342)
    yes_no = (True, False)
    return [
        Facts(
            draw.choice(("GM0344", "GM0228", None)),
            draw.choice(list(FORMS)),
            draw.choice(yes_no),
            draw.choice((True, False, None)),
            draw.choice(yes_no),
            draw.choice(yes_no),
            "citizen",
            "public",
            "nl",
        )
        for _ in range(COUNT)
    ]


def staffing() -> dict[str, Recipient]:
    """Everyone at work but the contact officer, so that a fallback is part of the work."""
    return {
        function: Recipient(function, name, function != "contact_officer")
        for function, name in FUNCTIONS.items()
    }


def _round_times(act: Callable[[Facts], object], signals: list[Facts]) -> tuple[float, float]:
    """Median of the round means and the 99th percentile of single signals, in milliseconds."""
    means, single = [], []
    for _ in range(5):
        times = []
        for facts in signals:
            started = time.thread_time()
            act(facts)
            times.append((time.thread_time() - started) * 1000)
        means.append(statistics.mean(times))
        single += times
    return round(statistics.median(means), 5), round(statistics.quantiles(single, n=100)[98], 5)


def _baseline(routes: list[ReportingRoute], signals: list[Facts]) -> float | None:
    """Milliseconds for rule-engine to match the same rules; None when that package is not installed."""
    try:
        import rule_engine
    except ImportError:
        return None
    context = rule_engine.Context(resolver=rule_engine.resolve_attribute, default_value=None)
    rules = [
        rule_engine.Rule(_expression(rule.when), context=context) for route in routes for rule in route.rules
    ]
    return _round_times(lambda facts: [rule for rule in rules if rule.matches(facts)], signals)[0]


def _expression(when: dict) -> str:
    """The same conditions in the language of rule-engine."""
    parts = []
    for name, wanted in when.items():
        if isinstance(wanted, list):
            parts.append(f"{name} in {json.dumps(wanted)}")
        else:
            parts.append(f"{name} == {json.dumps(wanted)}")
    return " and ".join(parts) or "true"


if __name__ == "__main__":
    ground.use_own_home("routes")  # words in Dutch want the settings, and those a home
    print(json.dumps(measure(), indent=2))  # noqa: T201
