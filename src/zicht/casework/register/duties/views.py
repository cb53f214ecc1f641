"""When who notifies: to read for everyone who registers; proposed and agreed to by two registrars of
CoMensha.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.register.duties import criteria
from zicht.casework.register.duties import forms as criteria_forms
from zicht.casework.register.duties.services import changing as criteria_changes
from zicht.casework.register.models import NotificationCriterion
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.acts.refusals import NotPossible

PROPOSED = "Het voorstel is bewaard. Het gaat pas in als een tweede persoon akkoord geeft."
AGREED = "De nieuwe versie is bewaard. Meldingen van vóór die dag houden hun betekenis."
DECLINED = "Het voorstel gaat niet door. Er verandert niets."


@access(Permission.REGISTER_READ)
def criteria_list(request):
    """When which organisation must or may notify, in every version, and what is proposed."""
    today = set(criteria.valid().values_list("pk", flat=True))
    groups: dict[str, list[NotificationCriterion]] = {}
    for row in criteria.versions():
        row.current = row.pk in today
        groups.setdefault(
            row.organisation.name if row.organisation else row.get_organisation_kind_display(), []
        ).append(row)
    may_change = request.actor.may(Permission.REGISTER_CRITERIA)
    waiting = criteria_changes.waiting() if may_change else []
    return render(
        request,
        "register/criteria.html",
        {"groups": groups.items(), "may_change": may_change, "waiting": waiting},
    )


@access(Permission.REGISTER_CRITERIA)
def change_criterion(request, criterion_id):
    """Propose a new version of a criterion."""
    old = NotificationCriterion.objects.filter(pk=criterion_id, valid_until__isnull=True).first()
    if old is None:
        return redirect("register:criteria")
    form = criteria_forms.CriterionForm(
        request.POST or None, initial={"label": old.label, "due_days": old.due_days}
    )
    return _proposed(
        request,
        form,
        lambda said: criteria_changes.propose_change(criterion_id, actor=request.actor, **said),
        old,
    )


@access(Permission.REGISTER_CRITERIA)
def new_criterion(request):
    """Propose a criterion for organisations without a statutory duty."""
    form = criteria_forms.NewCriterionForm(request.POST or None, initial={"due_days": 28})
    return _proposed(
        request, form, lambda said: criteria_changes.propose_new(actor=request.actor, **said), None
    )


@access(Permission.REGISTER_CRITERIA)
def proposal(request, proposal_id):
    """What a proposal changes, who made it, and for a second person: agree or not."""
    found = criteria_changes.proposal(proposal_id)
    own = found.proposed_by_id == request.actor.person_id
    return render(
        request,
        "register/proposal.html",
        {"row": found, "preview": criteria_changes.preview(found), "own": own},
    )


@access(Permission.REGISTER_CRITERIA)
@require_POST
def judge_proposal(request, proposal_id):
    """Agree to a proposal or turn it down."""
    act, said = (
        (criteria_changes.agree, AGREED)
        if request.POST.get("oordeel") == "akkoord"
        else (criteria_changes.decline, DECLINED)
    )
    try:
        act(proposal_id, actor=request.actor)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        return redirect("register:proposal", proposal_id)
    messages.success(request, said)
    return redirect("register:criteria")


def _proposed(request, form, act, old):
    tried = attempt(form, lambda form: act(form.cleaned_data))
    if tried.accepted:
        messages.success(request, PROPOSED)
        return redirect("register:proposal", tried.result.pk)
    return render(
        request, "register/criterion.html", {"tried": tried, "form": form, "old": old}, status=tried.status
    )
