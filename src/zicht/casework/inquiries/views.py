"""Navraag bij andere regio's: ask, see what was asked, answer as a holder, and the officer's view."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.casework.inquiries import forms, services
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission, access
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.asking import services as budget
from zicht.foundation.asking import words as asking
from zicht.foundation.asking.vocabulary import AlarmKind, MoreFor
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

ASKED = "De andere regio's zijn gevraagd. Heeft iemand daar iets, dan beslist die zelf of er contact komt."
ALLOWED = "Uw collega kan vandaag weer vragen. In het logboek staat dat u dit goedvond, en waarom."
ANSWERED = "Uw antwoord is bewaard."
SHOWN = 20


@access(Permission.INQUIRE)
def ask(request):
    """Ask; the answer is the same whatever others have. Below: the own questions."""
    form = forms.AskForm(_sent(request), actor=request.actor)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if services.ask(
            data["kind"], data["purpose"], form.value, data["function"], actor=request.actor, key=data["key"]
        ):
            messages.success(request, ASKED)
            return redirect("inquiries:ask")
        form.add_error(None, _used_up())
        status = 409
    asked = list(services.asked_by(request.actor)[:SHOWN])
    people = _names(row.replied_by for inquiry in asked for row in inquiry.requests.all())
    audit.record(request.actor, Action.INQUIRIES_LISTED, "inquiry", "", count=len(asked))
    for inquiry in asked:
        inquiry.contacts = [
            (row, people.get(row.replied_by, "")) for row in inquiry.requests.all() if row.reply
        ]
    context = {
        "form": form,
        "asked": asked,
        "waiting": services.waiting_for(request.actor).count(),
        "day": services.A_DAY,
        "month": services.A_MONTH,
    }
    return render(request, "inquiries/ask.html", context, status=status)


@access(Permission.INQUIRE)
def requests(request):
    """The requests for contact that wait for the own function."""
    rows = list(services.waiting_for(request.actor))
    audit.record(request.actor, Action.INQUIRIES_LISTED, "contact_request", "", count=len(rows))
    return render(request, "inquiries/requests.html", {"rows": rows})


@access(Permission.INQUIRE)
def answer(request, request_id):
    """One request for contact: by whom, about which signal or person of ours; answer or not."""
    row = services.waiting_for(request.actor).filter(pk=request_id).first()
    if row is None:
        raise Http404
    form = forms.ReplyForm(_sent(request))
    if form.is_bound and form.is_valid():
        services.answer(row.pk, form.cleaned_data["reply"], actor=request.actor)
        messages.success(request, ANSWERED)
        return redirect("inquiries:requests")
    audit.record(
        request.actor, Action.INQUIRIES_LISTED, row.subject_kind, row.subject_id, contact_request=str(row.pk)
    )
    signal = (
        Signal.objects.filter(pk=row.subject_id).first() if row.subject_kind == SubjectKind.SIGNAL else None
    )
    asker = _names([row.inquiry.person_id]).get(row.inquiry.person_id, "")
    context = {"row": row, "form": form, "signal": signal, "asker": asker}
    return render(request, "inquiries/answer.html", context, status=422 if form.is_bound else 200)


@access(Permission.AUDIT_READ)
def oversight(request):
    """What the data-protection officer sees of the questions by and to the own organisation."""
    found = services.of_organisation(request.actor)
    people = _names(row.person_id for row in [*found["asked"], *found["overruns"]])
    for row in [*found["asked"], *found["overruns"]]:
        own = row.organisation_id == request.actor.organisation_id
        row.who = people.get(row.person_id, "") if own else f"iemand van {row.organisation}"
    audit.record(
        request.actor, Action.INQUIRIES_LISTED, "inquiry", "", count=len(found["asked"]), list="officer"
    )
    context = {**found, "alarms": _alarms(request.actor), "reasons": MoreFor.choices}
    return render(request, "inquiries/oversight.html", context)


@access(Permission.AUDIT_READ)
@require_POST
def allow_more(request, person_id):
    """Let a colleague ask as much again today."""
    because = request.POST.get("because")
    if because not in MoreFor.values:
        raise Http404
    budget.allow_more(person_id, because, actor=request.actor)
    messages.success(request, ALLOWED)
    return redirect("inquiries:oversight")


def _alarms(actor) -> list:
    """Who asked too much, or for a decoy: by name for the own people only."""
    rows, today = budget.alarms(), clock.today()
    people = _names(row.person_id for row in rows)
    for row in rows:
        own = row.organisation_id == actor.organisation_id
        row.who = people.get(row.person_id, "") if own else f"iemand van {row.organisation}"
        row.may_have_more = own and row.day == today and row.kind == AlarmKind.USED_UP
        row.may_have_more = row.may_have_more and row.person_id != actor.person_id
    return rows


def _used_up() -> str:
    return services.USED_UP.format(day=services.A_DAY, month=services.A_MONTH, all=asking.A_DAY)


def _names(ids) -> dict:
    return dict(Account.objects.filter(pk__in={key for key in ids if key}).values_list("pk", "name"))


def _sent(request):
    return request.POST if request.method == "POST" else None
