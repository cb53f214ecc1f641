"""Questions about access: found or asked by the officer, answered by the person they are about."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from zicht.casework.oversight import forms, log, queries, services, words
from zicht.casework.oversight.models import AccessQuestion
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.ui.telling import tell

ASKED = "De vraag is gesteld."
CLOSED = "De vraag is afgesloten."
ANSWERED = "Dank u wel voor uw antwoord."


@access(Permission.AUDIT_READ)
def questions(request):
    """Questions that wait for the officer, those that wait for an answer, and what is closed."""
    rows = list(AccessQuestion.objects.select_related("answer").order_by("-found_at")[: queries.LATEST])
    names = queries.names_of(rows)
    for row in rows:
        row.person = names.get(row.account_id, "")
    groups = {
        "Nieuw: wilt u dit vragen?": [row for row in rows if not row.asked_at and not row.closed_at],
        "Beantwoord: bekijk en sluit af": [
            row for row in rows if row.asked_at and not row.closed_at and _answered(row)
        ],
        "Wacht op antwoord": [
            row for row in rows if row.asked_at and not row.closed_at and not _answered(row)
        ],
        "Afgesloten": [row for row in rows if row.closed_at],
    }
    audit.record(request.actor, Action.AUDIT_SEARCHED, "question", "", count=len(rows))
    return render(
        request, "oversight/questions.html", {"groups": [pair for pair in groups.items() if pair[1]]}
    )


@access(Permission.AUDIT_READ)
def question(request, question_id):
    """One question: ask it, or read the answer and close it."""
    found = get_object_or_404(AccessQuestion, pk=question_id, organisation_id=request.actor.organisation_id)
    asking = forms.QuestionForm(request.POST if "vraag" in request.POST else None)
    closing = forms.CloseForm(request.POST if "sluit" in request.POST else None)
    if asking.is_valid():
        tried = attempt(
            asking, lambda form: services.ask(question_id, form.cleaned_data["text"], actor=request.actor)
        )
        tell(request, tried, ASKED)
        return redirect("oversight:questions")
    if closing.is_valid():
        tried = attempt(
            closing,
            lambda form: services.close(question_id, form.cleaned_data["outcome"], actor=request.actor),
        )
        tell(request, tried, CLOSED)
        return redirect("oversight:questions")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "question", question_id)
    context = {
        "question": found,
        "person": queries.names_of([found]).get(found.account_id, ""),
        "asking": asking,
        "closing": closing,
        "words": services.words_of(found),
        "answer": services.answer_to(found),
        "on": words.subject(found.object_kind),
    }
    return render(
        request,
        "oversight/question.html",
        context,
        status=422 if asking.is_bound or closing.is_bound else 200,
    )


@access(Permission.AUDIT_READ)
def ask(request, event_id):
    """Ask a colleague about one event."""
    event = log.one(event_id)
    if event is None:
        raise Http404
    form = forms.QuestionForm(request.POST or None, initial={"key": uuid.uuid4()})
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid.uuid4()
        services.ask_about(event, form.cleaned_data["text"], key, actor=request.actor)
        messages.success(request, ASKED)
        return redirect("oversight:questions")
    audit.record(request.actor, Action.AUDIT_SEARCHED, "log", event_id)
    return render(
        request, "oversight/ask.html", {"event": event, "form": form}, status=422 if form.is_bound else 200
    )


@access(Permission.WORK_OWN)
def mine(request):
    """Questions about the own access."""
    rows = AccessQuestion.objects.filter(
        account_id=request.actor.person_id, asked_at__isnull=False
    ).select_related("answer")
    return render(
        request,
        "oversight/mine.html",
        {"rows": list(rows.order_by("closed_at", "-asked_at")[: queries.LATEST])},
    )


@access(Permission.WORK_OWN)
def answer(request, question_id):
    """One question about the own access, with room to answer."""
    found = get_object_or_404(
        AccessQuestion, pk=question_id, account_id=request.actor.person_id, asked_at__isnull=False
    )
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        tried = attempt(
            form, lambda form: services.answer(question_id, form.cleaned_data["text"], actor=request.actor)
        )
        tell(request, tried, ANSWERED)
        return redirect("oversight:mine")
    context = {
        "question": found,
        "form": form,
        "words": services.words_of(found),
        "answer": services.answer_to(found),
        "on": words.subject(found.object_kind),
    }
    return render(request, "oversight/answer.html", context, status=422 if form.is_bound else 200)


def _answered(row: AccessQuestion) -> bool:
    return hasattr(row, "answer")
