"""What can stop an estimate; the code says why and how a reader can act on it."""

from enum import StrEnum

from zicht.methods.codes import Refused


class EstimationError(Refused):
    """Anything that stops an estimate."""


class Reason(StrEnum):
    """Why there is no estimate under a model."""

    COMPLETE_OVERLAP = "complete_overlap"
    INFINITE = "infinite"
    UNDETERMINED = "undetermined"
    INFINITE_AND_UNDETERMINED = "infinite_and_undetermined"
    NO_MODEL = "no_model"


class InputError(EstimationError):
    """The table of capture histories cannot be used as it is."""


class NoEstimate(EstimationError):
    """The data do not determine an estimate under the requested model."""
