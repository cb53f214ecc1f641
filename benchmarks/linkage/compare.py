"""Zicht and the methods it is measured against, on one generated set, in one run.

Every baseline is shown at the threshold that suits it best, chosen with the truth; Zicht at probability 0.5,
fixed beforehand. Zicht trains on the set itself without its truth, as the baselines do.

Run: `python -m benchmarks.linkage.compare --records 50000 --seed 11 [--only zicht]`
"""

import argparse
import logging
import time
import warnings
from collections import defaultdict

import numpy as np

from benchmarks.linkage.baselines import ALL, clean
from benchmarks.linkage.default_model import text_table
from benchmarks.linkage.generate import generate
from benchmarks.linkage.measure import best, fixed, persons, truth_pairs
from zicht.methods import linkage
from zicht.methods.linkage.errors import expected_errors


def say(*words):
    print(*words, flush=True)  # noqa: T201


def zicht(rows, person):
    """Train, link and report; returns the `Linked` result."""
    table, start = text_table(rows), time.perf_counter()
    model = linkage.train(table, seed=1)
    trained = time.perf_counter()
    found = linkage.link(table, model, 0.5)
    seconds = time.perf_counter()
    line(
        "Zicht, pairs at 0.5",
        fixed(found.left[found.accepted], found.right[found.accepted], person),
        seconds - start,
    )
    line("Zicht, persons at 0.5", persons(found, model.for_records(len(rows)), person), seconds - start)
    line("Zicht, best threshold", best(found.left, found.right, found.weight, person), seconds - start)
    candidates = person[found.left] == person[found.right]
    say(
        f"training {trained - start:.1f} s, linking {seconds - trained:.1f} s; scored true pairs"
        f" {candidates.sum() / truth_pairs(person):.3f}"
    )
    return found


def line(name, measured, seconds):
    sure = f"{measured['recall_at_95']:.3f}" if measured.get("recall_at_95") is not None else ""
    say(
        f"| {name} | {measured['f1']:.3f} | {measured['precision']:.3f} | {measured['recall']:.3f} | {sure} |"
        f" {seconds:.1f} |"
    )


def by_group(found, rows, person, groups_of):
    """{group: (F1, precision, recall, true pairs)}; a pair counts in a group when either record belongs to
    it.
    """
    true, hit, said = defaultdict(int), defaultdict(int), defaultdict(int)
    members = defaultdict(list)
    for n, who in enumerate(person):
        members[who].append(n)
    for group in members.values():
        for at, a in enumerate(group):
            for b in group[at + 1 :]:
                for name in groups_of(rows[a]) | groups_of(rows[b]):
                    true[name] += 1
    for a, b in zip(found.left[found.accepted].tolist(), found.right[found.accepted].tolist(), strict=True):
        for name in groups_of(rows[a]) | groups_of(rows[b]):
            said[name] += 1
            hit[name] += person[a] == person[b]
    return {
        name: (
            2 * hit[name] / (said[name] + true[name]),
            hit[name] / max(1, said[name]),
            hit[name] / true[name],
            true[name],
        )
        for name in sorted(true)
    }


def show(title, groups):
    say(f"\n| {title} | F1 | precision | recall | true pairs |\n|---|---|---|---|---|")
    for name, (f1, precision, recall, true) in groups.items():
        say(f"| {name} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {true} |")


def forecast(rows, person):
    """The promised errors beside the measured ones at several thresholds, with the default model fitted to
    the set as in a register.
    """
    model, found = linkage.link_fitted(text_table(rows), linkage.Model.load(), 0.5)
    say(
        "\n| threshold | false merges per 1,000: expected (interval) | measured | misses per 1,000: expected"
        " (interval) | measured |\n|---|---|---|---|---|"
    )
    for threshold in (0.3, 0.5, 0.7, 0.9, 0.95, 0.99):
        errors = expected_errors(found.weight, model, threshold)
        kept = found.weight >= model.weight_at(threshold)
        real = fixed(found.left[kept], found.right[kept], person)
        say(
            f"| {threshold} | {text(errors.false_merges)} | {1000 * (1 - real['precision']):.1f} |"
            f" {text(errors.misses)} | {1000 * (1 - real['recall']):.1f} |"
        )


def text(expected):
    return f"{expected.value:.1f} ({expected.low:.1f}–{expected.high:.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--only", choices=("zicht", "baselines"))
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    rows = generate(args.records, args.seed)
    person = np.array([row["person"] for row in rows])
    say(f"{len(rows)} records, seed {args.seed}, {truth_pairs(person)} true pairs\n")
    say(
        "| method | F1 | precision | recall | recall at precision 0.95 | seconds |\n|---|---|---|---|---|---|"
    )
    if args.only != "zicht":
        frame = clean(rows)
        for name, method in ALL.items():
            left, right, weight, seconds = method(frame)
            line(name, best(left, right, weight, person), seconds)
    if args.only != "baselines":
        found = zicht(rows, person)
        show("name origin", by_group(found, rows, person, lambda row: {row["origin"]}))
        show("corruption", by_group(found, rows, person, lambda row: set(row["kinds"].split("|"))))
        show("reporter", by_group(found, rows, person, lambda row: {row["reporter"]}))
        forecast(rows, person)


if __name__ == "__main__":
    main()
