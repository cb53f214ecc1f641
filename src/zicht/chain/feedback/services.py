"""Giving feedback. Default texts follow from the stage and are written when someone reads; own words are
sealed.

Own words pass the guard (FB3) here, so that no way of giving a word goes around it.
"""

import uuid

from zicht.chain.feedback import guard
from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient, Stage
from zicht.chain.signals.models import Signal
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

STOPPED = "Dit bericht gaat nog niet weg. {} Haal het weg, of kies waarom het toch mag."


class Stopped(NotPossible):
    """The guard stopped own words; `findings` says which pieces and why."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__(STOPPED.format(" ".join(dict.fromkeys(finding.why for finding in findings))))


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
    override: str = "",
) -> Feedback:
    """Add a word to the reporter of a signal, inside the running transaction. `text` needs the signal's data
    key.

    Raises Stopped when the guard finds something in `text` and there is no reason (`override`) to send it
    all the same; with a reason it goes, and the log says who let it go and why."""
    let_go = _guarded(text, override, signal, actor)
    return _add(
        signal,
        Recipient.REPORTER,
        stage,
        actor,
        role,
        detail,
        text,
        data_key,
        account_id=signal.reporter_id,
        organisation_id=signal.source_organisation_id if signal.reporter_id else None,
        key=key,
        override=let_go,
    )


def tell_earlier_link(
    signal, stage: Stage, *, actor, account_id, organisation_id, role="", detail=""
) -> Feedback:
    """Add a word to a colleague who had the signal before."""
    return _add(
        signal,
        Recipient.EARLIER_LINK,
        stage,
        actor,
        role,
        detail,
        "",
        None,
        account_id=account_id,
        organisation_id=organisation_id,
    )


def _guarded(text: str, override: str, signal: Signal, actor) -> str | None:
    findings = guard.check(text) if text else []
    if not findings:
        return None
    if override not in guard.Override.values:
        raise Stopped(findings)
    kinds = sorted({finding.kind.value for finding in findings})
    audit.record(actor, Action.FEEDBACK_LET_GO, "signal", signal.pk, kinds=kinds, why=override)
    return override


def _add(signal, recipient, stage, actor, role, detail, text, data_key, key=None, **to) -> Feedback:
    key = key or uuid.uuid4()
    return Feedback.objects.create(
        id=key,
        signal=signal,
        recipient=recipient,
        stage=stage,
        role=role,
        detail=detail,
        text=Feedback.text.seal(data_key, key, text) if text else None,
        given_on=clock.today(),
        by_organisation_id=actor.organisation_id,
        by_person_id=actor.person_id,
        **to,
    )
