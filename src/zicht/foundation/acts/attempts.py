"""A form on its way to a use case: what was typed is never lost, a refusal is said calmly.

An act happens as a whole or not at all: a page answers after a refusal too, and that answer is committed.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from zicht.foundation.acts.refusals import NotPossible

USED_BEFORE = "Dit formulier is niet verwerkt. Uw tekst staat er nog; probeer het nog een keer."


@dataclass
class Attempt:
    """A form on its way: not filled in, not right yet (422), refused (409), or accepted. `form` is None for
    a button."""

    form: object
    status: int = 200
    refused: NotPossible | None = None
    result: object = None

    @property
    def accepted(self) -> bool:
        return self.result is not None

    @property
    def refusal(self) -> str:
        """Why it was refused, in plain Dutch; empty when it was not."""
        return str(self.refused or "")


def attempt(form, act) -> Attempt:
    """Return what came of a sent form: `act` is called with a valid one; a calm refusal keeps what was
    typed and undoes what the act had done so far."""
    if not form.is_bound:
        return Attempt(form)
    if not form.is_valid():
        return Attempt(form, 422)
    return _tried(form, lambda: act(form))


def press(act) -> Attempt:
    """Return what came of a button, which has nothing to fill in."""
    return _tried(None, act)


def _tried(form, act) -> Attempt:
    try:
        with transaction.atomic():
            return Attempt(form, result=act() or True)
    except NotPossible as refusal:
        return Attempt(form, 409, refusal)
    except IntegrityError as error:
        if not _names_a_row_that_exists(error):
            raise
        return Attempt(form, 409, NotPossible(USED_BEFORE))


def _names_a_row_that_exists(error: IntegrityError) -> bool:
    """The form's key belongs to a row that this person may not see, or that stands beside another subject."""
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    return constraint.endswith("_pkey")
