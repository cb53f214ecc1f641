"""DuckDB and Spark on one generated set with the model that comes with Zicht: same pairs, same scores, same
clusters?

Run: `python -m benchmarks.linkage.engines --records 50000 --seed 14`. Needs `pyspark` and Java 17.
"""

import argparse
import time

import numpy as np

from benchmarks.linkage.compare import say
from benchmarks.linkage.default_model import text_table
from benchmarks.linkage.generate import generate
from zicht.methods import linkage


def linked(table, model, engine):
    """The result of `link` on this engine; says how long it took."""
    started = time.perf_counter()
    found = linkage.link(table, model, 0.5, engine)
    say(
        f"{engine}: {len(found.left)} scored pairs, {int(found.accepted.sum())} accepted,"
        f" {time.perf_counter() - started:.1f} s"
    )
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=14)
    args = parser.parse_args()
    table = text_table(generate(args.records, args.seed))
    model = linkage.Model.load().for_records(len(table))
    here, there = (linked(table, model, engine) for engine in ("duckdb", "spark"))
    same = np.array_equal(here.left, there.left) and np.array_equal(here.right, there.right)
    say(
        f"same pairs: {same}; same scores to the last bit:"
        f" {same and np.array_equal(here.weight, there.weight)}; same clusters:"
        f" {here.clusters == there.clusters}"
    )


if __name__ == "__main__":
    main()
