"""Who still has to report: duties that follow from law or from an agreement, with a day and the reason.

A statutory duty arises as soon as an organisation that has one is responsible for a signal in which a
presumed victim appears; an agreed one when it is said that an organisation will report. A duty ends with
its notification, or with the organisation's own decision.
"""

from datetime import date, timedelta

from zicht.casework.register.duties import criteria
from zicht.casework.register.models import Obligation, VictimSignal
from zicht.casework.register.vocabulary import ObligationKind
from zicht.chain.agreements.vocabulary import LegalBasis, Level, Purpose
from zicht.chain.custody import queries as custody
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.grants import services as sharing
from zicht.foundation.access import SYSTEM, Actor, Permission, may
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import FunctionAssignment, Organisation
from zicht.foundation.organisations.vocabulary import INVESTIGATORS

BECAUSE_LAW = (
    "Uw organisatie is aan zet bij een signaal met een vermoedelijk slachtoffer en heeft een wettelijke"
    " plicht."
)
BECAUSE_REGISTERED = "Uw organisatie registreerde deze persoon en heeft een wettelijke plicht."
BATCH = 200


def last_day(days: int, start: date | None = None) -> date:
    """Return the last day of a term of calendar days; a term never ends on a day that does not count."""
    day = (start or clock.today()) + timedelta(days=days)
    return day if clock.is_working_day(day) else clock.next_working_day(day)


def arise(victim, signal, *, actor: Actor) -> list[Obligation]:
    """Make the statutory duties for a victim that are not there yet: of the own organisation and of holders
    of the signal.

    The holders get to see the victim, because they must report. A signal whose reporter or victim does not
    want the police makes no duty for an investigator by itself: the care coordinator talks with the victim
    first."""
    kinds = criteria.statutory_kinds()
    wanted = _own(kinds, actor) | _holders(kinds, signal, actor)
    have = set(Obligation.objects.filter(victim=victim).values_list("organisation_id", flat=True))
    due = {key: found for key, found in wanted.items() if key not in have}
    for organisation_id, (function, _) in due.items():
        if organisation_id != actor.organisation_id:
            _let_see(victim, organisation_id, function, LegalBasis.STATUTORY_DUTY, BECAUSE_LAW, actor)
    duties = [
        _obligation(
            organisation_id,
            ObligationKind.STATUTORY,
            BECAUSE_REGISTERED if organisation_id == actor.organisation_id else BECAUSE_LAW,
            last_day(criterion.due_days),
            victim=victim,
            signal=signal,
        )
        for organisation_id, (_, criterion) in due.items()
    ]
    return keep(duties, actor)


def arise_where_missing(*, actor: Actor = SYSTEM) -> int:
    """Make the statutory duties of organisations that became holder after the registration; return how
    many. For the worker."""
    kinds = list(criteria.statutory_kinds())
    reported = Obligation.objects.values("organisation_id", "victim_id")
    links = (
        VictimSignal.objects.filter(
            signal__holdings__ended_at__isnull=True,
            signal__holdings__role=HoldingRole.RESPONSIBLE,
            signal__holdings__organisation__kind__in=kinds,
        )
        .select_related("victim", "signal")
        .distinct()
    )
    known = {(row["organisation_id"], row["victim_id"]) for row in reported}
    made = 0
    for link in links.iterator(BATCH):
        holders = _responsible(link.signal_id, kinds)
        if any(
            (key, link.victim_id) not in known for key in holders.values_list("organisation_id", flat=True)
        ):
            made += len(arise(link.victim, link.signal, actor=actor))
    return made


def agree(organisation: Organisation, due_on: date | None, *, victim, signal, actor: Actor) -> Obligation:
    """Make the duty that was agreed on, for the own or another organisation. Refuses nothing; twice is
    once."""
    criterion = next(iter(criteria.of(organisation)), None)
    duty = _obligation(
        organisation.id,
        ObligationKind.STATUTORY if criterion and criterion.statutory else ObligationKind.AGREED,
        f"Bij signaal {signal.reference} is afgesproken dat uw organisatie meldt.",
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
    functions = sorted(set(staffed.values_list("function", flat=True)))
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


def _own(kinds: dict, actor: Actor) -> dict:
    organisation = Organisation.objects.filter(pk=actor.organisation_id).first()
    criterion = kinds.get(organisation.kind) if organisation else None
    return {actor.organisation_id: (None, criterion)} if criterion else {}


def _holders(kinds: dict, signal, actor: Actor) -> dict:
    if signal is None:
        return {}
    holdings = _responsible(signal.pk, kinds).select_related("organisation")
    return {
        held.organisation_id: (held.function, kinds[held.organisation.kind])
        for held in holdings
        if held.organisation_id != actor.organisation_id
        and not (signal.no_police and held.organisation.kind in INVESTIGATORS)
    }


def _responsible(signal_id, kinds):
    """Holders who are only informed get no duty: who the victim is, is shown to no more organisations than
    must act."""
    return custody.running(signal_id).filter(role=HoldingRole.RESPONSIBLE, organisation__kind__in=list(kinds))


def _obligation(organisation_id, kind, because, due_on, **subject) -> Obligation:
    return Obligation(
        organisation_id=organisation_id,
        kind=kind,
        because=because,
        due_on=due_on,
        created_at=clock.now(),
        **subject,
    )
