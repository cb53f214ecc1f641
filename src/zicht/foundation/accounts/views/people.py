"""Colleagues of the own organisation: who has which function, inviting, agreeing to a function, ending,
absence; and accepting an invitation.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zicht.foundation.access import Permission, access, public_page
from zicht.foundation.accounts import devices, services, words
from zicht.foundation.accounts.forms import AbsenceForm, AcceptForm, InvitationForm
from zicht.foundation.accounts.models import Account, Invitation
from zicht.foundation.accounts.recording import put_on_record
from zicht.foundation.accounts.views.acting import BACKEND
from zicht.foundation.acts.attempts import attempt, press
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Absence, FunctionAssignment
from zicht.foundation.ui.telling import tell

MOST = 100
OVER = "accounts/invitation_over.html"


@access(Permission.PEOPLE_MANAGE)
def people(request):
    """The colleagues, the open invitations and a form to invite."""
    form = InvitationForm(request.POST or None, functions=services.functions_of(request.actor))
    tried = attempt(form, lambda form: _invited(form.cleaned_data, request.actor))
    if tried.accepted:
        messages.success(request, tried.result)
        return redirect("accounts:people")
    if tried.refusal:
        form.add_error("function", tried.refusal)
    return render(
        request, "accounts/people.html", {"form": form, **_colleagues(request)}, status=tried.status
    )


def _invited(given: dict, actor) -> str:
    sent = services.invite(**given, actor=actor)
    return (words.SENT if sent else words.PROPOSED).format(given["name"])


def _colleagues(request) -> dict:
    mine, today = request.actor.organisation_id, timezone.localdate()
    rows = FunctionAssignment.objects.filter(organisation_id=mine, ends_on__isnull=True)
    rows = rows.select_related("account").order_by("function", "deputy", "account__name")
    away = Absence.objects.filter(account__in=[row.account_id for row in rows], ends_on__gte=today)
    return {
        "rows": rows,
        "away": {row.account_id: row for row in away.order_by("starts_on")},
        "waiting": services.open_invitations(mine).filter(expires_at__gt=timezone.now()),
        "alone": not services.seconds(request.actor),
    }


@access(Permission.PEOPLE_AGREE)
def proposals(request):
    """What waits for a second person, what was sent and can be taken back, and what lapsed."""
    found = list(services.open_invitations(request.actor.organisation_id)[:MOST])
    now, me = timezone.now(), request.actor.person_id
    own = set(Account.objects.filter(pk=me).values_list("email", flat=True))
    for row in found:
        row.mine, row.about_me = row.invited_by_id == me, row.email in own
    context = {
        "waiting": [row for row in found if row.waits and row.expires_at > now],
        "sent": [row for row in found if not row.waits and row.expires_at > now],
        "over": [row for row in found if row.expires_at <= now],
        "alone": not services.seconds(request.actor),
    }
    return render(request, "accounts/proposals.html", context)


@access(Permission.PEOPLE_AGREE)
@require_POST
def judge(request, invitation_id):
    """Agree to a proposed function, or take a proposal or an invitation back."""
    agreed = request.POST.get("answer") == "agree"
    act = services.agree if agreed else services.withdraw
    tried = press(lambda: act(invitation_id, actor=request.actor))
    name = Invitation.objects.values_list("name", flat=True).get(pk=invitation_id)
    tell(request, tried, (words.AGREED if agreed else words.WITHDRAWN).format(name))
    return redirect("accounts:proposals")


@access(Permission.PEOPLE_MANAGE)
def end_function(request, assignment_id):
    """Ask for confirmation, then end a function."""
    assignment = get_object_or_404(
        FunctionAssignment.objects.select_related("account"),
        pk=assignment_id,
        organisation_id=request.actor.organisation_id,
        ends_on__isnull=True,
    )
    if request.method == "POST":
        services.end_function(assignment_id, actor=request.actor)
        messages.success(request, f"{assignment.account.name} heeft deze functie niet meer.")
        return redirect("accounts:people")
    context = {
        "title": "Functie beëindigen",
        "question": (
            f"{assignment.account.name} is dan geen {assignment.get_function_display().lower()} meer."
        ),
        "consequences": ["De toegang stopt meteen.", "Wat deze persoon deed, blijft in het logboek staan."],
        "action": "Functie beëindigen",
        "kind": "danger",
        "cancel_url": reverse("accounts:people"),
    }
    return render(request, "ui/confirm.html", context)


@access(Permission.WORK_OWN)
def absence(request):
    """Say that I am away; my deputies see my work meanwhile."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_absence(request.actor.person_id, **form.cleaned_data, actor=request.actor)
        messages.success(request, "Uw afwezigheid is genoteerd. Uw plaatsvervanger is in die dagen aan zet.")
        return redirect("accounts:absence")
    mine = Absence.objects.filter(
        account_id=request.actor.person_id, ends_on__gte=timezone.localdate()
    ).order_by("starts_on")
    context = {"form": form, "mine": mine}
    return render(request, "accounts/absence.html", context, status=422 if form.is_bound else 200)


@access(Permission.WORK_OWN)
@require_POST
def end_absence(request, absence_id):
    """Take an absence back."""
    services.end_absence(absence_id, actor=request.actor)
    return redirect("accounts:absence")


@public_page
def accept(request, secret):
    """A new colleague chooses a password; then the second factor follows. A used or old invitation says
    so."""
    invitation = services.open_invitation(secret)
    if invitation is None:
        return render(request, OVER, status=410)
    if Account.objects.filter(email=invitation.email).exists():
        return _accept_with_account(request, invitation)
    form = AcceptForm(request.POST or None)
    tried = attempt(form, lambda form: services.accept(invitation, form.cleaned_data["password"]))
    if tried.accepted:
        login(request, tried.result, backend=BACKEND)
        put_on_record(tried.result.pk, Action.SIGNED_IN, by="invitation")
        response = redirect("mfa_index")
        devices.remember(request, response, tried.result.email)
        return response
    if tried.refusal:
        return render(request, OVER, status=410)
    return render(
        request, "accounts/accept.html", {"form": form, "invitation": invitation}, status=tried.status
    )


def _accept_with_account(request, invitation):
    """Who has an account signs in with it: a link in a mail opens nobody's account."""
    if request.method == "POST":
        if press(lambda: services.accept(invitation)).refusal:
            return render(request, OVER, status=410)
        messages.success(request, words.TAKEN_UP)
        return redirect("account_login")
    return render(request, "accounts/accept.html", {"invitation": invitation})
