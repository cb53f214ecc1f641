"""The quick report of a professional becomes a signal, and its draft goes."""

import uuid
from typing import Any

from zicht.chain.intake.services import drafts
from zicht.chain.intake.services.storing import Report, Stored, submit
from zicht.chain.signals.vocabulary import Channel
from zicht.foundation.access import Actor, use_case


@use_case
def give(answers: dict[str, Any], into: str = "", *, actor: Actor) -> Stored:
    """Store the signal of a filled-in quick report and throw its draft away, in one transaction. Twice is
    once. `into`: the key of an earlier submission of this person, to which it is added."""
    stored = submit(report_from(answers | {"key": into or answers["key"]}), actor=actor)
    drafts.drop(draft_id_of(answers["key"]), actor=actor)
    return stored


def report_from(answers: dict[str, Any]) -> Report:
    """Return the report of a valid form. What was not ticked is unknown, except danger: that is a no."""
    ticked = answers["circumstances"]
    return Report(
        submission_key=answers["key"],
        channel=Channel.PROFESSIONAL,
        story={"what": answers["what"]},
        form=answers["form"],
        municipality=answers["place"],
        minor=True if "minor" in ticked else None,
        acute="acute" in ticked,
        no_police="no_police" in ticked,
        reporter_kind=answers["reporter_kind"],
        indicators=tuple(answers["indicators"]),
        attachments=answers["photos"],
    )


def draft_id_of(key: str):
    """Return the id of the draft that becomes the report with this submission key."""
    return uuid.UUID(hex=key)
