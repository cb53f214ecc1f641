"""Reading is an act too."""

from zicht.chain.feedback.models import FeedbackRead
from zicht.chain.messages import queries
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action


@use_case
def mark_read(feedback_ids, *, actor: Actor) -> int:
    """Mark messages to the actor as read; None marks all. Returns how many were new. Twice is once."""
    found = queries.unread(actor)
    if feedback_ids is not None:
        found = found.filter(pk__in=list(feedback_ids))
    keys = list(found.values_list("pk", flat=True))
    rows = [FeedbackRead(feedback_id=key, account_id=actor.person_id, at=clock.now()) for key in keys]
    FeedbackRead.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record(actor, Action.FEEDBACK_READ, "feedback", "", count=len(keys))
    return len(keys)
