"""Jobs of feedback. Mail leaves one at a time: a mail server that hangs may hold up mail, never an
escalation.
"""

from zicht.chain.feedback import mailing
from zicht.foundation.jobs.services import job


@job("feedback.mail", in_steps=True, one_at_a_time="mail")
def mail(account_id: str) -> None:
    """Tell a colleague by e-mail that a word waits."""
    mailing.announce(account_id)


@job("feedback.mail_waiting", every="*/10 * * * *", in_steps=True, one_at_a_time="mail")
def mail_waiting() -> None:
    """Tell whoever could not be told yet."""
    mailing.announce_all()
