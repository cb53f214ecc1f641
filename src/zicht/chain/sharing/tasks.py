"""Jobs of sharing. Its mail waits in the row of all mail, so that a mail server that hangs holds up
nothing else.
"""

from zicht.chain.sharing import late_reviews
from zicht.foundation.jobs.services import job


@job("sharing.remind_reviewers", every="5 * * * *", in_steps=True, one_at_a_time="mail")
def remind_reviewers() -> None:
    """Ask for the review of emergency access that is late."""
    late_reviews.remind()
