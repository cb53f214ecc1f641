"""Words in the inbox: the default text of a message for its reader, and in plain words how it stands with
an own signal.
"""

from zicht.chain.custody.vocabulary import CustodyState, ReturnReason
from zicht.chain.feedback import audiences
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Stage
from zicht.chain.feedback.words import role_in_words, text_for

STANDS = {
    Stage.RECEIVED: ("Ontvangen", "info"),
    Stage.TAKEN_UP: ("Opgepakt", "positive"),
    Stage.PASSED_ON: ("Doorgegeven", "info"),
    Stage.MESSAGE: ("Er is een bericht voor u", "warning"),
    Stage.DONE: ("Er is iets mee gedaan", "positive"),
    Stage.NOT_DONE: ("Bekeken, nu niet verder", ""),
    Stage.REOPENED: ("Opnieuw bekeken", "info"),
}
"""How it stands, with the tone of its badge."""
RETURNED = "De overdracht komt terug van {role}: {reason}. U bleef aan zet."


def words(message: Feedback) -> str:
    """Return the default text of a message to an account, within the limits of its level (FB3)."""
    if message.detail in ReturnReason.values:
        reason = ReturnReason(message.detail).label
        return RETURNED.format(role=role_in_words(message.role), reason=reason[:1].lower() + reason[1:])
    return text_for(
        message.stage, message.role, message.detail, audiences.of(message.recipient, has_account=True)
    )


def title(message: Feedback) -> str:
    """Return what a message is about, in a few words."""
    if message.detail in ReturnReason.values:
        return "Overdracht teruggegeven"
    return str(STANDS[Stage(message.stage)][0])


def stand(state: str, last: str | None) -> tuple[str, str]:
    """Return how it stands with a signal, and the tone, from the last word its reporter got."""
    if last in (None, Stage.MESSAGE) and state == CustodyState.CLOSED:
        return STANDS[Stage.DONE]
    return STANDS[Stage(last or Stage.RECEIVED)]
