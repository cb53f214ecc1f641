"""Friendly reminders of open duties to report: by e-mail to who may notify there, without any case data
(RG2).
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from zicht.casework.register.duties.services.arising import notifying_functions
from zicht.casework.register.models import Obligation
from zicht.foundation.access import SYSTEM, Actor
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

DAYS_AHEAD, DAYS_BETWEEN = 7, 7
SUBJECT = "Uw organisatie heeft nog iets te melden in Zicht"
TEXT = """In Zicht staat nog iets dat uw organisatie bij CoMensha meldt.

U leest het hier: {address}/werk/register/nog-te-melden/

Lukt het niet op tijd, leg daar dan vast waarom, en wanneer u weer kijkt. In deze e-mail
staat met opzet niets over wie het gaat.
"""


def remind(*, actor: Actor = SYSTEM) -> int:
    """Remind each organisation of duties due within a week or over; return how many duties. At most once a
    week per duty.

    For the worker; repeatable: what was reminded of this week is left alone."""
    today = clock.today()
    lately = today - timedelta(days=DAYS_BETWEEN)
    due = Obligation.objects.select_for_update(skip_locked=True).filter(
        Q(reminded_on__isnull=True) | Q(reminded_on__lte=lately),
        fulfilled_on__isnull=True,
        due_on__lte=today + timedelta(days=DAYS_AHEAD),
    )
    rows = list(due)
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    audit.record_many(actor, Action.OBLIGATION_REMINDED, [("obligation", row.pk) for row in rows])
    for organisation_id in {row.organisation_id for row in rows}:
        for address in _addresses(organisation_id):
            send_mail(SUBJECT, TEXT.format(address=settings.ADDRESS), None, [address])
    return len(rows)


def _addresses(organisation_id) -> list[str]:
    people = Account.objects.filter(
        assignments__organisation_id=organisation_id,
        assignments__function__in=notifying_functions(organisation_id),
        assignments__ends_on__isnull=True,
        assignments__deputy=False,
        is_active=True,
    )
    return sorted(set(people.values_list("email", flat=True)))
