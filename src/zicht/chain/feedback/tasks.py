"""Jobs of feedback."""

from zicht.chain.feedback import mailing
from zicht.foundation.jobs.service import job


@job("feedback.mail")
def mail(account_id: str) -> None:
    """Tell a colleague by e-mail that a word waits."""
    mailing.announce(account_id)


@job("feedback.mail_waiting", every="*/10 * * * *")
def mail_waiting() -> None:
    """Tell whoever could not be told yet."""
    mailing.announce_all()
