"""Acts about colleagues: invite, agree to a function, accept, end a function, set absence. Refusals: another
organisation's people (404).

A function that opens something takes two persons: an administrator proposes, a second administrator or the
data-protection officer agrees, and only then the link goes out (`sec.agree_to_function`).
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from zicht.foundation.access import Actor, acting, use_case
from zicht.foundation.accounts import words
from zicht.foundation.accounts.entrances import digest
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Absence, FunctionAssignment, Organisation
from zicht.foundation.organisations.vocabulary import FUNCTIONS_OF, OPEN_NOTHING, Function, OrganisationKind

VALID_FOR = timedelta(days=7)
TO_AGREE = timedelta(days=14)
SECOND = (Function.ADMINISTRATOR, Function.DATA_PROTECTION_OFFICER)


def functions_of(actor: Actor) -> frozenset[Function]:
    """Return the functions that the actor's kind of organisation can have."""
    return FUNCTIONS_OF[OrganisationKind(Organisation.objects.get(pk=actor.organisation_id).kind)]


def seconds(actor: Actor, invited: str = "") -> list[str]:
    """Return the addresses of who can be the second person beside the actor, not being the invited one."""
    posts = _at_work(actor.organisation_id).filter(function__in=SECOND, account__is_active=True)
    posts = posts.exclude(account_id=actor.person_id).exclude(account__email=invited.lower())
    return sorted(set(posts.values_list("account__email", flat=True)))


@use_case
def invite(email: str, name: str, function: str, deputy: bool, *, actor: Actor) -> str:
    """Invite someone for a function in the own organisation; mails and returns the one-time address. A
    function that opens something waits for a second person first: returns "", and that person gets word.

    Refuses: a function that this kind of organisation does not have; one that nobody else could agree to."""
    if function not in functions_of(actor):
        raise NotPossible(words.NOT_IN_THE_LIST)
    if function in OPEN_NOTHING:
        return _link_sent(email, name, function, deputy, actor)
    others = seconds(actor, email)
    if not others:
        raise NotPossible(words.NOBODY_ELSE)
    proposal = _kept(actor, TO_AGREE, email=email, name=name, function=function, deputy=deputy)
    audit.record(actor, Action.FUNCTION_PROPOSED, "invitation", proposal.pk, function=function)
    _mail(others, words.TO_AGREE_SUBJECT, words.TO_AGREE.format(**_said(proposal)))
    return ""


@use_case
def agree(invitation_id, *, actor: Actor) -> str:
    """Agree, as a second person, to a proposed function: the link goes out, and those who have the function
    and the officer get word. Returns the one-time address.

    Refuses: another organisation's (404), the own proposal, the own new function, one that is over."""
    wanted = _open(invitation_id, actor)
    if not wanted.waits:
        raise NotPossible(words.JUDGED_ALREADY)
    if wanted.invited_by_id == actor.person_id:
        raise NotPossible(words.FOUR_EYES)
    if Account.objects.filter(pk=actor.person_id, email=wanted.email).exists():
        raise NotPossible(words.YOUR_OWN)
    secret = secrets.token_urlsafe(24)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.agree_to_function(%s, %s)", [wanted.pk, digest("invitation", secret)])
    audit.record(actor, Action.FUNCTION_AGREED, "invitation", wanted.pk, function=wanted.function)
    _mail(_to_tell(wanted), words.TOLD_SUBJECT, words.TOLD.format(**_said(wanted), second=actor.name))
    return _mail_link(wanted, secret)


@use_case
def withdraw(invitation_id, *, actor: Actor) -> Invitation:
    """Take back a proposal or an invitation that nobody took up yet; its link stops working at once."""
    wanted = _open(invitation_id, actor)
    wanted.withdrawn_by_id, wanted.withdrawn_at = actor.person_id, timezone.now()
    wanted.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record(actor, Action.INVITATION_WITHDRAWN, "invitation", wanted.pk, function=wanted.function)
    return wanted


def open_invitations(organisation_id):
    """Return what was proposed or sent and is neither taken up nor taken back, the newest first."""
    rows = Invitation.objects.select_related("invited_by", "agreed_by").filter(
        organisation_id=organisation_id, accepted_at=None, withdrawn_at=None
    )
    return rows.order_by("-invited_at")


def open_invitation(secret: str) -> Invitation | None:
    """Return the invitation of this secret while it is valid and not used; else None."""
    found = Invitation.objects.select_related("organisation").filter(
        digest=digest("invitation", secret), accepted_at=None, withdrawn_at=None
    )
    return found.filter(expires_at__gt=timezone.now()).first()


@transaction.atomic
def accept(invitation: Invitation, password: str = "") -> Account:
    """Make (or find) the account and give it the function; an invitation works once.

    Refuses one that is over. Who has an account keeps its password and signs in with it."""
    account = Account.objects.filter(email=invitation.email).first()
    if account is None:
        account = Account.objects.create_user(invitation.email, password, name=invitation.name)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sec.take_up_invitation(%s)", [bytes(invitation.digest)])
    except IntegrityError:
        raise NotPossible(words.OVER) from None
    person = Actor(organisation_id=invitation.organisation_id, person_id=account.pk, channel="invitation")
    with acting(person):
        given = {"function": invitation.function, "by": str(invitation.invited_by_id)}
        audit.record(person, Action.INVITATION_ACCEPTED, "invitation", invitation.pk)
        audit.record(person, Action.FUNCTION_GIVEN, "account", account.pk, **given)
    return account


def _kept(actor: Actor, lasts: timedelta, **said) -> Invitation:
    now = timezone.now()
    said["email"] = said["email"].lower()
    about = {"organisation_id": actor.organisation_id, "invited_by_id": actor.person_id}
    return Invitation.objects.create(**said, **about, invited_at=now, expires_at=now + lasts)


def _link_sent(email: str, name: str, function: str, deputy: bool, actor: Actor) -> str:
    secret = secrets.token_urlsafe(24)
    said = {"email": email, "name": name, "function": function, "deputy": deputy}
    sent = _kept(actor, VALID_FOR, digest=digest("invitation", secret), **said)
    audit.record(actor, Action.INVITATION_SENT, "invitation", sent.pk, function=function)
    return _mail_link(sent, secret)


def _mail_link(invitation: Invitation, secret: str) -> str:
    address = f"{settings.ADDRESS}/uitnodiging/{secret}/"
    text = words.INVITED.format(organisation=invitation.organisation, address=address)
    _mail([invitation.email], words.INVITED_SUBJECT, text)
    return address


def _open(invitation_id, actor: Actor) -> Invitation:
    """The invitation, locked. Refuses: another organisation's (404), one that is over."""
    rows = Invitation.objects.select_related("organisation", "invited_by").select_for_update(of=("self",))
    found = get_object_or_404(rows, pk=invitation_id, organisation_id=actor.organisation_id)
    if found.accepted_at or found.withdrawn_at:
        raise NotPossible(words.JUDGED_ALREADY)
    if found.expires_at <= timezone.now():
        raise NotPossible(words.EXPIRED)
    return found


def _at_work(organisation_id):
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    return FunctionAssignment.objects.filter(running, organisation_id=organisation_id, starts_on__lte=today)


def _to_tell(wanted: Invitation) -> list[str]:
    """Those who have the function already, and the officer of the organisation."""
    told = {wanted.function, Function.DATA_PROTECTION_OFFICER}
    posts = _at_work(wanted.organisation_id).filter(function__in=told, account__is_active=True)
    return sorted(set(posts.values_list("account__email", flat=True)) - {wanted.email})


def _said(wanted: Invitation) -> dict:
    return {
        "name": wanted.name,
        "function": Function(wanted.function).in_a_sentence,
        "organisation": wanted.organisation,
        "proposer": wanted.invited_by.name,
        "address": f"{settings.ADDRESS}/werk/voorgestelde-functies/",
    }


def _mail(addresses: list[str], subject: str, text: str) -> None:
    for address in addresses:
        transaction.on_commit(lambda address=address: send_mail(subject, text, None, [address]))


@use_case
def end_function(assignment_id: int, *, actor: Actor) -> FunctionAssignment:
    """End a colleague's function today; from the next request on it gives no rights."""
    assignment = get_object_or_404(
        FunctionAssignment, pk=assignment_id, organisation_id=actor.organisation_id, ends_on__isnull=True
    )
    assignment.ends_on = timezone.localdate() - timedelta(days=1)
    assignment.save(update_fields=["ends_on"])
    audit.record(actor, Action.FUNCTION_ENDED, "account", assignment.account_id, function=assignment.function)
    return assignment


@use_case
def set_absence(account_id, starts_on, ends_on, *, actor: Actor) -> Absence:
    """Note that someone is away: oneself, or a colleague of the own organisation. The deputies are at work
    meanwhile."""
    if str(account_id) != str(actor.person_id):
        _require_colleague(account_id, actor)
    absence = Absence.objects.create(account_id=account_id, starts_on=starts_on, ends_on=ends_on)
    audit.record(actor, Action.ABSENCE_SET, "account", account_id)
    return absence


@use_case
def end_absence(absence_id, *, actor: Actor) -> None:
    """Take an own absence back; one of somebody else is not there (404)."""
    get_object_or_404(Absence, pk=absence_id, account_id=actor.person_id).delete()
    audit.record(actor, Action.ABSENCE_ENDED, "account", actor.person_id)


def _require_colleague(account_id, actor: Actor) -> None:
    colleagues = FunctionAssignment.objects.filter(
        organisation_id=actor.organisation_id, account_id=account_id
    )
    if not colleagues.exists():
        raise Http404
