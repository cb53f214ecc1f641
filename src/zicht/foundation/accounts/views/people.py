"""Colleagues of the own organisation: who has which function, inviting, ending, absence; and accepting an
invitation.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zicht.foundation.access import Permission, access, public_page
from zicht.foundation.accounts import devices, services
from zicht.foundation.accounts.forms import AbsenceForm, AcceptForm, InvitationForm
from zicht.foundation.accounts.models import Invitation
from zicht.foundation.accounts.views.acting import BACKEND
from zicht.foundation.organisations.models import Absence, FunctionAssignment


@access(Permission.PEOPLE_MANAGE)
def people(request):
    """The colleagues, the open invitations and a form to invite."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.invite(**form.cleaned_data, actor=request.actor)
        messages.success(request, f"De uitnodiging aan {form.cleaned_data['name']} is verstuurd.")
        return redirect("accounts:people")
    today = timezone.localdate()
    rows = (
        FunctionAssignment.objects.filter(organisation_id=request.actor.organisation_id, ends_on__isnull=True)
        .select_related("account")
        .order_by("function", "deputy", "account__name")
    )
    away = Absence.objects.filter(account__in=[row.account_id for row in rows], ends_on__gte=today).order_by(
        "starts_on"
    )
    waiting = Invitation.objects.filter(
        organisation_id=request.actor.organisation_id, accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    context = {"form": form, "rows": rows, "away": {row.account_id: row for row in away}, "waiting": waiting}
    return render(request, "accounts/people.html", context, status=422 if form.is_bound else 200)


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
    get_object_or_404(Absence, pk=absence_id, account_id=request.actor.person_id).delete()
    return redirect("accounts:absence")


@public_page
def accept(request, secret):
    """A new colleague chooses a password; then the second factor follows. A used or old invitation says
    so."""
    invitation = services.open_invitation(secret)
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = services.accept(invitation, form.cleaned_data["password"])
        login(request, account, backend=BACKEND)
        response = redirect("mfa_index")
        devices.remember(request, response, account.email)
        return response
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept.html", context, status=422 if form.is_bound else 200)
