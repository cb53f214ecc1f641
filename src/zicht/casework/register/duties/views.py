"""Who still has to report; and when who notifies: to read for everyone who registers, proposed and agreed to
by two registrars of CoMensha.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zicht.casework.register.duties import criteria, forms, queries
from zicht.casework.register.duties.services import asking, changing
from zicht.casework.register.models import NotificationCriterion
from zicht.casework.register.paging import ShortPaginator
from zicht.casework.register.vocabulary import CriterionAnswer
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt, press
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.telling import tell

OWN, OTHERS, AGAIN, DONE, COUNTING, ASKED = "wij", "anderen", "opnieuw", "gedaan", "rekent-op-ander", "vragen"

MET = "Vastgelegd. U ziet nu om wie het gaat, en tot wanneer u kunt melden."
NOT_MET = "Vastgelegd, met de reden. Verandert er iets, meld dan gerust alsnog."
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
    waiting = changing.waiting() if may_change else []
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
    form = forms.CriterionForm(request.POST or None, initial={"label": old.label, "due_days": old.due_days})
    return _proposed(
        request,
        form,
        lambda said: changing.propose_change(criterion_id, actor=request.actor, **said),
        old,
    )


@access(Permission.REGISTER_CRITERIA)
def new_criterion(request):
    """Propose a criterion for organisations without a statutory duty."""
    form = forms.NewCriterionForm(request.POST or None, initial={"due_days": 28})
    return _proposed(request, form, lambda said: changing.propose_new(actor=request.actor, **said), None)


@access(Permission.REGISTER_CRITERIA)
def proposal(request, proposal_id):
    """What a proposal changes, who made it, and for a second person: agree or not."""
    found = changing.proposal(proposal_id)
    own = found.proposed_by_id == request.actor.person_id
    return render(
        request,
        "register/proposal.html",
        {"row": found, "preview": changing.preview(found), "own": own},
    )


@access(Permission.REGISTER_CRITERIA)
@require_POST
def judge_proposal(request, proposal_id):
    """Agree to a proposal or turn it down."""
    act, said = (
        (changing.agree, AGREED) if request.POST.get("oordeel") == "akkoord" else (changing.decline, DECLINED)
    )
    tried = press(lambda: act(proposal_id, actor=request.actor))
    tell(request, tried, said)
    return redirect("register:criteria") if tried.accepted else redirect("register:proposal", proposal_id)


def _proposed(request, form, act, old):
    tried = attempt(form, lambda form: act(form.cleaned_data))
    if tried.accepted:
        messages.success(request, PROPOSED)
        return redirect("register:proposal", tried.result.pk)
    return render(
        request, "register/criterion.html", {"tried": tried, "form": form, "old": old}, status=tried.status
    )


@access(Permission.REGISTER_NOTIFY)
def question(request, asked_id):
    """Is one of the own criteria met? Who the person is, is shown after yes only."""
    asked = queries.access_question(asked_id, request.actor)
    sent = request.POST if request.method == "POST" else None
    form = forms.AnswerForm(sent, organisation=asked.organisation)

    def act(form):
        return asking.answer(asked_id, actor=request.actor, **form.said)

    tried = attempt(form, act)
    if tried.accepted:
        return _answered(request, tried.result)
    audit.record(request.actor, Action.VICTIMS_LISTED, "criterion_question", asked_id, count=1, list=ASKED)
    context = {"form": form, "tried": tried, "question": asked}
    return render(request, "register/question.html", context, status=tried.status)


def _answered(request, question):
    if question.answer == CriterionAnswer.MET:
        messages.success(request, MET)
        return redirect("register:victim", question.victim_id)
    messages.success(request, NOT_MET)
    return redirect(f"{reverse('register:duties')}?toon={ASKED}")


@access(Permission.REGISTER_READ)
def duties(request):
    """Who must report, who counts on another to do so, who did; and what was put off until today."""
    shown = request.GET.get("toon", OWN)
    mine = queries.open_duties().filter(organisation_id=request.actor.organisation_id)
    lists = {
        ASKED: ("Vragen aan ons", queries.open_questions(request.actor)),
        OWN: ("Mijn organisatie", mine),
        OTHERS: (
            "Andere organisaties",
            queries.open_duties().exclude(organisation_id=request.actor.organisation_id),
        ),
        AGAIN: ("Opnieuw bekijken", queries.to_look_at_again()),
        COUNTING: ("Rekent op een ander", queries.counting_on_another()),
        DONE: ("Gedaan", queries.done_duties()),
    }
    shown = shown if shown in lists else OWN
    page = ShortPaginator(lists[shown][1]).get_page(request.GET.get("page"))
    audit.record(
        request.actor, Action.VICTIMS_LISTED, "obligation", "", count=len(page.object_list), list=shown
    )
    tabs = [
        {"url": f"?toon={name}", "label": label, "current": name == shown}
        for name, (label, _) in lists.items()
    ]
    return render(request, "register/duties.html", {"page": page, "shown": shown, "tabs": tabs})
