"""Registers a synthetic presumed victim of a played signal, and answers as its anonymous reporter."""


def register(signal, signal_id, actor) -> None:
    """Register the signal's presumed victim and file the notification of the actor's organisation."""


def reply(stored, text: str) -> None:
    """Add what the reporter answered, with the receipt."""
