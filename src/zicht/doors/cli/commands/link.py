"""`zicht link FILE.csv --map MAP.json`: find the records of one person in a file.

The map says which column is which field; see `zicht.methods.linkage.reading`.
"""

import csv
import json
import sys
import time
from argparse import Namespace
from typing import Any

import numpy as np

from zicht import words
from zicht.doors.cli import answer
from zicht.methods.linkage import LinkageError, Model, prepare, score_prepared
from zicht.methods.linkage.linking import Linked, link, records_of, train_and_link
from zicht.methods.linkage.reading import File, read
from zicht.words import linkage as told


def register(subparsers) -> None:
    """Add `link` to the command line."""
    parser = subparsers.add_parser("link", help="find the records of one person in a CSV file")
    parser.add_argument("file", metavar="FILE.csv")
    parser.add_argument("--map", required=True, metavar="MAP.json", help="which column is which field")
    parser.add_argument("--truth", metavar="COLUMN", help="column with the known person, to measure against")
    parser.add_argument(
        "--model", metavar="MODEL.json", help="a trained model; without it the file itself trains one"
    )
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument(
        "--threshold",
        type=float,
        help="probability from which a pair speaks for one person (default the model's, 0.5)",
    )
    parser.add_argument("--seed", type=int, default=1, help="seed of the training (default 1)")
    parser.add_argument(
        "--pairs", metavar="OUT.csv", help="write the pairs of records of one person, with score and reasons"
    )
    parser.add_argument("--save-model", metavar="OUT.json", help="write the model that was used")
    answer.add_language(parser)
    answer.add_json(parser)
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Carry out `zicht link`; returns the exit code: 0, or 2 with one line on stderr when the input cannot
    be used."""
    try:
        result = _result(args)
    except (ValueError, OSError) as problem:
        line = words.say(problem, args.language) if isinstance(problem, LinkageError) else str(problem)
        sys.stderr.write(f"zicht link: {' '.join(line.split())}\n")
        return 2
    sys.stdout.write(
        (json.dumps(result) if args.json else "\n".join(f"{k}: {v}" for k, v in result.items())) + "\n"
    )
    return 0


def _result(args: Namespace) -> dict[str, Any]:
    if args.threshold is not None and not 0 < args.threshold < 1:
        raise LinkageError("probability_outside", threshold=args.threshold)
    file = read(args.file, args.map, args.truth)
    start = time.perf_counter()
    model, found = _link(args, file)
    seconds = time.perf_counter() - start
    if args.pairs:
        _write_pairs(args, file, model, found)
    if args.save_model:
        model.save(args.save_model)
    threshold = model.threshold if args.threshold is None else args.threshold
    return {
        "records": len(file.table),
        "pairs": len(found.together[0]),
        "seconds": round(seconds, 3),
        **_measured(found, file.truth),
        "threshold": threshold,
    }


def _link(args: Namespace, file: File) -> tuple[Model, Linked]:
    if not args.model:
        return train_and_link(file.table, args.seed, file.extras, args.threshold, args.engine)
    model = Model.load(args.model)
    unknown = [name for name in file.extras if name not in model.extras]
    if unknown:
        raise LinkageError("field_unknown_to_model", field=unknown[0])
    return model, link(file.table, model, args.threshold, args.engine)


def _measured(found: Linked, truth: list[str] | None) -> dict[str, float | None]:
    if truth is None:
        return {"precision": None, "recall": None, "f1": None}
    person = np.unique(np.asarray(truth, dtype=str), return_inverse=True)[1]
    sizes = np.bincount(person)
    total = int((sizes * (sizes - 1) // 2).sum())
    left, right = found.together
    hits, accepted = int((person[left] == person[right]).sum()), len(left)
    return {
        "precision": round(hits / accepted, 4) if accepted else None,
        "recall": round(hits / total, 4) if total else None,
        "f1": round(2 * hits / (accepted + total), 4) if accepted + total else None,
    }


def _write_pairs(args: Namespace, file: File, model: Model, found: Linked) -> None:
    """The pairs of one person each, the likeliest first, with score and reasons."""
    model = model.for_records(len(file.table))
    left, right = (rows.tolist() for rows in found.together)
    at = {row: n for n, row in enumerate(sorted({*left, *right}))}
    known = [prepare(record, model) for record in records_of(file.table, list(at))]
    scored = [
        (score_prepared(known[at[a]], known[at[b]], model), file.ids[a], file.ids[b])
        for a, b in zip(left, right, strict=True)
    ]
    with open(args.pairs, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("left", "right", "weight", "probability", "reasons"))
        for score, one, other in sorted(scored, key=lambda row: -row[0].weight):
            reasons = "; ".join(told.weighed(reason, args.language) for reason in score.reasons)
            writer.writerow((one, other, round(score.weight, 4), round(score.probability, 6), reasons))
