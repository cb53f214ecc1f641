"""Time and accuracy of the batch on large sets beside Splink's, and time of the check of one pair.

"Plain" Splink: stock comparisons and blocking, training included. Processor time is given too, as other
work on the machine does not move it much. Run: `python -m benchmarks.linkage.speed --records 1000000
--seed 13`
"""

import argparse
import logging
import random
import time
import warnings

import numpy as np

from benchmarks.linkage.baselines import clean, splink_stock
from benchmarks.linkage.compare import line, say
from benchmarks.linkage.default_model import FIELDS, text_table
from benchmarks.linkage.generate import generate
from benchmarks.linkage.measure import best, fixed, persons
from zicht.methods import linkage


def pair_times(rows, model, pairs=3000):
    """(median, 99th percentile) seconds of `score_pair` on random pairs, features derived each time."""
    rng, times = random.Random(1), []
    for _ in range(pairs):
        a, b = (
            linkage.Record(**{f: row[FIELDS.get(f, f)] for f in linkage.FIELDS})
            for row in rng.sample(rows, 2)
        )
        start = time.perf_counter()
        linkage.score_pair(a, b, model)
        times.append(time.perf_counter() - start)
    times.sort()
    return times[pairs // 2], times[pairs * 99 // 100]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    rows, model = generate(args.records, args.seed), linkage.Model.load()
    middle, late = pair_times(rows, model)
    say(f"one pair: median {1e6 * middle:.0f} µs, 99th percentile {1e6 * late:.0f} µs")
    person, table, frame = np.array([row["person"] for row in rows]), text_table(rows), clean(rows)
    del rows
    for name, batch in (("nightly comparison", nightly), ("zicht link, training included", trained)):
        (model, found), text = timed(batch, table)
        say(f"Zicht, {name}: {text}")
        line(
            f"{name}, pairs at 0.5", fixed(found.left[found.accepted], found.right[found.accepted], person), 0
        )
        measured = persons(found, model.for_records(len(person)), person)
        line(f"{name}, persons at 0.5", measured, 0)
        say(
            f"precision of persons is 0.95 at {measured['at_95']:.2f}"
            if measured["at_95"]
            else "precision of persons never reaches 0.95"
        )
        del found
    (left, right, weight, _), text = timed(splink_stock, frame)
    say(f"Splink, plain: {text}")
    line("Splink, stock", best(left, right, weight, person), 0)


def nightly(table):
    """As a register does each night: the model as it comes, with the frequencies of the set."""
    return linkage.link_fitted(table, linkage.Model.load(), 0.5)


def trained(table):
    """As `zicht link` does without a model."""
    model = linkage.train(table, seed=1)
    return model, linkage.link(table, model, 0.5)


def timed(method, data):
    """(result, its time in words)."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = method(data)
    return result, f"{time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} s of processor"


if __name__ == "__main__":
    main()
