"""The acts of intake: `storing` (every way in ends there), `quick` (of a professional) and `drafts`."""

from zicht.chain.intake.services.report import NewAttachment, Report, Stored
from zicht.chain.intake.services.storing import (
    facts_of,
    payload_for,
    submission_digest,
    submit,
    submit_publicly,
    submit_unrouted,
)

__all__ = [
    "NewAttachment",
    "Report",
    "Stored",
    "facts_of",
    "payload_for",
    "submission_digest",
    "submit",
    "submit_publicly",
    "submit_unrouted",
]
