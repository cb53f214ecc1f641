"""What can stop an estimate; the message is one Dutch line that a reader can act on."""


class EstimationError(ValueError):
    """Anything that stops an estimate."""


class InputError(EstimationError):
    """The table of capture histories cannot be used as it is."""


class NoEstimate(EstimationError):
    """The data do not determine an estimate under the requested model."""
