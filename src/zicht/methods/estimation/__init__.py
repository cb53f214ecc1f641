"""How many people does nobody see? Multiple-systems estimation from lists that partly overlap.

A library without Django: numpy and scipy only. `estimate_file` answers for a CSV, `estimate_table` for a
`CaptureTable`; both refuse with `InputError` or `NoEstimate`, whose code says why (in words: `zicht.words`).
Sources stand with each part.
"""

from .answer import INTERVALS, METHODS, Result, Settings
from .errors import EstimationError, InputError, NoEstimate
from .estimate import estimate_file, estimate_table
from .table import CaptureTable, read, read_strata

__all__ = [
    "INTERVALS",
    "METHODS",
    "CaptureTable",
    "EstimationError",
    "InputError",
    "NoEstimate",
    "Result",
    "Settings",
    "estimate_file",
    "estimate_table",
    "read",
    "read_strata",
]
