"""Hidden figures and processor seconds for one synthetic year × form × region table, by three ways of
protecting it.

``PYTHONPATH=src python benchmarks/disclosure/compare.py [--scale 60] [--years 16]``; pytauargus takes part
when it is installed. Counts are Poisson draws with uneven forms and regions: synthetic, not figures about
anyone.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from itertools import product

import numpy as np

from zicht.methods.disclosure.attacker import attack
from zicht.methods.disclosure.protection import protect
from zicht.methods.disclosure.publications import Publication
from zicht.methods.disclosure.tables import shape_of

THRESHOLD = 10
DIMENSIONS = ("year", "form", "region")


def synthetic(years, scale, seed=1):
    """Leaf counts years × 7 × 40 as {(year, form, region): count}."""
    random = np.random.default_rng(seed)
    by_year, by_region = random.uniform(0.7, 1.3, years), random.dirichlet(np.full(40, 1.2)) * 40
    by_form = np.array([0.5, 0.25, 0.1, 0.08, 0.04, 0.02, 0.01])
    counts = random.poisson(scale * np.einsum("i,j,k->ijk", by_year, by_form, by_region))
    return {(f"Y{i:02}", f"F{j}", f"R{k:02}"): int(n) for (i, j, k), n in np.ndenumerate(counts)}


def plain_margins(shape, values):
    """Hide every small cell and every margin that contains a hidden cell: (hidden mask)."""
    hidden = (values > 0) & (values < THRESHOLD)
    while True:
        before = hidden.sum()
        for totals, parts in shape.sums():
            hidden[totals[hidden[parts].any(axis=1)]] = True
        if hidden.sum() == before:
            return hidden


def describe(name, hidden, values, seconds, exposed):
    small = (values > 0) & (values < THRESHOLD)
    return {
        "method": name,
        "hidden": int(hidden.sum()),
        "of_which_not_small": int((hidden & ~small).sum()),
        "value_share_hidden": round(float(values[hidden].sum() / values.sum()), 4),
        "processor_seconds": round(seconds, 2),
        "exposed": exposed,
    }


def exposed_cells(shape, values, hidden):
    """Small cells that the attacker can tell to be above 0 or below the threshold, and how many exactly."""
    cells = list(shape.cells())
    known = {c: (v, v) for c, v, h in zip(cells, values.tolist(), hidden, strict=True) if not h}
    guarded = {c: (0, THRESHOLD) for c, v in zip(cells, values.tolist(), strict=True) if 0 < v < THRESHOLD}
    found = attack([Publication("attacked", shape, known, guarded)]).exposed
    return {"narrowed": len(found), "exactly": int(sum(e.high - e.low < 1e-6 for e in found))}


def with_zicht(table, shape, values):
    started = time.process_time()
    result = protect(table, DIMENSIONS, THRESHOLD)
    seconds = time.process_time() - started
    hidden = np.array([result.cells[c] is None for c in shape.cells()])
    return describe("zicht", hidden, values, seconds, exposed_cells(shape, values, hidden))


def with_plain_margins(shape, values):
    started = time.process_time()
    hidden = plain_margins(shape, values)
    return describe(
        "margins", hidden, values, time.process_time() - started, exposed_cells(shape, values, hidden)
    )


def with_pytauargus(table, shape, values, rule="FREQ(10,30)", method="MOD(1)"):
    from pytauargus import protect as argus

    rows = {name: [] for name in (*DIMENSIONS, "persons")}
    for key, n in table.items():
        for name, category in zip(DIMENSIONS, key, strict=True):
            rows[name] += [category] * n
    rows["persons"] = [1.0] * sum(table.values())
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # its logs land where it runs
        result = argus(rows, list(DIMENSIONS), response="persons", safety_rules=rule, suppress=method).tables[
            0
        ]
    seconds = time.process_time() - started
    withheld = {
        tuple(sorted((d, row[d].strip()) for d in DIMENSIONS if row[d].strip() not in ("", "Total")))
        for row, status in zip(result.rows, result.status(), strict=True)
        if status in ("U", "M")
    }
    hidden = np.array([c in withheld for c in shape.cells()])
    return describe(
        f"pytauargus {method} {rule}", hidden, values, seconds, exposed_cells(shape, values, hidden)
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=16)
    parser.add_argument("--scale", type=float, default=60)
    args = parser.parse_args()
    table = synthetic(args.years, args.scale)
    shape = shape_of(table, DIMENSIONS)
    leaves = np.array([table[k] for k in product(*(a.leaves for a in shape.axes))], dtype=float)
    values = shape.values(leaves.reshape([len(a.leaves) for a in shape.axes])).ravel()
    small = int(((values > 0) & (values < THRESHOLD)).sum())
    print(json.dumps({"cells": len(values), "small": small, "persons": int(values[-1])}))  # noqa: T201
    for run in (
        lambda: with_zicht(table, shape, values),
        lambda: with_plain_margins(shape, values),
        lambda: with_pytauargus(table, shape, values),
    ):
        try:
            print(json.dumps(run()), flush=True)  # noqa: T201
        except ImportError:
            sys.stderr.write("pytauargus is not installed: left out\n")


if __name__ == "__main__":
    main()
