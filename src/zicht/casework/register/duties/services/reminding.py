"""Friendly reminders of open duties to report and unanswered questions (RG2): by e-mail to who may notify
there, without any case data.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from zicht.casework.register.duties.services.arising import notifying_functions
from zicht.casework.register.models import CriterionQuestion, Obligation
from zicht.foundation.access import SYSTEM, Actor
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

DAYS_AHEAD, DAYS_BETWEEN = 7, 7
SUBJECT = "Uw organisatie heeft nog iets te melden in Zicht"
TEXT = """In Zicht staat nog iets dat uw organisatie bij CoMensha meldt, of een vraag daarover.

U leest het hier: {address}/werk/register/nog-te-melden/

Lukt het niet op tijd, leg daar dan vast waarom, en wanneer u weer kijkt. In deze e-mail
staat met opzet niets over wie het gaat.
"""


def remind(*, actor: Actor = SYSTEM) -> int:
    """Remind each organisation of duties and questions due within a week or over; return how many. At most
    once a week for each.

    For the worker; repeatable: what was reminded of this week is left alone."""
    rows = [
        *_due(Obligation.objects.filter(fulfilled_on__isnull=True), "obligation", actor),
        *_due(CriterionQuestion.objects.filter(answered_at__isnull=True), "criterion_question", actor),
    ]
    for organisation_id in {row.organisation_id for row in rows}:
        for address in _addresses(organisation_id):
            send_mail(SUBJECT, TEXT.format(address=settings.ADDRESS), None, [address])
    return len(rows)


def _due(waiting, kind: str, actor: Actor) -> list:
    """The rows due within a week or over and not reminded of this week, marked as reminded of."""
    today = clock.today()
    rows = list(
        waiting.select_for_update(skip_locked=True).filter(
            Q(reminded_on__isnull=True) | Q(reminded_on__lte=today - timedelta(days=DAYS_BETWEEN)),
            due_on__lte=today + timedelta(days=DAYS_AHEAD),
        )
    )
    waiting.model.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    audit.record_many(actor, Action.OBLIGATION_REMINDED, [(kind, row.pk) for row in rows])
    return rows


def _addresses(organisation_id) -> list[str]:
    people = Account.objects.filter(
        assignments__organisation_id=organisation_id,
        assignments__function__in=notifying_functions(organisation_id),
        assignments__ends_on__isnull=True,
        assignments__deputy=False,
        is_active=True,
    )
    return sorted(set(people.values_list("email", flat=True)))
