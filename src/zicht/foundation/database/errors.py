"""A refusal that the person at the keyboard can act on."""


class UserError(Exception):
    """Shown as one clear line, without a traceback; the command ends with a non-zero code."""
