"""What other rooms ask of agreements, and the acts of those who keep them.

Refusals: an agreement of another organisation (403), an unknown one (404), an act that does not fit its
state (NotPossible).
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404

from zicht.chain.agreements import workflow
from zicht.chain.agreements.library import Template
from zicht.chain.agreements.models import Agreement, AgreementParty
from zicht.chain.agreements.parties import IsParty
from zicht.chain.agreements.workflow import Event, State
from zicht.foundation.access import Actor, use_case
from zicht.foundation.acts.clock import now, today
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.organisations.vocabulary import OrganisationKind

FOUR_EYES = "Een tweede persoon kijkt de afspraak na. U hebt deze zelf opgesteld."
ANOTHER_ENDS = "Een tweede persoon beëindigt de afspraak. Vraag dat een collega of een andere partij."
ASKED_ALREADY = "Er is al gevraagd om deze afspraak te beëindigen. Een tweede persoon kan dat nu doen."
NATIONWIDE = (
    "Deze afspraak geldt in het hele land. De organisatie die haar bijhoudt of CoMensha beëindigt haar. Zelf"
    " bent u nooit verplicht om iets te delen."
)
CONTENT = (
    "title",
    "explanation",
    "basis",
    "article",
    "purposes",
    "categories",
    "level",
    "conditions",
    "region",
    "grant_days",
    "starts_on",
    "ends_on",
)


def in_force(organisation_ids: Iterable, purpose: str, at: date | None = None) -> list[Agreement]:
    """Return the agreements in force on a day (today) for a purpose to which **every** given organisation
    is a party."""
    found = _current(at).filter(purposes__contains=[purpose])
    for organisation_id in organisation_ids:
        found = found.filter(IsParty(organisation_id))
    return list(found)


def between(giver_id, receiver_id, purpose: str = "", at: date | None = None) -> list[Agreement]:
    """Return the agreements in force under which one organisation may give to the other; without a purpose
    for any purpose."""
    found = _current(at).filter(IsParty(giver_id, gives=True), IsParty(receiver_id, receives=True))
    return list(found.filter(purposes__contains=[purpose]) if purpose else found)


def not_party(agreement: Agreement, organisation_ids: Iterable) -> set:
    """Return which of the given organisations are no party to an agreement."""
    one = Agreement.objects.filter(pk=agreement.pk)
    return {key for key in organisation_ids if not one.filter(IsParty(key)).exists()}


@use_case
def draft(content: dict, parties: Iterable[AgreementParty], *, actor: Actor, template: str = "") -> Agreement:
    """Draft an agreement of the own organisation; `parties` are unsaved rows."""
    agreement = Agreement.objects.create(
        **{name: content[name] for name in CONTENT if name in content},
        template=template,
        organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        drafted_at=now(),
    )
    _keep_parties(agreement, parties)
    audit.record(actor, Action.AGREEMENT_DRAFTED, "agreement", agreement.pk)
    return agreement


@use_case
def revise(agreement_id, content: dict, parties: Iterable[AgreementParty], *, actor: Actor) -> Agreement:
    """Change what is not in force yet; what was reviewed becomes a draft again."""
    agreement = _lock(agreement_id)
    require_own(agreement, actor)
    agreement.state = workflow.after(agreement.state, Event.REVISED)
    agreement.reviewed_by = agreement.reviewed_at = None
    for name in CONTENT:
        setattr(agreement, name, content.get(name, getattr(agreement, name)))
    agreement.author_id = actor.person_id
    agreement.save(update_fields=[*CONTENT, "state", "author_id", "reviewed_by", "reviewed_at"])
    _keep_parties(agreement, parties)
    audit.record(actor, Action.AGREEMENT_DRAFTED, "agreement", agreement.pk)
    return agreement


@use_case
def review(agreement_id, *, actor: Actor) -> Agreement:
    """Say, as a second person of the own or a party's organisation, that an agreement is right."""
    agreement = _lock(agreement_id)
    require_part(agreement, actor)
    if agreement.author_id == actor.person_id:
        raise NotPossible(FOUR_EYES)
    agreement.state = workflow.after(agreement.state, Event.REVIEWED)
    agreement.reviewed_by, agreement.reviewed_at = actor.person_id, now()
    agreement.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    audit.record(actor, Action.AGREEMENT_REVIEWED, "agreement", agreement.pk)
    return agreement


@use_case
def start(agreement_id, *, actor: Actor) -> Agreement:
    """Bring a reviewed agreement in force; it counts from its first day."""
    agreement = _lock(agreement_id)
    require_own(agreement, actor)
    agreement.state = workflow.after(agreement.state, Event.STARTED)
    agreement.started_by, agreement.started_at = actor.person_id, now()
    agreement.save(update_fields=["state", "started_by", "started_at"])
    audit.record(actor, Action.AGREEMENT_STARTED, "agreement", agreement.pk)
    return agreement


@use_case
def ask_to_end(agreement_id, because: str, *, actor: Actor) -> Agreement:
    """Ask to end an agreement, as its keeper or as a party that steps out; it counts until a second person
    ends it. That stops sharing for others too. Refuses: no part in it, one whose end was asked already."""
    agreement = _lock(agreement_id)
    require_end(agreement, actor)
    workflow.after(agreement.state, Event.ENDED)
    if agreement.end_asked_by:
        raise NotPossible(ASKED_ALREADY)
    return _end_asked(agreement, actor.person_id, now(), because, actor)


@use_case
def keep_on(agreement_id, *, actor: Actor) -> Agreement:
    """Take back that an agreement ends, one's own question or another's. Refuses as `ask_to_end` does."""
    agreement = _lock(agreement_id)
    require_end(agreement, actor)
    workflow.after(agreement.state, Event.ENDED)
    return _end_asked(agreement, None, None, "", actor)


@use_case
def end(agreement_id, *, actor: Actor) -> Agreement:
    """End an agreement as the second person; the database ends every grant that rests on it at once.

    Refuses: who has no part in it, who asked for it, and one whose end nobody asked."""
    agreement = _lock(agreement_id)
    require_end(agreement, actor)
    agreement.state = workflow.after(agreement.state, Event.ENDED)
    if agreement.end_asked_by is None or agreement.end_asked_by == actor.person_id:
        raise NotPossible(ANOTHER_ENDS)
    agreement.ended_by, agreement.ended_at = actor.person_id, now()
    agreement.save(update_fields=["state", "ended_by", "ended_at"])
    audit.record(actor, Action.AGREEMENT_ENDED, "agreement", agreement.pk)
    return agreement


def from_template(
    template: Template, *, actor: Actor, starts_on: date | None = None, region=None
) -> Agreement:
    """Draft an agreement from a template, for the own organisation."""
    content = {
        name: getattr(template, name)
        for name in ("title", "explanation", "basis", "article", "level", "grant_days")
    }
    lists = {name: list(getattr(template, name)) for name in ("purposes", "categories", "conditions")}
    content |= lists | {"starts_on": starts_on or today(), "region": region}
    return draft(
        content, parties_of_kinds(template.gives, template.receives), actor=actor, template=template.slug
    )


def parties_of_kinds(gives: Iterable[str], receives: Iterable[str]) -> list[AgreementParty]:
    """Return unsaved parties: each kind once, with what it may do."""
    gives, receives = set(gives), set(receives)
    return [
        AgreementParty(kind=kind, gives=kind in gives, receives=kind in receives)
        for kind in sorted(gives | receives)
    ]


def require_own(agreement: Agreement, actor: Actor) -> None:
    """Refuse with 403 the agreement of another organisation."""
    if agreement.organisation_id != actor.organisation_id:
        raise PermissionDenied("Deze afspraak hoort bij een andere organisatie.")


def takes_part(agreement: Agreement, actor: Actor) -> bool:
    """Return whether the actor's organisation keeps the agreement or is a party to it."""
    own = agreement.organisation_id == actor.organisation_id
    return own or Agreement.objects.filter(IsParty(actor.organisation_id), pk=agreement.pk).exists()


def require_part(agreement: Agreement, actor: Actor) -> None:
    """Refuse with 403 an agreement that the actor's organisation has no part in."""
    if not takes_part(agreement, actor):
        raise PermissionDenied("Uw organisatie is geen partij bij deze afspraak.")


def is_nationwide(agreement: Agreement) -> bool:
    """Return whether it counts for kinds of organisations in the whole country."""
    return agreement.region_id is None and agreement.parties.filter(kind__isnull=False).exists()


def may_end(agreement: Agreement, actor: Actor) -> bool:
    """Return whether the actor's organisation may end it: its keeper or a party. One that counts for the
    whole country: its keeper, or the national organisation as a party."""
    if not takes_part(agreement, actor):
        return False
    if agreement.organisation_id == actor.organisation_id or not is_nationwide(agreement):
        return True
    return Organisation.objects.filter(pk=actor.organisation_id, kind=OrganisationKind.COMENSHA).exists()


def require_end(agreement: Agreement, actor: Actor) -> None:
    """Refuse with 403 an agreement that is not the actor's to end."""
    if not may_end(agreement, actor):
        require_part(agreement, actor)
        raise PermissionDenied(NATIONWIDE)


def _end_asked(agreement: Agreement, by, at, because: str, actor: Actor) -> Agreement:
    agreement.end_asked_by, agreement.end_asked_at, agreement.ended_because = by, at, because
    agreement.save(update_fields=["end_asked_by", "end_asked_at", "ended_because"])
    action = Action.AGREEMENT_END_ASKED
    audit.record(actor, action, "agreement", agreement.pk, step="asked" if by else "taken back")
    return agreement


def _current(at: date | None):
    day = at or today()
    return Agreement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), state=State.IN_FORCE, starts_on__lte=day
    )


def _lock(agreement_id) -> Agreement:
    return get_object_or_404(Agreement.objects.select_for_update(), pk=agreement_id)


def _keep_parties(agreement: Agreement, parties: Iterable[AgreementParty]) -> None:
    agreement.parties.all().delete()
    for party in parties:
        party.agreement = agreement
    AgreementParty.objects.bulk_create(parties)
