"""E-mail to colleagues: that a word waits in Zicht, never what it says, about whom, or from which signal.

At most one e-mail per person per hour. A mail leaves between two commits: first it is noted that it is
tried, then it is sent, then it is noted as done. When the process dies in between, the mail leaves once
more after `AGAIN_AFTER`, with the same Message-ID and marked as a repetition.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Max, Q

from zicht.chain.feedback.models import FeedbackRead, MailNotice
from zicht.foundation.access import as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock

AGAIN_AFTER = timedelta(minutes=2)
REPEATED = "X-Zicht-Try"
AT_MOST_EVERY = timedelta(hours=1)
SUBJECT = "Er staat een bericht voor u klaar in Zicht"
TEXT = """Er staat een bericht voor u klaar in Zicht.

U leest het hier: {address}/werk/berichten/

In deze e-mail staat met opzet niets over de inhoud. U krijgt hooguit één e-mail per uur.
"""


@dataclass(frozen=True)
class Mail:
    """A mail that is about to leave: for which notices, to whom, for which time."""

    id: uuid.UUID
    keys: list
    address: str
    tries: int


def announce(account_id) -> bool:
    """Send the notice for everything that waits for this person; return whether a mail left. Repeatable.

    Nothing is sent when all of it was read already, when the account is closed, within an hour of the last
    mail, or while another try is running."""
    with as_worker():
        mail = _claimed(account_id)
    if mail is None:
        return False
    _send(mail)
    with as_worker():
        _handled(mail.keys, mailed=True)
    return True


def announce_all() -> int:
    """Send what had to wait for its hour or failed before; return how many mails left. One failure does
    not stop the others."""
    with as_worker():
        waiting = MailNotice.objects.filter(handled_at__isnull=True).values_list("account_id", flat=True)
        accounts = list(waiting.distinct())
    left = 0
    for account_id in accounts:
        try:
            left += announce(account_id)
        except OSError:  # smtplib's errors are among them: the notice waits for the next round
            return left
    return left


def _claimed(account_id) -> Mail | None:
    """The mail to send now, with the try on record."""
    now = clock.now()
    free = Q(tried_at__isnull=True) | Q(tried_at__lt=now - AGAIN_AFTER)
    waiting = MailNotice.objects.select_for_update(skip_locked=True).filter(
        free, account_id=account_id, handled_at__isnull=True
    )
    notices = list(waiting)
    keys = [notice.pk for notice in notices]
    if not keys:
        return None
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    unread = len(keys) > FeedbackRead.objects.filter(pk__in=keys).count()
    if account is None or not unread:
        _handled(keys, mailed=False)
        return None
    if _mailed_lately(account_id):
        return None
    mail_id = next((notice.mail_id for notice in notices if notice.mail_id), None) or uuid.uuid4()
    MailNotice.objects.filter(pk__in=keys).update(mail_id=mail_id, tried_at=now, tries=F("tries") + 1)
    return Mail(mail_id, keys, account.email, max(notice.tries for notice in notices) + 1)


def _send(mail: Mail) -> None:
    headers = {
        "Message-ID": f"<{mail.id}@{urlsplit(settings.ADDRESS).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.tries > 1:
        headers[REPEATED] = str(mail.tries)
    EmailMessage(SUBJECT, TEXT.format(address=settings.ADDRESS), None, [mail.address], headers=headers).send()


def _mailed_lately(account_id) -> bool:
    last = MailNotice.objects.filter(account_id=account_id, mailed=True).aggregate(at=Max("handled_at"))["at"]
    return last is not None and last > clock.now() - AT_MOST_EVERY


def _handled(keys: list, mailed: bool) -> None:
    MailNotice.objects.filter(pk__in=keys).update(handled_at=clock.now(), mailed=mailed)
