"""A form on its way to a use case: what was typed is never lost, a refusal is said calmly and undoes what
the act began.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction

from zicht.foundation.acts.refusals import NotPossible


@dataclass
class Attempt:
    """A form on its way: not filled in, not right yet (422), refused (409), or accepted."""

    form: object
    status: int = 200
    refusal: str = ""
    result: object = None

    @property
    def accepted(self) -> bool:
        return self.result is not None


def attempt(form, act) -> Attempt:
    """Return what came of a sent form: `act` is called with a valid one and happens whole or not at all; a
    calm refusal keeps what was typed.

    Without a form (None) there is nothing to fill in: a button was pressed.
    """
    if form is not None and not form.is_bound:
        return Attempt(form)
    if form is not None and not form.is_valid():
        return Attempt(form, 422)
    try:
        with transaction.atomic():
            return Attempt(form, result=act(form) or True)
    except NotPossible as refusal:
        return Attempt(form, 409, str(refusal))


def tell(request, tried: Attempt, done: str) -> None:
    """Say on the next page what was done, or why not."""
    if tried.accepted:
        messages.success(request, done)
    else:
        messages.warning(request, tried.refusal)
