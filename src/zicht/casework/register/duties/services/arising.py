"""Who still has to report: duties that follow from law or from an agreement, with a day and the reason.

A duty by law begins when the organisation says that one of its criteria is met (`asking`); an agreed one
when it is said that an organisation will report. A duty ends with its notification, or with the
organisation's own decision; then sight that was given for it alone ends too.
"""

from datetime import date, timedelta

from zicht.casework.register.duties import criteria
from zicht.casework.register.models import Obligation, VictimSignal
from zicht.casework.register.vocabulary import ObligationKind
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.grants import services as sharing
from zicht.foundation.access import Actor, Permission, may
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import FunctionAssignment, Organisation

AGREED = "Er is afgesproken dat uw organisatie meldt."
"""Why an organisation is to report, when that was agreed; it may not see the signal itself."""


def last_day(days: int, start: date | None = None) -> date:
    """Return the last day of a term of calendar days; a term never ends on a day that does not count."""
    day = (start or clock.today()) + timedelta(days=days)
    return day if clock.is_working_day(day) else clock.next_working_day(day)


def agree(organisation: Organisation, due_on: date | None, *, victim, signal, actor: Actor) -> Obligation:
    """Make the duty that was agreed on, for the own or another organisation. Refuses nothing; twice is
    once."""
    criterion = next(iter(criteria.of(organisation)), None)
    duty = _obligation(
        organisation.id,
        ObligationKind.AGREED,
        AGREED,
        due_on or last_day(criterion.due_days if criterion else 28),
        victim=victim,
        signal=signal,
    )
    keep([duty], actor)
    return duty


def keep(duties: list[Obligation], actor: Actor) -> list[Obligation]:
    """Store duties; an open one of the same organisation for the same person stays as it is."""
    Obligation.objects.bulk_create(duties, ignore_conflicts=True)
    audit.record_many(actor, Action.OBLIGATION_CREATED, [("obligation", duty.pk) for duty in duties])
    return duties


def open_of(organisation_id, victim):
    """Return the open duties of an organisation that a notification of this victim fulfils."""
    signals = VictimSignal.objects.filter(victim=victim).values("signal_id")
    mine = Obligation.objects.filter(organisation_id=organisation_id, fulfilled_on__isnull=True)
    return mine.filter(victim=victim) | mine.filter(victim__isnull=True, signal_id__in=signals)


def end(duties, actor: Actor, notification=None) -> int:
    """End open duties of the own organisation, with the notification that fulfils them or by a decision;
    return how many."""
    keys = list(duties.values_list("pk", flat=True))
    Obligation.objects.filter(pk__in=keys).update(fulfilled_by=notification, fulfilled_on=clock.today())
    audit.record_many(actor, Action.OBLIGATION_FULFILLED, [("obligation", key) for key in keys])
    return len(keys)


def notifying_functions(organisation_id) -> list[str]:
    """Return the functions of an organisation that may notify and have someone behind them today."""
    today = clock.today()
    staffed = FunctionAssignment.objects.filter(
        organisation_id=organisation_id, starts_on__lte=today, account__is_active=True
    ).exclude(ends_on__lt=today)
    return able_to_notify(sorted(set(staffed.values_list("function", flat=True))))


def able_to_notify(functions) -> list[str]:
    """Keep the functions that may notify."""
    return [function for function in functions if may((function,), Permission.REGISTER_NOTIFY)]


def let_report(subject, organisation: Organisation, level: Level, because: str, actor: Actor) -> None:
    """Give those who may notify at an organisation sight on a victim or signal, so that they can keep the
    agreement."""
    statutory = organisation.kind in criteria.statutory_kinds()
    basis = LegalBasis.STATUTORY_DUTY if statutory else LegalBasis.PUBLIC_TASK
    for function in notifying_functions(organisation.id):
        _let_see(subject, organisation.id, function, basis, because, actor, level)


def _let_see(subject, organisation_id, function, basis, because, actor, level=Level.FULL) -> None:
    sharing.give(
        subject,
        organisation_id,
        function,
        level,
        basis,
        because=because,
        actor=actor,
        purpose=Purpose.REGISTRATION,
    )
    audit.record(
        actor,
        Action.GRANT_GIVEN,
        subject._meta.model_name,
        subject.pk,
        to=str(organisation_id),
        function=function,
    )


def _obligation(organisation_id, kind, because, due_on, **subject) -> Obligation:
    return Obligation(
        organisation_id=organisation_id,
        kind=kind,
        because=because,
        due_on=due_on,
        created_at=clock.now(),
        **subject,
    )
