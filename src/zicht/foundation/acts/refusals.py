"""How an act says no."""


class NotPossible(Exception):
    """The act does not fit what is there now; the message is for the person, in plain Dutch."""
