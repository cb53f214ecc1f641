"""`zicht link FILE.csv --map MAP.json`: find the records of one person in a file.

The map says which column is which field: {"Voornaam": "given_name", "Geboren": "birth_date", ...}. A
column mapped to a name that is no field of `Record` is compared for equality; a column that is not mapped
is left out; "id" names the records in the output.
"""

import csv
import json
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from . import engine
from .linking import BELOW, link, linked, records_of, with_thirds
from .model import Model
from .record import FIELDS
from .scoring import prepare, score_prepared
from .training import train_loaded


class BadInput(Exception):
    """Something in the call or the files that the caller can mend."""


def register(subparsers):
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
    parser.add_argument("--json", action="store_true", help="write the result as JSON")
    parser.set_defaults(run=run)


def run(args):
    """Carry out `zicht link`; returns the exit code: 0, or 2 with one line on stderr when the input cannot
    be used.
    """
    try:
        result = _result(args)
    except (BadInput, ValueError, OSError) as problem:
        sys.stderr.write(f"zicht link: {problem}\n".replace("\n", " ").rstrip() + "\n")
        return 2
    sys.stdout.write(
        (json.dumps(result) if args.json else "\n".join(f"{k}: {v}" for k, v in result.items())) + "\n"
    )
    return 0


def _result(args):
    if args.threshold is not None and not 0 < args.threshold < 1:
        raise BadInput(f"--threshold must be between 0 and 1, not {args.threshold}")
    mapping, raw = _mapping(args.map), _read(args.file)
    table, extras, ids = _fields(raw, mapping)
    truth = _column(raw, args.truth, "--truth") if args.truth else None
    start = time.perf_counter()
    model, found = _link(args, table, extras)
    seconds = time.perf_counter() - start
    if args.pairs:
        _write_pairs(args.pairs, table, ids, model, found)
    if args.save_model:
        model.save(args.save_model)
    threshold = model.threshold if args.threshold is None else args.threshold
    return {
        "records": len(table),
        "pairs": len(found.together[0]),
        "seconds": round(seconds, 3),
        **_measured(found, truth),
        "threshold": threshold,
    }


def _mapping(path):
    try:
        mapping = json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadInput(f"{path} is not JSON: {error}") from error
    if not isinstance(mapping, dict) or not mapping or not all(isinstance(v, str) for v in mapping.values()):
        raise BadInput(f"{path} must map column names to field names")
    twice = {v for v in mapping.values() if list(mapping.values()).count(v) > 1}
    if twice:
        raise BadInput(f"{path} maps more than one column to {sorted(twice)[0]}")
    return mapping


def _read(path):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            names = next(csv.reader(file), [])
        options = pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        )
        table = pacsv.read_csv(
            path, convert_options=options, parse_options=pacsv.ParseOptions(newlines_in_values=True)
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is not a CSV file in UTF-8: {str(error).splitlines()[0]}") from error
    if len(table) < 2:
        raise BadInput(f"{path} has fewer than two records")
    return table


def _column(table, name, origin):
    if name not in table.column_names:
        raise BadInput(f"{origin} names a column that the file does not have: {name}")
    return table[name]


def _fields(raw, mapping):
    """(text table, extra fields, ids) after the map."""
    columns = {field: _column(raw, column, "the map") for column, field in mapping.items()}
    ids = columns.pop("id", pa.chunked_array([pa.array([str(n) for n in range(len(raw))])]))
    if not columns:
        raise BadInput("the map names no field to compare")
    return pa.table(columns), tuple(name for name in columns if name not in FIELDS), ids


def _link(args, table, extras):
    if args.model:
        model = Model.load(args.model)
        unknown = [name for name in extras if name not in model.extras]
        if unknown:
            raise BadInput(f"the model does not know the field {unknown[0]}")
        return model, link(table, model, args.threshold, args.engine)
    return _train_and_link(args, engine.as_table(table, extras), extras)


def _train_and_link(args, table, extras):
    """Train on the file and link it, deriving and blocking once."""
    connection = engine.connect()
    codes = engine.people(connection, table, extras)
    if len(table) < 50:
        raise BadInput("too few records to train on (50 needed): give a model with --model")
    model = train_loaded(connection, codes, len(table), args.seed, extras)
    if args.engine == "spark":
        return model, link(table, model, args.threshold, "spark")
    cut = model.weight_at(model.threshold if args.threshold is None else args.threshold)
    engine.adjust(connection, model, codes)
    return model, linked(
        *with_thirds(table, *engine.score(connection, model, cut - BELOW), model, cut), model, cut
    )


def _measured(found, truth):
    if truth is None:
        return {"precision": None, "recall": None, "f1": None}
    person = np.unique(np.asarray(truth.fill_null("").to_pylist(), dtype=str), return_inverse=True)[1]
    sizes = np.bincount(person)
    total = int((sizes * (sizes - 1) // 2).sum())
    left, right = found.together
    hits, accepted = int((person[left] == person[right]).sum()), len(left)
    return {
        "precision": round(hits / accepted, 4) if accepted else None,
        "recall": round(hits / total, 4) if total else None,
        "f1": round(2 * hits / (accepted + total), 4) if accepted + total else None,
    }


def _write_pairs(path, table, ids, model, found):
    """The pairs of one person each, the likeliest first, with score and reasons."""
    model, ids = model.for_records(len(table)), ids.to_pylist()
    left, right = (rows.tolist() for rows in found.together)
    at = {row: n for n, row in enumerate(sorted({*left, *right}))}
    known = [prepare(record, model) for record in records_of(table, list(at))]
    scored = [
        (score_prepared(known[at[a]], known[at[b]], model), ids[a], ids[b])
        for a, b in zip(left, right, strict=True)
    ]
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("left", "right", "weight", "probability", "reasons"))
        for score, one, other in sorted(scored, key=lambda row: -row[0].weight):
            writer.writerow(
                (one, other, round(score.weight, 4), round(score.probability, 6), "; ".join(score.reasons))
            )
