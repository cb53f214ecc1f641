"""Zicht and Splink on three public sets with known truth: febrl1, febrl3 and splink_fake_1000.

Splink gets stock comparisons and wide blocking, after the pattern of its examples for such sets. Both are
shown at their default threshold (probability 0.5) and at the threshold that suits each best.

Run: `python -m benchmarks.linkage.public --data FOLDER`
"""

import argparse
import logging
import warnings

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.linkage.baselines import _splink
from benchmarks.linkage.measure import best, fixed
from zicht.methods.linkage.linking import link
from zicht.methods.linkage.training import train

FEBRL = {
    "given_name": "given_name",
    "surname": "family_name",
    "date_of_birth": "birth_date",
    "soc_sec_id": "document",
    "suburb": "municipality",
}
FEBRL_EXTRA = ("street_number", "address_1", "address_2", "postcode", "state")
FAKE = {"first_name": "given_name", "surname": "family_name", "dob": "birth_date", "city": "municipality"}
SETS = {
    "febrl1": ("true_entity", FEBRL, FEBRL_EXTRA),
    "febrl3": ("true_entity", FEBRL, FEBRL_EXTRA),
    "splink_fake_1000": ("cluster", FAKE, ("email",)),
}


def splink_febrl(frame):
    """Splink for febrl: names, date of birth, suburb, address and number, blocking on pairs of those."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons = [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ]
    blocking = [
        block_on("soc_sec_id"),
        block_on("given_name"),
        block_on("surname"),
        block_on("date_of_birth"),
        block_on("postcode"),
    ]
    return _splink(
        frame,
        comparisons,
        blocking,
        [block_on("date_of_birth"), block_on("given_name"), block_on("soc_sec_id")],
        [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        -20,
    )


def splink_fake(frame):
    """Splink for its own set, with stock comparisons throughout."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons = [
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ]
    blocking = [
        block_on("first_name", "city"),
        block_on("surname"),
        block_on("dob"),
        block_on("email"),
        block_on("first_name"),
    ]
    return _splink(
        frame,
        comparisons,
        blocking,
        [block_on("first_name", "surname"), block_on("dob")],
        [block_on("first_name", "surname", "dob"), block_on("email")],
        -20,
    )


def zicht(frame, fields, extras):
    """(left, right, weight, probability) of a model trained on the set itself, without its truth."""
    table = pa.table(
        {field: pa.array(frame[column].tolist(), pa.string()) for column, field in fields.items()}
        | {name: pa.array(frame[name].tolist(), pa.string()) for name in extras}
    )
    found = link(table, train(table, 1, extras), 0.5)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    folder = parser.parse_args().data
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    print(f"{'set':18} {'method':8} {'F1 at 0.5':>10} {'best F1':>8} {'precision':>10} {'recall':>7}")  # noqa: T201
    for name, (truth, fields, extras) in SETS.items():
        frame = pd.read_csv(f"{folder}/{name}.csv", dtype=str).astype(object)
        frame = frame.where(frame.notna(), None)
        person = frame[truth].to_numpy()
        found = zicht(frame, fields, extras)
        rows = [("Zicht", found.left, found.right, found.weight, found.accepted)]
        plain = frame.drop(columns=[truth]).assign(unique_id=np.arange(len(frame)))
        left, right, weight, _ = (splink_fake if name.startswith("splink") else splink_febrl)(plain)
        rows.append(("Splink", left, right, weight, weight >= 0))
        for method, one, other, bits, kept in rows:
            top, at = best(one, other, bits, person), fixed(one[kept], other[kept], person)
            print(  # noqa: T201
                f"{name:18} {method:8} {at['f1']:10.4f} {top['f1']:8.4f} {top['precision']:10.4f}"
                f" {top['recall']:7.4f}"
            )


if __name__ == "__main__":
    main()
