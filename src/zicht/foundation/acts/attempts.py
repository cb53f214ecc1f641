"""A form on its way to a use case: what was typed is never lost, a refusal is said calmly."""

from dataclasses import dataclass

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
    """Return what came of a sent form: `act` is called with a valid one; a calm refusal keeps what was
    typed.
    """
    if not form.is_bound:
        return Attempt(form)
    if not form.is_valid():
        return Attempt(form, 422)
    try:
        return Attempt(form, result=act(form) or True)
    except NotPossible as refusal:
        return Attempt(form, 409, str(refusal))
