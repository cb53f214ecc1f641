"""Emergency access that nobody looked at within its day (SH5): whoever may review it gets an e-mail, again
each day until someone did.

The mail says nothing about whom or what. It is noted before it leaves; when the mail server refuses, the
note goes away again.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from zicht.chain.custody.models import Holding
from zicht.chain.sharing.models import BreakGlass
from zicht.foundation.access import SYSTEM, as_worker
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import FunctionAssignment
from zicht.foundation.organisations.vocabulary import Function

AGAIN_AFTER = timedelta(days=1)
SUBJECT = "Noodtoegang wacht op uw blik"
TEXT = """Iemand gebruikte noodtoegang. Langer dan een dag geleden, en nog niemand keek of dat terecht was.

U kunt dat hier doen: {address}/werk/noodtoegang/nakijken/

In deze e-mail staat met opzet niets over de inhoud. Kijkt niemand, dan krijgt u morgen weer een e-mail.
"""


def remind() -> int:
    """Mail everyone who may review what is late; return how many mails left. Repeatable: each asks once a
    day."""
    with as_worker():
        late = _claimed()
        addresses = _addresses(late)
    try:
        for address in addresses:
            EmailMessage(
                SUBJECT,
                TEXT.format(address=settings.ADDRESS),
                None,
                [address],
                headers={"Auto-Submitted": "auto-generated"},
            ).send()
    except OSError:  # smtplib's errors are among them: the next round asks again
        with as_worker():
            BreakGlass.objects.filter(pk__in=[row.pk for row in late]).update(reminded_at=None)
        return 0
    return len(addresses)


def _claimed() -> list[BreakGlass]:
    """What is late and not asked about in the last day, from now on noted as asked."""
    now = clock.now()
    quiet = Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - AGAIN_AFTER)
    waiting = BreakGlass.objects.filter(quiet, reviewed_at__isnull=True, review_due_at__lte=now)
    late = list(waiting.select_for_update(skip_locked=True))
    BreakGlass.objects.filter(pk__in=[row.pk for row in late]).update(reminded_at=now)
    audit.record_many(SYSTEM, Action.BREAK_GLASS_LATE, [(row.subject_kind, row.subject_id) for row in late])
    return late


def _addresses(late: list[BreakGlass]) -> list[str]:
    """Of everyone who may review one of these: the holders, and the officers of who opened it and of who
    was shown it."""
    people: set = set()
    for row in late:
        people |= set(_reviewers(row)) - {row.by_person_id}
    return sorted(Account.objects.filter(pk__in=people, is_active=True).values_list("email", flat=True))


def _reviewers(row: BreakGlass):
    held = Holding.objects.filter(signal_id=row.subject_id, ended_at__isnull=True).values_list(
        "organisation_id", "function"
    )
    posts = {
        *held,
        *(
            (key, Function.DATA_PROTECTION_OFFICER.value)
            for key in (row.by_organisation_id, row.organisation_id)
        ),
    }
    mine = Q(pk__in=[])
    for organisation_id, function in posts - {(row.organisation_id, row.function)}:
        mine |= Q(organisation_id=organisation_id, function=function)
    today = clock.today()
    return (
        FunctionAssignment.objects.filter(mine, starts_on__lte=today)
        .exclude(ends_on__lt=today)
        .values_list("account_id", flat=True)
    )
