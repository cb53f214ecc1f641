"""How long what is kept: terms, and what the job did."""

from django.contrib import messages
from django.shortcuts import redirect, render

from zicht.casework.oversight import forms
from zicht.casework.retention import services as keeping
from zicht.casework.retention.vocabulary import Category
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.moments import long_date


@access(Permission.AUDIT_READ)
def retention(request):
    """How long what is kept, what the job did, and a form to set a term."""
    form = forms.TermForm(request.POST or None)
    if form.is_valid():
        return _term(request, form)
    audit.record(request.actor, Action.AUDIT_SEARCHED, "retention")
    context = keeping.overview(clock.today()) | {"form": form}
    return render(request, "oversight/retention.html", context, status=422 if form.is_bound else 200)


def _term(request, form):
    """Set a term at once when nothing is destroyed sooner by it; else ask first."""
    given = form.cleaned_data
    first = keeping.starts_on(given["category"], given["destroy_after_days"], given["restrict_after_days"])
    if first > clock.today() and "sure" not in request.POST:
        context = {"given": given, "category": Category(given["category"]).label, "first": first}
        return render(request, "oversight/shorter_term.html", context)
    keeping.set_term(**given, actor=request.actor)
    messages.success(request, f"De bewaartermijn is vastgesteld. Hij geldt vanaf {long_date(first)}.")
    return redirect("oversight:retention")
