"""The levels of the chain of feedback, and what each may hear (FB1, FB3).

From the table to the contact officer, from there to the ambassador or officer who saw it, and to the
citizen: each level has its own words (`words`) and its own limits. What a level may not hear becomes
"something was done".
"""

from django.db.models import TextChoices

from zicht.chain.feedback.vocabulary import Recipient
from zicht.chain.signals.vocabulary import Outcome


class Audience(TextChoices):
    """Who reads a word."""

    LINK = "link", "Wie het signaal eerder had, zoals de aandachtsfunctionaris"
    OBSERVER = "observer", "De collega die het zag, zoals een ambassadeur of wijkagent"
    CITIZEN = "citizen", "De melder zonder account"


LIMITS: dict[Audience, frozenset[str]] = {
    Audience.LINK: frozenset(Outcome),
    Audience.OBSERVER: frozenset(Outcome) - {Outcome.INVESTIGATION, Outcome.REGISTERED},
    Audience.CITIZEN: frozenset({Outcome.REFERRED, Outcome.NO_FURTHER_LEADS, Outcome.NOT_TRAFFICKING}),
}
"""The outcomes that may be told at each level; investigations and the register are for those who had the
signal."""


def of(recipient: str, has_account: bool) -> Audience:
    """Return the level of a recipient."""
    if recipient == Recipient.EARLIER_LINK:
        return Audience.LINK
    return Audience.OBSERVER if has_account else Audience.CITIZEN


def tellable(detail: str, audience: Audience) -> str:
    """Return the detail of a word as this level may hear it: an outcome beyond its limits becomes no
    outcome at all."""
    return "" if detail in Outcome.values and detail not in LIMITS[audience] else detail
