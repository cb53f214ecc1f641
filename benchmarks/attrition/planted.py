"""How often the link with a planted loss is named, and how often its interval holds the planted share.

``PYTHONPATH=src python benchmarks/attrition/planted.py [--runs 200]``; simulated chains as in the tests of
the room.
"""

import argparse

import numpy as np

from zicht.methods.attrition.analysis import analyse
from zicht.methods.attrition.tests.test_analysis import simulate

PLACES = {"one step": (("assessed", None), None), "one kind at one step": (("taken_up", "care"), "kind")}


def measure(signals, loss, planted, by, runs):
    """(named, another named, covered) as shares of the runs."""
    random, found = np.random.default_rng(8), []
    for run in range(runs):
        report = analyse(simulate(random, signals, planted, loss), by=by, draws=1000, seed=run)
        named = report.weakest and (report.weakest.step, report.weakest.group)
        (link,) = [k for k in report.links if (k.step, k.group) == planted]
        found.append(
            (named == planted, named not in (planted, None), link.loss.low <= loss <= link.loss.high)
        )
    return np.mean(found, axis=0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--signals", type=int, nargs="+", default=[500])
    parser.add_argument("--loss", type=float, nargs="+", default=[0.15, 0.20, 0.25, 0.30, 0.35, 0.50])
    args = parser.parse_args()
    print("| signals | planted | loss | named | another named | interval covers |\n|---|---|---|---|---|---|")  # noqa: T201
    for signals in args.signals:
        for place, (planted, by) in PLACES.items():
            for loss in args.loss:
                named, other, covered = measure(signals, loss, planted, by, args.runs)
                row = (signals, place, f"{loss:.0%}", f"{named:.0%}", f"{other:.0%}", f"{covered:.0%}")
                print("| " + " | ".join(map(str, row)) + " |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
