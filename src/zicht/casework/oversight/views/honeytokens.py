"""Invented signals that show who looks without need."""

from django.contrib import messages
from django.shortcuts import redirect, render

from zicht.casework.oversight import forms, queries, services
from zicht.casework.oversight.models import Honeytoken
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action


@access(Permission.AUDIT_READ)
def honeytokens(request):
    """The invented signals of the own organisation, and a form to place one more."""
    form = forms.HoneytokenForm(request.POST or None)
    if form.is_valid():
        place = form.cleaned_data["municipality"]
        services.place_honeytoken(form.cleaned_data["form"], place and place.code, actor=request.actor)
        messages.success(request, "Het controlesignaal staat in de lijst van uw organisatie.")
        return redirect("oversight:honeytokens")
    rows = Honeytoken.objects.order_by("-placed_at")[: queries.LATEST]
    audit.record(request.actor, Action.AUDIT_SEARCHED, "honeytoken", "", count=len(rows))
    return render(
        request,
        "oversight/honeytokens.html",
        {"rows": rows, "form": form},
        status=422 if form.is_bound else 200,
    )
