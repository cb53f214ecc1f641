"""The life of what is drafted, looked at by a second person, put in force and ended: one table of (state,
event) → state.

Routes and agreements each have their own table; what an event that does not fit means is the same for
both.
"""

from collections.abc import Mapping
from typing import TypeVar

from zicht.foundation.acts.refusals import NotPossible

State = TypeVar("State")


def after(transitions: Mapping[tuple, State], state: State, event, refusal: str) -> State:
    """Return the state that follows. Raises NotPossible with `refusal` for an event that does not fit."""
    if (state, event) not in transitions:
        raise NotPossible(refusal)
    return transitions[state, event]
