"""What feedback holds of a person: what reporters were told, and what they wrote back."""

from zicht.chain.feedback.models import Feedback, FeedbackRead, Mailbox, MailNotice
from zicht.foundation.vault.declared import Seen, holds

holds(
    Feedback,
    of="signal_id",
    seen=(Seen.FULL, Seen.PERSONAL),
    words={
        "text": (
            "message to the reporter",
            "message of the reporter",
            "closing word",
            "overridden message",
            "reach: contact",
            "reach: moment",
        )
    },
    made={"role": "code from a list", "detail": "code from a list"},
)
holds(FeedbackRead, of="feedback__signal_id", seen=Seen.PERSONAL)
holds(Mailbox, of="signal_id", seen=Seen.CORE, secrets={"lookup": ("receipt", "receipt as written")})
holds(MailNotice, of="feedback__signal_id", seen=Seen.NOBODY)
