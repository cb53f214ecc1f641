"""Changing how long what is kept, with four eyes: an officer of the national organisation proposes, another
one there agrees.

A term counts for every organisation, and destruction cannot be undone. So PostgreSQL makes a term from an
agreed proposal only, and refuses an agreement by who proposed and by any other organisation.
"""

import math
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from zicht.casework.retention.due import terms
from zicht.casework.retention.models import TermProposal
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import Function, OrganisationKind

TO_THINK = timedelta(days=7)
FOUR_EYES = "Een tweede persoon geeft akkoord. U hebt dit voorstel zelf gedaan."
JUDGED_ALREADY = "Over dit voorstel is al besloten."


@use_case
def propose(
    category: str, basis: str, destroy_after_days: int, restrict_after_days: int | None, *, actor: Actor
) -> TermProposal:
    """Propose a term; return the proposal. Refuses whoever is no officer of the national organisation."""
    _require_national(actor)
    new = TermProposal(
        category=category, basis=basis, proposed_by_id=actor.person_id, proposed_at=clock.now()
    )
    new.destroy_after_days, new.restrict_after_days = destroy_after_days, restrict_after_days
    new.save(force_insert=True)
    _recorded(new, "proposed", actor)
    return new


@use_case
def agree(proposal_id, *, actor: Actor) -> None:
    """Let the proposal of a colleague count, from `starts_on`; what was still to start is replaced.

    Refuses: another organisation, unknown (404), the own proposal, one that was judged."""
    wanted = _to_judge(proposal_id, actor)
    if wanted.proposed_by_id == actor.person_id:
        raise NotPossible(FOUR_EYES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.agree_to_term(%s)", [wanted.pk])
    _recorded(wanted, "agreed", actor)


@use_case
def decline(proposal_id, *, actor: Actor) -> None:
    """Turn a proposal down, or take the own one back. Refuses as `agree` does, the own one apart."""
    wanted = _to_judge(proposal_id, actor)
    wanted.agreed, wanted.judged_by_id, wanted.judged_at = False, actor.person_id, clock.now()
    wanted.save(update_fields=["agreed", "judged_by", "judged_at"])
    _recorded(wanted, "declined", actor)


def may_change(actor: Actor) -> bool:
    """Whether the actor is a data-protection officer of the national organisation."""
    national = Organisation.objects.filter(pk=actor.organisation_id, kind=OrganisationKind.COMENSHA)
    return Function.DATA_PROTECTION_OFFICER in actor.functions and national.exists()


def overview(actor: Actor) -> dict:
    """Return whether the actor may change terms, and if so what waits, each with the day it would start."""
    if not may_change(actor):
        return {"may_change": False}
    waiting = list(TermProposal.objects.filter(judged_at=None).select_related("proposed_by"))
    for each in waiting:
        each.first = starts_on(each.category, each.destroy_after_days, each.restrict_after_days)
    return {"proposals": waiting, "may_change": True}


def starts_on(category: str, destroy_after_days: int, restrict_after_days: int | None) -> date:
    """Return from when such a term would count: today, or a week later when something would be gone or out of
    reach sooner. `sec.agree_to_term` decides alike.

    Destruction cannot be undone; in that week a mistake can."""
    today = clock.today()
    now = terms(today).get(category)
    longer = now is not None and destroy_after_days >= now.destroy_after_days
    open_longer = now is not None and _days(restrict_after_days) >= _days(now.restrict_after_days)
    return today if longer and open_longer else today + TO_THINK


def _days(restrict_after_days: int | None) -> float:
    return math.inf if restrict_after_days is None else restrict_after_days


def _to_judge(proposal_id, actor: Actor) -> TermProposal:
    _require_national(actor)
    found = TermProposal.objects.select_for_update().filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    if found.judged_at:
        raise NotPossible(JUDGED_ALREADY)
    return found


def _require_national(actor: Actor) -> None:
    if not may_change(actor):
        raise PermissionDenied


def _recorded(wanted: TermProposal, step: str, actor: Actor) -> None:
    facts = {"category": wanted.category, "days": wanted.destroy_after_days, "step": step}
    audit.record(actor, Action.RETENTION_TERM_SET, "retention", wanted.pk, **facts)
