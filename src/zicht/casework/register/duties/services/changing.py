"""Changing when organisations notify, with four eyes: one registrar proposes, sees what changes, and another
agrees.

Nothing takes effect before that: PostgreSQL makes a criterion from an agreed proposal only, and refuses an
agreement by who proposed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction
from django.http import Http404

from zicht.casework.register.duties import criteria, queries
from zicht.casework.register.models import CriterionProposal, NotificationCriterion, Obligation
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation

NOT_BACKWARDS = (
    "Een wijziging kan niet ingaan vóór vandaag, en niet op de dag waarop deze versie begon of eerder. Kies"
    " een latere dag."
)
ALREADY_THERE = "Voor deze soort organisatie bestaat dit criterium al. Wijzig het bestaande."
WAITS_ALREADY = "Er ligt al een voorstel om dit criterium te wijzigen. Bekijk dat eerst."
FOUR_EYES = "Een tweede persoon geeft akkoord. U hebt dit voorstel zelf gedaan."
JUDGED_ALREADY = "Over dit voorstel is al besloten."
CHANGED_SINCE = "Het criterium is intussen gewijzigd. Doe een nieuw voorstel."
YEAR = 365


@dataclass(frozen=True)
class Preview:
    """What a proposal changes. `organisations`: who it is for; `set_aside`: criteria that no longer hold
    for the one organisation that gets its first own criterion; `used`: notifications of the last year
    under it; `open_duties`: keep their day.
    """

    organisations: list[Organisation]
    set_aside: list[NotificationCriterion]
    used: int
    open_duties: int


def waiting():
    """Return the proposals nobody judged yet, the oldest first."""
    return _proposals().filter(judged_at__isnull=True).order_by("proposed_at")


def proposal(proposal_id) -> CriterionProposal:
    """Return a proposal with its names. Raises Http404."""
    found = _proposals().filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    return found


def preview(wanted: CriterionProposal) -> Preview:
    """Return what changes when this proposal takes effect, as far as the reader sees notifications and
    duties."""
    concerned = _concerned(wanted)
    since = clock.today() - timedelta(days=YEAR)
    used = queries.current_notifications().filter(
        organisation__in=concerned, criterion=wanted.code, notified_on__gte=since
    )
    duties = Obligation.objects.filter(organisation__in=concerned, fulfilled_on__isnull=True)
    return Preview(concerned, _set_aside(wanted), used.count(), duties.count())


@use_case
def propose_change(
    criterion_id, *, label: str, due_days: int, valid_from: date, because: str, actor: Actor
) -> CriterionProposal:
    """Propose a new version of a criterion. Refuses: unknown or ended (404), a day in the past or not
    after this version's begin, a second proposal while one waits."""
    old = NotificationCriterion.objects.filter(pk=criterion_id, valid_until__isnull=True).first()
    if old is None:
        raise Http404
    if valid_from <= old.valid_from:
        raise NotPossible(NOT_BACKWARDS)
    said = {
        "replaces": old,
        "code": old.code,
        "organisation_kind": old.organisation_kind,
        "organisation": old.organisation,
    }
    return _kept(actor, **said, label=label, due_days=due_days, valid_from=valid_from, because=because)


@use_case
def propose_new(
    *,
    organisation_kind: str,
    organisation,
    code: str,
    label: str,
    due_days: int,
    valid_from: date,
    because: str,
    actor: Actor,
) -> CriterionProposal:
    """Propose a criterion without a statutory duty (a duty comes from law only). Refuses a code that is
    there, a day in the past."""
    if _same(organisation_kind, organisation, code).exists():
        raise NotPossible(ALREADY_THERE)
    return _kept(
        actor,
        organisation_kind=organisation_kind,
        organisation=organisation,
        code=code,
        label=label,
        due_days=due_days,
        valid_from=valid_from,
        because=because,
    )


@use_case
def agree(proposal_id, *, actor: Actor) -> NotificationCriterion:
    """Let a proposal of a colleague take effect, today at the earliest. Refuses: unknown (404), the own
    proposal, one that was judged, a criterion that changed since."""
    wanted = _to_judge(proposal_id)
    if wanted.proposed_by_id == actor.person_id:
        raise NotPossible(FOUR_EYES)
    _check_unchanged(wanted)
    new = NotificationCriterion.objects.get(pk=_agreed(wanted))
    _recorded(wanted, "agreed", actor)
    return new


@use_case
def decline(proposal_id, *, actor: Actor) -> CriterionProposal:
    """Turn a proposal down, or take the own one back. Refuses: unknown (404), one that was judged."""
    wanted = _to_judge(proposal_id)
    wanted.agreed, wanted.judged_by_id, wanted.judged_at = False, actor.person_id, clock.now()
    wanted.save(update_fields=["agreed", "judged_by", "judged_at"])
    _recorded(wanted, "declined", actor)
    return wanted


def _proposals():
    return CriterionProposal.objects.select_related("replaces", "organisation", "proposed_by", "judged_by")


def _concerned(wanted) -> list[Organisation]:
    if wanted.organisation_id:
        return [wanted.organisation]
    own = criteria.valid().filter(organisation__isnull=False).values("organisation_id")
    return list(
        Organisation.objects.filter(kind=wanted.organisation_kind, active=True)
        .exclude(pk__in=own)
        .order_by("name")
    )


def _set_aside(wanted) -> list[NotificationCriterion]:
    if wanted.replaces_id or not wanted.organisation_id:
        return []
    return [row for row in criteria.of(wanted.organisation, wanted.valid_from) if row.organisation_id is None]


def _same(organisation_kind, organisation, code):
    return NotificationCriterion.objects.filter(
        organisation_kind=organisation_kind, organisation=organisation, code=code, valid_until__isnull=True
    )


def _kept(actor: Actor, **said) -> CriterionProposal:
    if said["valid_from"] < clock.today():
        raise NotPossible(NOT_BACKWARDS)
    try:
        with transaction.atomic():
            new = CriterionProposal.objects.create(
                proposed_by_id=actor.person_id, proposed_at=clock.now(), **said
            )
    except IntegrityError:
        raise NotPossible(WAITS_ALREADY) from None
    _recorded(new, "proposed", actor)
    return new


def _to_judge(proposal_id) -> CriterionProposal:
    found = CriterionProposal.objects.select_for_update(of=("self",)).filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    if found.judged_at:
        raise NotPossible(JUDGED_ALREADY)
    return found


def _check_unchanged(wanted) -> None:
    if wanted.replaces_id is None:
        if _same(wanted.organisation_kind, wanted.organisation, wanted.code).exists():
            raise NotPossible(ALREADY_THERE)
        return
    old = NotificationCriterion.objects.get(pk=wanted.replaces_id)
    if old.valid_until or old.valid_from >= max(wanted.valid_from, clock.today()):
        raise NotPossible(CHANGED_SINCE)


def _agreed(wanted) -> int:
    """The key of the criterion that PostgreSQL makes of an agreed proposal: the application cannot write
    one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.agree_to_criterion(%s)", [wanted.pk])
        return cursor.fetchone()[0]


def _recorded(wanted, step: str, actor: Actor) -> None:
    audit.record(
        actor,
        Action.CRITERIA_CHANGED,
        "criterion",
        wanted.pk,
        code=wanted.code,
        kind_of=wanted.organisation_kind,
        step=step,
    )
