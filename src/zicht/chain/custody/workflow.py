"""The transition table of custody, pure: which act is possible in which state, and what comes of it."""

from enum import StrEnum

from zicht.chain.custody.vocabulary import CustodyState
from zicht.foundation.acts.refusals import NotPossible


class Act(StrEnum):
    TAKE_UP = "take_up"
    OBSERVE = "observe"
    ASSESS = "assess"
    OFFER = "offer"
    ANSWER = "answer"
    FINISH = "finish"
    REOPEN = "reopen"
    LINK = "link"


OPEN, CLOSED = CustodyState.OPEN, CustodyState.CLOSED

POSSIBLE: dict[CustodyState, frozenset[Act]] = {
    OPEN: frozenset({Act.TAKE_UP, Act.OBSERVE, Act.ASSESS, Act.OFFER, Act.ANSWER, Act.FINISH, Act.LINK}),
    CLOSED: frozenset({Act.OBSERVE, Act.ASSESS, Act.REOPEN, Act.LINK}),
}


WHY_NOT = {
    OPEN: "Dit signaal is open. Opnieuw openen is niet nodig.",
    CLOSED: "Dit signaal is afgesloten. Open het eerst opnieuw als er iets veranderd is.",
}


def check(state: str, act: Act) -> None:
    """Raise NotPossible when `act` does not fit `state`."""
    if act not in POSSIBLE[CustodyState(state)]:
        raise NotPossible(WHY_NOT[CustodyState(state)])


def after_finishing(other_responsible: int) -> CustodyState:
    """Return the state after a holder finished: the signal closes with its last responsible holder, never
    earlier."""
    return OPEN if other_responsible else CLOSED
