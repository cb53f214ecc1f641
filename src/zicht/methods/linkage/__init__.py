"""Who is who: linkage of partial identities, without Django.

>>> model = Model.load()
>>> score = score_pair(Record(initials="A.M.", birth_year="1994"), Record(given_name="Ana", birth_date="1994-03-12"), model)
>>> score.reasons
('zelfde geboortejaar +3,9', 'voorletter gelijk +1,5')

`train` learns a `Model` from records without labels; `link` finds pairs and clusters in a batch with the same weights;
`blocking_keys` gives the keys under which likely records are found; `expected_errors` tells what a threshold costs.
Method: Fellegi and Sunter (1969) with term frequencies, trained by expectation-maximisation. See docs/methods/linkage.md.
"""

from .blocking import blocking_keys
from .errors import Errors, Expected, expected_errors
from .linking import Linked, link
from .model import Model
from .record import FIELDS, Record
from .scoring import Score, prepare, score_pair, score_prepared
from .training import train

__all__ = ["FIELDS", "Errors", "Expected", "Linked", "Model", "Record", "Score", "blocking_keys", "expected_errors", "link",
           "prepare", "score_pair", "score_prepared", "train"]
