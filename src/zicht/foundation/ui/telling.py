"""Saying on the next page what became of an act."""

from django.contrib import messages

from zicht.foundation.acts.attempts import Attempt


def tell(request, tried: Attempt, done: str) -> None:
    """Say what was done, or why not."""
    if tried.accepted:
        messages.success(request, done)
    else:
        messages.warning(request, tried.refusal)
