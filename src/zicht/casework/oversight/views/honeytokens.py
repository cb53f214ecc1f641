"""Invented signals and identifiers that show who looks without need."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.oversight import forms, queries, services
from zicht.casework.oversight.models import Honeytoken
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

PLACED = (
    "Het lokgegeven staat klaar. Schrijf zelf op wat het is, op een veilige plaats: Zicht toont het niet"
    " meer."
)


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
    return _page(request, {"rows": rows, "form": form}, 422 if form.is_bound else 200)


@access(Permission.AUDIT_READ)
@require_POST
def decoy(request):
    """Place an identifier that belongs to nobody; it is not shown again."""

    def place(form):
        data = form.cleaned_data
        what = (data["decoy"], data["text"], data["given"], data["family"], data["born"])
        return services.place_decoy(*what, actor=request.actor)

    tried = attempt(forms.DecoyForm(request.POST), place)
    if tried.accepted:
        messages.success(request, PLACED)
        return redirect("oversight:honeytokens")
    rows = Honeytoken.objects.order_by("-placed_at")[: queries.LATEST]
    context = {"rows": rows, "form": forms.HoneytokenForm(), "decoy": tried.form, "tried": tried}
    return _page(request, context, tried.status)


def _page(request, context: dict, status: int):
    return render(
        request, "oversight/honeytokens.html", {"decoy": forms.DecoyForm(), **context}, status=status
    )
