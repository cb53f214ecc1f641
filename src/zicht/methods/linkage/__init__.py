"""Who is who: linkage of partial identities, without Django.

>>> model = Model.load()
>>> score = score_pair(Record(initials="A.M.", birth_year="1994"), Record(given_name="Ana",
birth_date="1994-03-12"), model) >>> [str(reason) for reason in score.reasons] ['birth.year +3.9',
'given_name.initial +1.5']

`train` learns a `Model` from records without labels, `counted` and
`settled` fit it to another set; `link` finds pairs and clusters in a batch with the same weights;
`blocking_keys` gives the keys under which likely records are found; `expected_errors` tells what a
threshold costs. Method: Fellegi and Sunter (1969) with term frequencies, trained by
expectation-maximisation. See docs/methods/linkage.md.
"""

from typing import TYPE_CHECKING

from zicht.methods.lazily import lazily

from .blocking import TYPING, blocking_keys
from .model import Model
from .record import FIELDS, LinkageError, Record
from .scoring import Reason, Score, prepare, score_of, score_pair, score_prepared, subjects

if TYPE_CHECKING:
    from .counting import counted, settled
    from .errors import Errors, Expected, expected_errors
    from .linking import Linked, link, link_fitted, train_and_link
    from .training import train

__all__ = [
    "FIELDS",
    "TYPING",
    "Errors",
    "Expected",
    "LinkageError",
    "Linked",
    "Model",
    "Reason",
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
    "train_and_link",
]

# The batch needs DuckDB and Arrow (the extra `linkage`); the check of one pair does not, and must not wait
# for them.
__getattr__ = lazily(
    __name__,
    {
        "counting": ("counted", "settled"),
        "errors": ("Errors", "Expected", "expected_errors"),
        "linking": ("Linked", "link", "link_fitted", "train_and_link"),
        "training": ("train",),
    },
)
