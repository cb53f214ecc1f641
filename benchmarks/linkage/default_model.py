"""Makes the model that comes with Zicht: trained without labels on one synthetic set, its error measured on
six others.

Run: `python -m benchmarks.linkage.default_model` (writes
src/zicht/methods/linkage/data/default_model.json)
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.linkage.generate import generate
from benchmarks.linkage.measure import truth_pairs
from zicht.methods import linkage
from zicht.methods.linkage.errors import calibration

RECORDS, TRAINED_ON, CALIBRATED_ON = 50_000, 101, (102, 103, 104, 105, 106, 107)
FIELDS = {"noted_on": "notified_on"}


def text_table(rows):
    """The identifying fields of generated rows as a pyarrow table; truth and reporter stay out."""
    return pa.table(
        {
            field: pa.array([row[FIELDS.get(field, field)] or None for row in rows], pa.string())
            for field in linkage.FIELDS
        }
    )


def calibrate(model, seed):
    """Pairs and true pairs per band of evidence on one generated set, with its own frequencies and
    density, as in a register.
    """
    rows = generate(RECORDS, seed)
    person = np.array([row["person"] for row in rows])
    model, found = linkage.link_fitted(text_table(rows), model, 0.5)
    return calibration(
        found.weight + model.prior, person[found.left] == person[found.right], truth_pairs(person)
    )


def main():
    model = linkage.train(text_table(generate(RECORDS, TRAINED_ON)), seed=1)
    notes = {
        **model.diagnostics,
        "trained_on": f"synthetic set, {RECORDS} records, seed {TRAINED_ON}",
        "calibration": [calibrate(model, seed) for seed in CALIBRATED_ON],
    }
    replace(model, diagnostics=notes).save(Path(linkage.__file__).parent / "data" / "default_model.json")


if __name__ == "__main__":
    main()
