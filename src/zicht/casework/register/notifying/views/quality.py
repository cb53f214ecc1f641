"""What CoMensha still asks: a short list, answered in place; and how complete notifications are over time."""

from django.contrib import messages
from django.shortcuts import redirect, render

from zicht.casework.register.notifying import quality
from zicht.casework.register.notifying.forms import NotificationAnswers, UnknownForm, only
from zicht.casework.register.notifying.services import answering
from zicht.casework.register.persons import forms, queries, services
from zicht.casework.register.vocabulary import Item
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

ANSWERED = "Bewaard. Dank u wel: CoMensha ziet het meteen."
# Item -> the fields of the forms that answer it.
OF_PERSON = {
    Item.NAME: ("given_name", "initials", "family_name"),
    Item.BIRTH: ("birth_date", "birth_year"),
    Item.SEX: ("sex",),
    Item.NATIONALITY: ("nationality",),
    Item.ORIGIN: ("country_of_origin",),
    Item.IMMIGRATION_STATUS: ("immigration_status",),
}


@access(Permission.REGISTER_NOTIFY)
def questions(request):
    """What CoMensha still asks the own organisation, and how complete its notifications are."""
    asked = quality.to_answer(request.actor)
    own = quality.trend(request.actor, all_organisations=False)
    audit.record(request.actor, Action.VICTIMS_LISTED, "victim", "", count=len(asked), list="questions")
    context = {"asked": asked, "quarters": next(iter(own.values()), []), "most": quality.MOST}
    return render(request, "register/questions.html", context)


@access(Permission.REGISTER_NOTIFY)
def answer(request, victim_id):
    """Answer what is missing of one own notification, in place; what is left empty stays open, unless one
    says it is unknown."""
    victim, keys = queries.open_victim(victim_id)
    question = quality.asked_of(victim_id, request.actor)
    if question is None:
        return redirect("register:victim", victim_id)
    known = queries.identity_with(keys[victim_id], victim)
    person, fields, unknown = _forms(request, victim, known, question)
    if request.method == "POST" and all(form.is_valid() for form in (person, fields, unknown)):
        tried = attempt(
            unknown, lambda _: _keep(request.actor, victim, known, question, person, fields, unknown)
        )
    else:
        tried = attempt(UnknownForm(items=[]), None)
    if tried.accepted:
        messages.success(request, ANSWERED)
        return redirect("register:questions")
    bad = request.method == "POST" and not tried.refusal
    context = {
        "victim": victim,
        "question": question,
        "person": person,
        "fields": fields,
        "unknown": unknown,
        "tried": tried,
    }
    context["odd"] = quality.odd_of(known, question.notification_id, keys[victim_id])
    return render(request, "register/answer.html", context, status=422 if bad else tried.status)


@access(Permission.REGISTER_MERGE)
def completeness(request):
    """How complete the notifications of every organisation are, per quarter."""
    found = quality.trend(request.actor, all_organisations=True)
    audit.record(
        request.actor, Action.VICTIMS_LISTED, "notification", "", count=len(found), list="completeness"
    )
    rows = sorted(found.items(), key=lambda pair: pair[1][-1].known)
    return render(
        request,
        "register/completeness.html",
        {"rows": [(name, q[-1], q[0], sum(x.notifications for x in q)) for name, q in rows]},
    )


def _forms(request, victim, known, question):
    """The forms of person and notification with only the fields that are asked for."""
    data = request.POST if request.method == "POST" else None
    person = forms.IdentityForm(data) if data else forms.IdentityForm.of(known, victim.version)
    only(person, OF_PERSON, question.items)
    return person, NotificationAnswers(data, items=question.items), UnknownForm(data, items=question.items)


def _keep(actor, victim, known, question, person, fields, unknown) -> bool:
    new = forms.with_answers(known, person.cleaned_data)
    if new != known:
        services.complete(victim.pk, new, person.cleaned_data.get("version") or victim.version, actor=actor)
    if any(fields.cleaned_data.values()):
        answering.correct_with(question.notification_id, fields.cleaned_data, actor=actor)
    if unknown.cleaned_data["unknown"]:
        answering.not_known(victim.pk, unknown.cleaned_data["unknown"], actor=actor)
    return True
