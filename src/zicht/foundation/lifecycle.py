"""The life of what is drafted, looked at by a second person, put in force and ended: one table of (state,
event) → state.

Routes and agreements each have their own table; what an event that does not fit means is the same for
both.
"""

from collections.abc import Mapping
from typing import TypeVar

State = TypeVar("State")


class NotNow(ValueError):
    """This event does not fit the state as it is now; the message is for the person, in plain Dutch."""


def after(transitions: Mapping[tuple, State], state: State, event, refusal: str) -> State:
    """Return the state that follows. Raises NotNow with `refusal` for an event that does not fit."""
    if (state, event) not in transitions:
        raise NotNow(refusal)
    return transitions[state, event]
