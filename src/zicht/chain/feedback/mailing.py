"""E-mail to colleagues: that a word waits in Zicht, never what it says, about whom, or from which signal.

At most one e-mail per person per hour. A mail leaves inside the transaction that marks its notices: when sending fails the
notices wait for the next try, and when the process dies right after sending the worst is a second, equally empty mail.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Max

from zicht.chain.custody import deadlines
from zicht.chain.feedback.models import FeedbackRead, MailNotice
from zicht.foundation.accounts.models import Account

AT_MOST_EVERY = timedelta(hours=1)
SUBJECT = "Er staat een bericht voor u klaar in Zicht"
TEXT = """Er staat een bericht voor u klaar in Zicht.

U leest het hier: {address}/werk/berichten/

In deze e-mail staat met opzet niets over de inhoud. U krijgt hooguit één e-mail per uur.
"""


def announce(account_id) -> bool:
    """Send the notice for everything that waits for this person; return whether a mail left. Runs in the worker; repeatable.

    Nothing is sent when all of it was read already, when the account is closed, or within an hour of the last mail.
    """
    waiting = MailNotice.objects.select_for_update(skip_locked=True).filter(account_id=account_id, handled_at__isnull=True)
    keys = [notice.pk for notice in waiting]
    if not keys:
        return False
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    unread = len(keys) > FeedbackRead.objects.filter(pk__in=keys).count()
    if account is None or not unread:
        _handled(keys, mailed=False)
        return False
    if _mailed_lately(account_id):
        return False
    _handled(keys, mailed=True)
    send_mail(SUBJECT, TEXT.format(address=settings.ADDRESS), None, [account.email])
    return True


def announce_all() -> int:
    """Send what had to wait for its hour or failed before; return how many mails left. Runs in the worker."""
    waiting = MailNotice.objects.filter(handled_at__isnull=True).values_list("account_id", flat=True).distinct()
    return sum(announce(account_id) for account_id in list(waiting))


def _mailed_lately(account_id) -> bool:
    last = MailNotice.objects.filter(account_id=account_id, mailed=True).aggregate(at=Max("handled_at"))["at"]
    return last is not None and last > deadlines.now() - AT_MOST_EVERY


def _handled(keys: list, mailed: bool) -> None:
    MailNotice.objects.filter(pk__in=keys).update(handled_at=deadlines.now(), mailed=mailed)
