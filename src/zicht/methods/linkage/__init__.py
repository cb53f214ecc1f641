"""Who is who: linkage of partial identities, without Django.

>>> model = Model.load()
>>> score = score_pair(Record(initials="A.M.", birth_year="1994"), Record(given_name="Ana",
birth_date="1994-03-12"), model) >>> score.reasons ('zelfde geboortejaar +3,9', 'voorletter gelijk +1,5')

`train` learns a `Model` from records without labels, `counted` and
`settled` fit it to another set; `link` finds pairs and clusters in a batch with the same weights;
`blocking_keys` gives the keys under which likely records are found; `expected_errors` tells what a
threshold costs. Method: Fellegi and Sunter (1969) with term frequencies, trained by
expectation-maximisation. See docs/methods/linkage.md.
"""

from importlib import import_module

from .blocking import TYPING, blocking_keys
from .errors import Errors, Expected, expected_errors
from .model import Model
from .record import FIELDS, Record
from .scoring import Score, prepare, score_of, score_pair, score_prepared, subjects

# The batch needs DuckDB and Arrow (the extra `linkage`); the check of one pair does not, and must not wait
# for them.
_BATCH = {
    "Linked": "linking",
    "counted": "counting",
    "link": "linking",
    "link_fitted": "linking",
    "settled": "counting",
    "train": "training",
}

__all__ = [
    "FIELDS",
    "TYPING",
    "Errors",
    "Expected",
    "Linked",
    "Model",
    "Record",
    "Score",
    "blocking_keys",
    "counted",
    "expected_errors",
    "link",
    "link_fitted",
    "prepare",
    "score_of",
    "score_pair",
    "score_prepared",
    "settled",
    "subjects",
    "train",
]


def __getattr__(name):
    if name not in _BATCH:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_BATCH[name]}", __name__), name)
