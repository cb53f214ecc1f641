"""Giving feedback. Default texts follow from the stage and are written when someone reads; own words are sealed."""

import uuid

from zicht.chain.custody import deadlines
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.signals.models import Signal
from zicht.foundation.vault import sealing

TEXT = "feedback_feedback|{}|text"


def give(
    signal: Signal,
    stage: Stage,
    *,
    actor,
    role: str = "",
    detail: str = "",
    text: str = "",
    data_key=None,
    key=None,
) -> Feedback:
    """Add a word to the reporter of a signal, inside the running transaction. `text` needs the signal's data key."""
    return _add(
        signal, Recipient.REPORTER, stage, actor, role, detail, text, data_key,
        account_id=signal.reporter_id,
        organisation_id=signal.source_organisation_id if signal.reporter_id else None,
        key=key,
    )  # fmt: skip


def tell_earlier_link(
    signal, stage: Stage, *, actor, account_id, organisation_id, role="", detail=""
) -> Feedback:
    """Add a word to a colleague who had the signal before."""
    return _add(
        signal, Recipient.EARLIER_LINK, stage, actor, role, detail, "", None,
        account_id=account_id, organisation_id=organisation_id,
    )  # fmt: skip


def text_place(feedback_id) -> str:
    """Return the sealing place of a feedback text."""
    return TEXT.format(feedback_id)


def _add(signal, recipient, stage, actor, role, detail, text, data_key, key=None, **to) -> Feedback:
    key = key or uuid.uuid4()
    sealed = sealing.seal(data_key, text_place(key), text) if text else None
    return Feedback.objects.create(
        id=key, signal=signal, recipient=recipient, stage=stage, role=role, detail=detail, text=sealed,
        given_on=deadlines.today(), by_organisation_id=actor.organisation_id, by_person_id=actor.person_id, **to,
    )  # fmt: skip
