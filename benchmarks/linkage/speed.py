"""Time of the batch beside Splink's, and of the check of one pair.

"Plain" Splink: stock comparisons and blocking, training included; Zicht: with the model that comes with it (as the nightly
batch runs) and with training. Run: `python -m benchmarks.linkage.speed --records 1000000 --seed 13`
"""

import argparse
import logging
import random
import time
import warnings

from benchmarks.linkage.baselines import clean, splink_stock
from benchmarks.linkage.compare import say
from benchmarks.linkage.default_model import FIELDS, text_table
from benchmarks.linkage.generate import generate
from zicht.methods import linkage


def pair_times(rows, model, pairs=3000):
    """(median, 99th percentile) seconds of `score_pair` on random pairs, features derived each time."""
    rng, times = random.Random(1), []
    for _ in range(pairs):
        a, b = (linkage.Record(**{f: row[FIELDS.get(f, f)] for f in linkage.FIELDS}) for row in rng.sample(rows, 2))
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
    table, frame = text_table(rows), clean(rows)
    del rows
    start = time.perf_counter()
    found = linkage.link(table, model, 0.5)
    say(f"Zicht, given model: {time.perf_counter() - start:.1f} s, {int(found.accepted.sum())} pairs accepted of {len(found.left)} kept")
    left, _, _, seconds = splink_stock(frame)
    say(f"Splink, plain: {seconds:.1f} s, {len(left)} candidate pairs kept")


if __name__ == "__main__":
    main()
