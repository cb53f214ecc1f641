"""Acts about colleagues: invite, accept, end a function, set absence. Refusals: another organisation's
people (404).
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from zicht.foundation.access import Actor, use_case
from zicht.foundation.accounts.entrances import digest
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Absence, FunctionAssignment

VALID_FOR = timedelta(days=7)
MAIL = """U bent uitgenodigd om met Zicht te werken voor {organisation}.

Open deze pagina om te beginnen. De uitnodiging is zeven dagen geldig en werkt één keer:
{address}

Weet u niet waar dit over gaat? Dan kunt u dit bericht weggooien.
"""


@use_case
def invite(email: str, name: str, function: str, deputy: bool, *, actor: Actor) -> str:
    """Invite someone for a function in the own organisation; mails and returns the one-time address."""
    secret = secrets.token_urlsafe(24)
    now = timezone.now()
    invitation = Invitation.objects.create(
        digest=digest("invitation", secret),
        email=email.lower(),
        name=name,
        organisation_id=actor.organisation_id,
        function=function,
        deputy=deputy,
        invited_by_id=actor.person_id,
        invited_at=now,
        expires_at=now + VALID_FOR,
    )
    audit.record(actor, Action.INVITATION_SENT, "invitation", invitation.pk, function=function)
    address = f"{settings.ADDRESS}/uitnodiging/{secret}/"
    text = MAIL.format(organisation=actor.organisation_name, address=address)
    transaction.on_commit(lambda: send_mail("Uitnodiging voor Zicht", text, None, [email]))
    return address


def open_invitation(secret: str) -> Invitation | None:
    """Return the invitation of this secret while it is valid and not used; else None."""
    found = (
        Invitation.objects.select_related("organisation").filter(digest=digest("invitation", secret)).first()
    )
    return found if found and found.accepted_at is None and found.expires_at > timezone.now() else None


@transaction.atomic
def accept(invitation: Invitation, password: str) -> Account:
    """Make (or find) the account and give it the function; an invitation works once."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk, accepted_at__isnull=True)
    account = Account.objects.filter(email=invitation.email).first()
    if account is None:
        account = Account.objects.create_user(invitation.email, password, name=invitation.name)
    now = timezone.now()
    FunctionAssignment.objects.get_or_create(
        account=account,
        organisation_id=invitation.organisation_id,
        function=invitation.function,
        ends_on=None,
        defaults={"deputy": invitation.deputy, "starts_on": timezone.localdate()},
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    person = Actor(organisation_id=invitation.organisation_id, person_id=account.pk, channel="invitation")
    audit.record(person, Action.INVITATION_ACCEPTED, "invitation", invitation.pk)
    return account


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


def _require_colleague(account_id, actor: Actor) -> None:
    colleagues = FunctionAssignment.objects.filter(
        organisation_id=actor.organisation_id, account_id=account_id
    )
    if not colleagues.exists():
        raise Http404
