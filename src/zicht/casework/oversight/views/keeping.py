"""How long what is kept: terms, proposals to change them, and what the job did."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.oversight import forms
from zicht.casework.retention import services as keeping
from zicht.casework.retention.services import changing
from zicht.foundation.access import Permission, access
from zicht.foundation.acts import clock
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

PROPOSED = "Het voorstel is gedaan. Een tweede persoon beslist erover."
JUDGED = {"agree": "De bewaartermijn is vastgesteld.", "decline": "Het voorstel gaat niet door."}


@access(Permission.AUDIT_READ)
def retention(request):
    """How long what is kept, what the job did, and for the national organisation a form to propose a term."""
    form = forms.TermForm(request.POST or None)
    if form.is_valid():
        changing.propose(**form.cleaned_data, actor=request.actor)
        messages.success(request, PROPOSED)
        return redirect("oversight:retention")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "retention")
    context = keeping.overview(clock.today()) | changing.overview(request.actor) | {"form": form}
    return render(request, "oversight/retention.html", context, status=422 if form.is_bound else 200)


@access(Permission.AUDIT_READ)
@require_POST
def judge(request, proposal_id):
    """Agree to a proposal of a colleague, or end a proposal."""
    answer = "agree" if request.POST.get("answer") == "agree" else "decline"
    try:
        getattr(changing, answer)(proposal_id, actor=request.actor)
        messages.success(request, JUDGED[answer])
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect("oversight:retention")
